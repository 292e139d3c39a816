package securitycenter.events;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import securitycenter.kql.schema.KqlType;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.io.JsonStringEncoder;
import tools.jackson.core.json.JsonFactory;

/** Reads the columns of a row from JSON. What a column cannot hold is nothing, and spoils no row. */
final class Cells {

    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(200)
                    .maxStringLength(Integer.MAX_VALUE)
                    .build())
            .build();

    private static final String PLAIN_TIME = "0000-00-00T00:00:00";
    private static final int TICK_DIGITS = 7;

    /** What became of the properties of a row. */
    interface Tally {
        void unknown(String property);

        void unreadable();
    }

    private Cells() {}

    /** One value for each column: null, Boolean, Integer, Long, Double, UUID or String; of a dynamic column its JSON. */
    static @Nullable Object[] read(Shape shape, String properties, Tally tally) {
        var types = shape.types();
        var cells = new @Nullable Object[types.size()];
        for (int i = 0; i < cells.length; i++) {
            cells[i] = types.get(i) == KqlType.STRING ? "" : null;
        }
        try (var json = JSON.createParser(ObjectReadContext.empty(), properties)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                tally.unreadable();
                return cells;
            }
            for (var name = json.nextName(); name != null; name = json.nextName()) {
                json.nextToken();
                var place = shape.place(name);
                if (place == null) {
                    tally.unknown(name);
                    json.skipChildren();
                } else {
                    cells[place] = cell(types.get(place), json, properties);
                }
            }
        } catch (JacksonException e) {
            tally.unreadable();
        }
        return cells;
    }

    private static @Nullable Object cell(KqlType type, JsonParser json, String all) {
        return switch (type) {
            case STRING -> text(json, all);
            case DYNAMIC -> dynamic(json, all);
            case BOOL -> bool(flat(json));
            case DATETIME -> ticks(flat(json));
            case INT ->
                whole(flat(json)) instanceof Long number && number == number.intValue()
                        ? (Object) number.intValue()
                        : null;
            case LONG -> whole(flat(json));
            case REAL -> real(flat(json));
            case GUID -> uuid(flat(json));
            case DECIMAL, TIMESPAN -> throw new IllegalStateException("No table has a column of " + type);
        };
    }

    private static String text(JsonParser json, String all) {
        return switch (json.currentToken()) {
            case START_OBJECT, START_ARRAY -> raw(json, all);
            case VALUE_NULL -> "";
            default -> json.getString();
        };
    }

    /** JSON that came as a text is what it says. */
    private static @Nullable String dynamic(JsonParser json, String all) {
        return switch (json.currentToken()) {
            case START_OBJECT, START_ARRAY -> raw(json, all);
            case VALUE_NULL -> null;
            case VALUE_STRING -> fromText(json.getString());
            default -> json.getString();
        };
    }

    private static @Nullable String fromText(String text) {
        if (text.isBlank()) {
            return null;
        }
        var stripped = text.strip();
        if (stripped.startsWith("{") || stripped.startsWith("[")) {
            try (var inner = JSON.createParser(ObjectReadContext.empty(), stripped)) {
                inner.nextToken();
                inner.skipChildren();
                if (inner.nextToken() == null) {
                    return stripped;
                }
            } catch (JacksonException plainText) {
                return quoted(text);
            }
        }
        return quoted(text);
    }

    private static String quoted(String text) {
        return '"' + String.valueOf(JsonStringEncoder.getInstance().quoteAsCharArray(text)) + '"';
    }

    /** As it was written. */
    private static String raw(JsonParser json, String all) {
        var start = (int) json.currentTokenLocation().getCharOffset();
        json.skipChildren();
        return all.substring(start, (int) json.currentLocation().getCharOffset());
    }

    /** Empty for what is no single value. */
    private static String flat(JsonParser json) {
        return switch (json.currentToken()) {
            case START_OBJECT, START_ARRAY -> {
                json.skipChildren();
                yield "";
            }
            case VALUE_NULL -> "";
            default -> json.getString().strip();
        };
    }

    private static @Nullable Boolean bool(String said) {
        return switch (said.toLowerCase(Locale.ROOT)) {
            case "true", "1" -> true;
            case "false", "0" -> false;
            default -> whole(said) instanceof Long number ? (Boolean) (number != 0) : null;
        };
    }

    private static @Nullable Long whole(String said) {
        if (said.isEmpty() || said.length() > 100) {
            return null;
        }
        try {
            return Long.valueOf(said);
        } catch (NumberFormatException notPlain) {
            return switch (said.toLowerCase(Locale.ROOT)) {
                case "true" -> 1L;
                case "false" -> 0L;
                default -> wholeOfDecimal(said);
            };
        }
    }

    private static @Nullable Long wholeOfDecimal(String said) {
        try {
            var number = new BigDecimal(said);
            return number.precision() - number.scale() > 20 ? null : (Long) number.longValueExact();
        } catch (ArithmeticException | NumberFormatException none) {
            return null;
        }
    }

    private static @Nullable Double real(String said) {
        try {
            return said.isEmpty() ? null : Double.valueOf(said);
        } catch (NumberFormatException none) {
            return null;
        }
    }

    private static @Nullable UUID uuid(String said) {
        try {
            return said.length() == 36 ? UUID.fromString(said) : null;
        } catch (IllegalArgumentException none) {
            return null;
        }
    }

    /** UTC, also where it does not say so. */
    static @Nullable Long ticks(String said) {
        try {
            if (isPlain(said)) {
                return plainTicks(said);
            }
            if (said.isEmpty()) {
                return null;
            }
            var time = DateTimeFormatter.ISO_DATE_TIME.parseBest(said, OffsetDateTime::from, LocalDateTime::from);
            return Ticks.of(
                    time instanceof OffsetDateTime exact
                            ? exact.toInstant()
                            : LocalDateTime.from(time).toInstant(ZoneOffset.UTC));
        } catch (DateTimeException | ArithmeticException none) {
            return null;
        }
    }

    /** As services write it: {@code 2026-01-14T12:00:00.1234567Z}. Rows have several, and a pattern would take a fifth of their time. */
    private static boolean isPlain(String said) {
        var last = said.length() - 1;
        var start = PLAIN_TIME.length();
        if (last < start || said.charAt(last) != 'Z') {
            return false;
        }
        for (int i = 0; i < start; i++) {
            var wanted = PLAIN_TIME.charAt(i);
            if (wanted == '0' ? !isDigit(said.charAt(i)) : said.charAt(i) != wanted) {
                return false;
            }
        }
        if (last == start) {
            return true;
        }
        for (int i = start + 1; i < last; i++) {
            if (!isDigit(said.charAt(i))) {
                return false;
            }
        }
        return said.charAt(start) == '.' && last > start + 1;
    }

    private static boolean isDigit(char sign) {
        return sign >= '0' && sign <= '9';
    }

    private static long plainTicks(String said) {
        var second = LocalDateTime.of(
                number(said, 0, 4),
                number(said, 5, 7),
                number(said, 8, 10),
                number(said, 11, 13),
                number(said, 14, 16),
                number(said, 17, 19));
        var rest = 0;
        for (int i = 0; i < TICK_DIGITS; i++) {
            var at = PLAIN_TIME.length() + 1 + i;
            rest = rest * 10 + (at < said.length() - 1 ? said.charAt(at) - '0' : 0);
        }
        return Ticks.of(second.toInstant(ZoneOffset.UTC)) + rest;
    }

    private static int number(String said, int from, int until) {
        var number = 0;
        for (int i = from; i < until; i++) {
            number = number * 10 + said.charAt(i) - '0';
        }
        return number;
    }
}
