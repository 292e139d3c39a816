package securitycenter.fakemicrosoft;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;

/** A JSON object that keeps its order and may hold nulls. */
final class GraphJson extends LinkedHashMap<String, Object> {

    /** As many digits as the security part of Graph writes. */
    private static final DateTimeFormatter SEVEN_DIGITS =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSSSX").withZone(ZoneOffset.UTC);

    private GraphJson() {}

    static GraphJson object() {
        return new GraphJson();
    }

    GraphJson with(String name, Object value) {
        put(name, value);
        return this;
    }

    /** Null remains null. */
    static String date(Instant instant) {
        return instant == null ? null : SEVEN_DIGITS.format(instant);
    }
}
