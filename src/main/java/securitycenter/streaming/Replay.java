package securitycenter.streaming;

import java.util.ArrayList;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import securitycenter.audit.Act;
import securitycenter.audit.AuditLog;
import securitycenter.homes.TenantHome;
import securitycenter.identity.LogText;
import securitycenter.identity.SignedInUser;
import securitycenter.streaming.DeadLetters.DeadLetter;
import securitycenter.streaming.Streamed.Row;
import securitycenter.streaming.Streamed.Unreadable;

/** Tries again to take in what could not be read, because we or whoever wrote it may have learned since. */
@Component
class Replay {

    private static final int AT_ONCE = 1_000;

    /**
     * What came of it.
     *
     * @param failed those that are still there
     */
    record Outcome(int stored, int failed) {

        Outcome with(boolean one) {
            return new Outcome(stored + (one ? 1 : 0), failed + (one ? 0 : 1));
        }
    }

    private final DeadLetters deadLetters;
    private final StreamStore store;
    private final AuditLog audit;

    Replay(DeadLetters deadLetters, StreamStore store, AuditLog audit) {
        this.deadLetters = deadLetters;
        this.store = store;
        this.audit = audit;
    }

    boolean one(SignedInUser user, TenantHome home, DeadLetter letter) {
        var stored = replay(home, letter);
        audit.record(Act.of(user, "unreadable-record.replayed")
                .on("unreadable-record", String.valueOf(letter.id()))
                .to(stored ? "stored" : "unreadable"));
        return stored;
    }

    /** The oldest first; what is more than can be done at once remains for another time. */
    Outcome all(SignedInUser user, TenantHome home) {
        var outcome = new Outcome(0, 0);
        for (var letter : deadLetters.replayableAfter(home, 0, AT_ONCE)) {
            outcome = outcome.with(replay(home, letter));
        }
        audit.record(Act.of(user, "unreadable-record.all-replayed").to(outcome));
        return outcome;
    }

    boolean discard(SignedInUser user, TenantHome home, long id) {
        var discarded = deadLetters.delete(home, id);
        if (discarded) {
            audit.record(Act.of(user, "unreadable-record.discarded").on("unreadable-record", String.valueOf(id)));
        }
        return discarded;
    }

    /** It is taken off the list once it is stored: cut off in between, it is there still and stored only once. */
    private boolean replay(TenantHome home, DeadLetter letter) {
        var rows = new ArrayList<Row>();
        for (var arrival : letter.readAgain()) {
            switch (arrival.what()) {
                case Row row when row.tenant().equals(home.tenant()) -> rows.add(row);
                case Row _ -> {
                    return failed(home, letter, Flaw.NO_TENANT, null);
                }
                case Unreadable still -> {
                    return failed(home, letter, still.flaw(), still.detail());
                }
            }
        }
        try {
            store.alone(home, () -> store.store(home, rows));
        } catch (RuntimeException refused) {
            return failed(home, letter, Flaw.NOT_STORED, LogText.of(refused.getMessage()));
        }
        deadLetters.delete(home, letter.id());
        return true;
    }

    private boolean failed(TenantHome home, DeadLetter letter, Flaw flaw, @Nullable String detail) {
        deadLetters.failedAgain(home, letter.id(), flaw, detail);
        return false;
    }
}
