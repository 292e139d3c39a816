package securitycenter.notifications;

import java.util.ArrayList;
import java.util.List;

/** Brings together what two people made of the same thing at once: whoever changed a field decides it. */
class Merging {

    /** A field of which each made something else, named as in {@code notifications.…}. */
    record Dispute(String field, Object theirs, Object mine) {}

    /**
     * @param content with the person's own values where there is a dispute
     * @param kept fields that only others changed
     */
    record Merged<C>(C content, List<Dispute> disputes, List<String> kept) {

        List<String> disputed() {
            return disputes.stream().map(Dispute::field).toList();
        }
    }

    private final List<Dispute> disputes = new ArrayList<>();
    private final List<String> kept = new ArrayList<>();

    <T> T of(String field, T before, T mine, T theirs) {
        if (theirs.equals(before) || theirs.equals(mine)) {
            return mine;
        }
        if (mine.equals(before)) {
            kept.add(field);
            return theirs;
        }
        disputes.add(new Dispute(field, theirs, mine));
        return mine;
    }

    Filter of(Filter before, Filter mine, Filter theirs) {
        return new Filter(
                of("severities", before.severities(), mine.severities(), theirs.severities()),
                of("sources", before.sources(), mine.sources(), theirs.sources()));
    }

    <C> Merged<C> into(C content) {
        return new Merged<>(content, List.copyOf(disputes), List.copyOf(kept));
    }
}
