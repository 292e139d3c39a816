package securitycenter.investigations;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.modulith.NamedInterface;
import securitycenter.alerts.RemediationStatus;
import securitycenter.alerts.Text;
import securitycenter.alerts.Verdict;
import securitycenter.investigations.Asset.Place;

/**
 * Something that an alert names, or that was found in the events; not stored yet.
 *
 * @param told null where no alert names it
 * @param place null for what is everywhere
 * @param path where it lies there; empty where that is not known
 * @param there what is to be known of it there
 */
@NamedInterface("tables")
public record Found(
        EntityKind kind,
        String key,
        String name,
        Map<String, String> details,
        @Nullable Verdict told,
        RemediationStatus status,
        @Nullable Place place,
        String path,
        Map<String, String> there,
        List<Tie> ties) {

    public static final int LONGEST = 1_000;

    /** The names of what is known of things. */
    public static final String SHA1 = "sha1";

    public static final String SHA256 = "sha256";
    public static final String PID = "pid";
    public static final String STARTED = "started";
    public static final String COMMAND_LINE = "command-line";
    public static final String REGISTRY_KEY = "key";
    public static final String VALUE_NAME = "value-name";
    public static final String VALUE = "value";
    public static final String MESSAGE_ID = "message";
    public static final String SENDER = "sender";
    public static final String RECIPIENT = "recipient";
    public static final String SUBJECT = "subject";
    public static final String CLUSTER = "cluster";
    public static final String REPORT = "report";
    public static final String LOCATION = "location";

    /** To another thing, which may not be stored. */
    public record Tie(EntityKind kind, String key, Linked how) {}

    public static Found of(EntityKind kind, String key, String name, @Nullable Place place, String path) {
        return new Found(
                kind,
                Text.key(key),
                Text.within(LONGEST, name),
                Map.of(),
                null,
                RemediationStatus.NONE,
                place,
                Text.within(LONGEST, path),
                Map.of(),
                List.of());
    }

    public Found told(Verdict verdict, RemediationStatus how) {
        return new Found(kind, key, name, details, verdict, how, place, path, there, ties);
    }

    public Found dealtWith(RemediationStatus how) {
        return new Found(kind, key, name, details, told, how, place, path, there, ties);
    }

    /** @param value null or empty where nobody said */
    public Found with(String what, @Nullable String value) {
        return new Found(kind, key, name, with(details, what, value), told, status, place, path, there, ties);
    }

    public Found there(String what, @Nullable String value) {
        return new Found(kind, key, name, details, told, status, place, path, with(there, what, value), ties);
    }

    private static Map<String, String> with(Map<String, String> map, String what, @Nullable String value) {
        if (value == null || value.isEmpty()) {
            return map;
        }
        var more = new HashMap<>(map);
        more.put(what, Text.within(LONGEST, value));
        return Map.copyOf(more);
    }

    public Found tied(EntityKind other, @Nullable String otherKey, Linked how) {
        if (otherKey == null
                || otherKey.isEmpty()
                || other == kind && Text.key(otherKey).equals(key)) {
            return this;
        }
        var more = new ArrayList<>(ties);
        more.add(new Tie(other, Text.key(otherKey), how));
        return new Found(kind, key, name, details, told, status, place, path, there, List.copyOf(more));
    }

    /** Of the same thing. */
    Found and(Found other) {
        var more = new HashMap<>(other.details);
        more.putAll(details);
        return new Found(
                kind,
                key,
                name,
                Map.copyOf(more),
                worse(told, other.told),
                further(status, other.status),
                place,
                path,
                there,
                ties);
    }

    static @Nullable Verdict worse(@Nullable Verdict one, @Nullable Verdict other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return one.compareTo(other) >= 0 ? one : other;
    }

    /** Where alerts differ, the later constant is what counts. */
    static RemediationStatus further(RemediationStatus one, RemediationStatus other) {
        return one.compareTo(other) >= 0 ? one : other;
    }
}
