package securitycenter.incidents;

import static java.util.Objects.requireNonNullElse;

import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import securitycenter.alerts.UserName;

/**
 * One property that was made different.
 *
 * @param field as in {@link IncidentChange}: status, assignedTo, classification, …
 * @param old constants by their names; null for none
 * @param actor null unless a person did it
 * @param at null where nobody knows
 */
public record FieldChange(
        String field,
        @Nullable String old,
        @Nullable String now,
        Cause cause,
        @Nullable String actor,
        @Nullable Instant at) {

    /** Who or what made it different. */
    public enum Cause {
        PERSON,
        MICROSOFT,

        /** Where it was decided nobody can tell any more. */
        UNKNOWN,

        /** An alert came to a resolved incident or became active there, so this product opened it again. */
        MORE_TO_DO
    }

    static FieldChange by(Analyst who, String field, @Nullable String old, @Nullable String now, Instant at) {
        return new FieldChange(field, old, now, Cause.PERSON, who.name(), at);
    }

    static FieldChange byMicrosoft(String field, @Nullable String old, @Nullable String now, Instant at) {
        return new FieldChange(field, old, now, Cause.MICROSOFT, null, at);
    }

    /** Two of one field are one: by whoever was last. */
    FieldChange then(FieldChange later) {
        return new FieldChange(field, old, later.now, later.cause, later.actor, later.at);
    }

    /** Whether it ends otherwise than it began. Who chooses the severity that there was has decided that it stays. */
    boolean differs() {
        return !isSame(old) || field.equals("severity");
    }

    private boolean isSame(@Nullable String other) {
        var one = requireNonNullElse(now, "");
        var two = requireNonNullElse(other, "");
        return field.equals("assignedTo") ? UserName.areSame(one, two) : one.equals(two);
    }

    /** @param wanted by another, field by field; null where they leave it as it is */
    static List<FieldChange> disputed(List<FieldChange> changes, Function<String, @Nullable String> wanted) {
        return changes.stream()
                .filter(change -> {
                    var other = wanted.apply(change.field);
                    return other != null && !change.isSame(other);
                })
                .toList();
    }

    static List<FieldChange> ofOthers(List<FieldChange> changes, Analyst who) {
        return changes.stream()
                .filter(change -> !who.name().equals(change.actor))
                .toList();
    }
}
