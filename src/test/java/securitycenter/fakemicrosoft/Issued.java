package securitycenter.fakemicrosoft;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Opaque values that were given out, with what they stand for. The oldest are forgotten, so a long demo stays small. */
final class Issued<T> {

    private static final int KEPT = 20_000;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Map<String, T> values = bounded();
    private final Map<String, Boolean> used = bounded();

    private static <V> Map<String, V> bounded() {
        return new LinkedHashMap<>() {
            @Override
            protected boolean removeEldestEntry(Map.Entry<String, V> eldest) {
                return size() > KEPT;
            }
        };
    }

    synchronized String issue(T value) {
        var bytes = new byte[48];
        RANDOM.nextBytes(bytes);
        var opaque = "1." + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        values.put(opaque, value);
        return opaque;
    }

    synchronized Optional<T> find(String opaque) {
        return Optional.ofNullable(values.get(opaque));
    }

    /** True the first time only. */
    synchronized boolean use(String opaque) {
        return used.put(opaque, true) == null;
    }
}
