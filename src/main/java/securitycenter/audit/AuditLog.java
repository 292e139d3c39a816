package securitycenter.audit;

import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.slf4j.MDC;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The door through which every act is written down. Nothing is ever changed or taken out. */
@Component
public class AuditLog {

    private final AuditEntries entries;
    private final Clock clock;

    AuditLog(AuditEntries entries, Clock clock) {
        this.entries = entries;
        this.clock = clock;
    }

    /**
     * Joins the caller's transaction: the act and its entry happen together or not at all. Other acts of the tenant wait
     * until that transaction ends, so record as the last thing in it.
     */
    @Transactional
    public void record(Act act) {
        var head = entries.lockedHead(act.tenant);
        entries.append(SealedEntry.of(entryOf(act, head), act.actor.staffAddress()));
    }

    /** All of them or none. Who records in several logs starts with the operator's, so that nobody waits in a circle. */
    @Transactional
    void record(List<Act> acts) {
        acts.forEach(this::record);
    }

    private Entry entryOf(Act act, ChainHead head) {
        return new Entry(
                head.length() + 1,
                act.tenant.value(),
                // Both databases keep microseconds, and the hash must be the same after reading.
                clock.instant().truncatedTo(ChronoUnit.MICROS),
                act.actor.kind().name(),
                act.actor.id(),
                act.actor.name(),
                act.actor.onBehalfOf(),
                act.actor.address(),
                act.what,
                act.kind,
                act.id,
                act.from,
                act.to,
                act.reason,
                act.reference == null ? Text.within(100, MDC.get("reference")) : act.reference,
                act.outcome.name(),
                head.hash());
    }
}
