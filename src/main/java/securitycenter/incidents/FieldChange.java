package securitycenter.incidents;

import java.io.Serializable;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One property that somebody made different.
 *
 * @param field as in {@link IncidentChange}: status, assignedTo, classification, …
 * @param actor null where Microsoft did it
 * @param old constants by their names; null for none
 */
public record FieldChange(
        String field,
        @Nullable String old,
        @Nullable String now,
        @Nullable String actor,
        Instant at) implements Serializable {

    FieldChange by(@Nullable String other, Instant then) {
        return new FieldChange(field, old, now, other, then);
    }
}
