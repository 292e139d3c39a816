package securitycenter.streaming;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import securitycenter.audit.Act;
import securitycenter.audit.AuditLog;
import securitycenter.homes.TenantHome;
import securitycenter.identity.LogText;
import securitycenter.identity.SignedInUser;
import securitycenter.intake.Admission;
import securitycenter.intake.Admissions;
import securitycenter.streaming.DeadLetters.DeadLetter;
import securitycenter.streaming.Streamed.Row;
import securitycenter.streaming.Streamed.Unreadable;

/** Tries again to take in what could not be read, because we or whoever wrote it may have learned since. */
@Component
class Replay {

    /**
     * What came of it.
     *
     * @param failed those that are still there
     * @param unwanted of services that are not taken in; they are gone
     */
    record Outcome(int stored, int failed, int unwanted) {

        static final Outcome NOTHING = new Outcome(0, 0, 0);

        Outcome with(Result result) {
            return switch (result) {
                case STORED -> new Outcome(stored + 1, failed, unwanted);
                case UNWANTED -> new Outcome(stored, failed, unwanted + 1);
                case UNREADABLE -> new Outcome(stored, failed + 1, unwanted);
            };
        }
    }

    enum Result {
        STORED,
        UNWANTED,
        UNREADABLE;

        /** For message keys. */
        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** What is to be done about a record that was read again. */
    private sealed interface Finding {

        record Rows(List<Arrival> rows) implements Finding {}

        record Unwanted() implements Finding {}

        record Still(Flaw flaw, @Nullable String detail) implements Finding {}
    }

    private final DeadLetters deadLetters;
    private final StreamStore store;
    private final Admissions admissions;
    private final AuditLog audit;

    Replay(DeadLetters deadLetters, StreamStore store, Admissions admissions, AuditLog audit) {
        this.deadLetters = deadLetters;
        this.store = store;
        this.admissions = admissions;
        this.audit = audit;
    }

    Result one(SignedInUser user, TenantHome home, DeadLetter letter) {
        var result = replay(home, List.of(letter)).getFirst();
        audit.record(Act.of(user, "unreadable-record.replayed")
                .on("unreadable-record", String.valueOf(letter.id()))
                .to(result.word()));
        return result;
    }

    /** The oldest first, stretch by stretch. */
    Outcome all(SignedInUser user, TenantHome home) {
        var outcome = Outcome.NOTHING;
        for (var letters = deadLetters.replayableAfter(home, 0);
                !letters.isEmpty();
                letters = deadLetters.replayableAfter(home, letters.getLast().id())) {
            for (var result : replay(home, letters)) {
                outcome = outcome.with(result);
            }
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

    /** They are taken off the list once they are stored: cut off in between, they are there still and stored only once. */
    private List<Result> replay(TenantHome home, List<DeadLetter> letters) {
        var results = new ArrayList<Result>();
        store.alone(home, () -> {
            var admission = admissions.of(home.tenant());
            var findings = letters.stream()
                    .map(letter -> readAgain(home, letter, admission))
                    .toList();
            var refused = store(home, findings);
            home.transactions().executeWithoutResult(_ -> {
                for (var i = 0; i < letters.size(); i++) {
                    results.add(settle(home, letters.get(i), findings.get(i), refused));
                }
            });
        });
        return results;
    }

    private static Finding readAgain(TenantHome home, DeadLetter letter, Admission admission) {
        var wanted = new ArrayList<Arrival>();
        for (var arrival : letter.readAgain()) {
            if (arrival.what() instanceof Row row && !row.tenant().equals(home.tenant())) {
                return new Finding.Still(Flaw.NO_TENANT, null);
            }
            if (arrival.what().isAdmittedBy(admission)) {
                if (arrival.what() instanceof Unreadable still) {
                    return new Finding.Still(still.flaw(), still.detail());
                }
                wanted.add(arrival);
            }
        }
        return wanted.isEmpty() ? new Finding.Unwanted() : new Finding.Rows(wanted);
    }

    /** @return why, of each that cannot be stored */
    private Map<Arrival, RuntimeException> store(TenantHome home, List<Finding> findings) {
        var rows = findings.stream()
                .flatMap(finding -> finding instanceof Finding.Rows(var some) ? some.stream() : Stream.of())
                .toList();
        var refused = new IdentityHashMap<Arrival, RuntimeException>();
        try {
            store.storeRows(home, rows).forEach(each -> refused.put(each.arrival(), each.why()));
        } catch (RuntimeException all) {
            rows.forEach(row -> refused.put(row, all));
        }
        return refused;
    }

    private Result settle(TenantHome home, DeadLetter letter, Finding finding, Map<Arrival, RuntimeException> refused) {
        return switch (finding) {
            case Finding.Rows(var rows) -> {
                var why =
                        rows.stream().map(refused::get).filter(Objects::nonNull).findFirst();
                if (why.isPresent()) {
                    yield failed(
                            home, letter, Flaw.NOT_STORED, LogText.of(why.get().getMessage()));
                }
                deadLetters.delete(home, letter.id());
                yield Result.STORED;
            }
            case Finding.Unwanted _ -> {
                deadLetters.delete(home, letter.id());
                yield Result.UNWANTED;
            }
            case Finding.Still(var flaw, var detail) -> failed(home, letter, flaw, detail);
        };
    }

    private Result failed(TenantHome home, DeadLetter letter, Flaw flaw, @Nullable String detail) {
        deadLetters.failedAgain(home, letter.id(), flaw, detail);
        return Result.UNREADABLE;
    }
}
