package securitycenter.triage;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import securitycenter.incidents.FieldChange;

/** What others made of a field, and what this person wanted. */
record Dispute(FieldChange theirs, @Nullable String mine) {

    /** @param mine field by field, as the log writes it */
    static List<Dispute> of(List<FieldChange> theirs, Function<String, @Nullable String> mine) {
        return theirs.stream()
                .map(each -> new Dispute(each, mine.apply(each.field())))
                .toList();
    }
}
