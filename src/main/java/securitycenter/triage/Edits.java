package securitycenter.triage;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import securitycenter.identity.TypedText;
import securitycenter.incidents.FieldChange;

/**
 * What a person entered in a form that others may have open too. Only what they made different is changed.
 *
 * @param mine by the names of the form's fields; what did not come is null, and changes nothing
 * @param was how it stood before the person's eyes
 */
record Edits(Map<String, @Nullable String> mine, Map<String, String> was) {

    Edits {
        was = new TreeMap<>(was); // so that the page is the same each time
    }

    static Edits none(Map<String, String> now) {
        return new Edits(new HashMap<>(now), now);
    }

    static Edits of(Map<String, @Nullable String> mine, @Nullable Map<String, String> was) {
        return new Edits(mine, was == null ? Map.of() : was);
    }

    /** What the person made different. */
    Map<String, String> made() {
        var made = new TreeMap<String, String>();
        mine.forEach((field, value) -> {
            if (value != null && !TypedText.of(value).equals(TypedText.of(was.get(field)))) {
                made.put(field, value);
            }
        });
        return made;
    }

    /** What the person made different beside these fields. */
    Set<String> madeBeside(List<String> fields) {
        var made = made().keySet();
        made.removeAll(fields);
        return made;
    }

    /** What the person made different, on top of how it stands by now. */
    Edits on(Map<String, String> now) {
        var merged = new HashMap<String, @Nullable String>(now);
        merged.putAll(made());
        return new Edits(merged, now);
    }

    /**
     * What the person leaves to others is as they have it by now.
     *
     * @param settle {@code theirs} to leave what is disputed to them
     */
    Edits settled(@Nullable String settle, @Nullable List<String> disputed, Map<String, String> now) {
        if (disputed == null || !"theirs".equals(settle)) {
            return this;
        }
        var others = new TreeMap<>(now);
        others.keySet().retainAll(disputed);
        var settled = new HashMap<>(mine);
        settled.putAll(others);
        var before = new TreeMap<>(was);
        before.putAll(others);
        return new Edits(settled, before);
    }

    /** Of a form, in the order of the changes; the log has two of a form's names otherwise, and a finding as two fields. */
    static List<String> fields(List<FieldChange> changes) {
        return changes.stream()
                .map(change -> switch (change.field()) {
                    case "displayName" -> "name";
                    case "classification", "determination" -> "finding";
                    default -> change.field();
                })
                .distinct()
                .toList();
    }

    static <T> @Nullable T read(Map<String, String> values, String field, Function<String, T> reading) {
        var value = values.get(field);
        return value == null ? null : reading.apply(value);
    }
}
