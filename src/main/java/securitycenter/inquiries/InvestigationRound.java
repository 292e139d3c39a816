package securitycenter.inquiries;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;
import securitycenter.homes.TenantHome;
import securitycenter.investigations.Investigation;
import securitycenter.investigations.Records;
import securitycenter.response.Remediation;

/** Begins the investigations of a tenant, and takes those that are due a step further, one after the other. */
@Component
class InvestigationRound {

    private static final Logger log = LoggerFactory.getLogger(InvestigationRound.class);

    /** So that other tenants have their turn; the next round goes on. */
    private static final Duration WHILE = Duration.ofMinutes(2);

    private static final int AT_ONCE = 20;
    private static final int ACTIONS_AT_ONCE = 500;

    /** What was decided may be seen a little later than it says. */
    private static final Duration LATE = Duration.ofMinutes(1);

    private static final UUID FIRST = new UUID(0, 0);

    private final Starting starting;
    private final LateEvidence late;
    private final Inquiry inquiry;
    private final Remediation remediation;
    private final InvestigationSettings settings;
    private final Clock clock;

    InvestigationRound(
            Starting starting,
            LateEvidence late,
            Inquiry inquiry,
            Remediation remediation,
            InvestigationSettings settings,
            Clock clock) {
        this.starting = starting;
        this.late = late;
        this.inquiry = inquiry;
        this.remediation = remediation;
        this.settings = settings;
        this.clock = clock;
    }

    /** When the next one is due, at the latest when it is looked for new alerts again. */
    Instant next(TenantHome home) {
        var look = clock.instant().plus(settings.interval());
        return new Course(home).next().filter(due -> due.isBefore(look)).orElse(look);
    }

    /** @param goesOn looked at before each step */
    void run(TenantHome home, BooleanSupplier goesOn) {
        var until = clock.instant().plus(WHILE);
        starting.start(home);
        late.look(home);
        lookAtActions(home);
        while (goesOn.getAsBoolean() && stepOfEach(home, goesOn, until)) {
            // There is more to do.
        }
    }

    private boolean stepOfEach(TenantHome home, BooleanSupplier goesOn, Instant until) {
        var records = new Records(home);
        var due = records.due(clock.instant(), AT_ONCE);
        for (var number : due) {
            if (!goesOn.getAsBoolean() || clock.instant().isAfter(until)) {
                return false;
            }
            records.find(number).ifPresent(investigation -> step(home, investigation, goesOn));
        }
        return !due.isEmpty();
    }

    private void step(TenantHome home, Investigation investigation, BooleanSupplier goesOn) {
        try {
            attempt(home, investigation);
        } catch (TransientDataAccessException | DataAccessResourceFailureException | TransactionException away) {
            throw away;
        } catch (RuntimeException ours) {
            if (!goesOn.getAsBoolean() || !stands(home, investigation, ours)) {
                log.info("Investigation {} of {} goes on elsewhere", investigation.number(), home.tenant(), ours);
                return;
            }
            // One must not keep the others from going on.
            log.error("Investigation {} of {} could not go on", investigation.number(), home.tenant(), ours);
            inquiry.failed(home, investigation);
        }
    }

    private void attempt(TenantHome home, Investigation investigation) {
        try {
            inquiry.step(home, investigation);
        } catch (DuplicateKeyException quicker) {
            log.debug("Somebody was quicker than investigation {}", investigation.number(), quicker);
            inquiry.step(home, investigation);
        }
    }

    /** Whether nobody else has taken the step meanwhile, or what is to be examined has gone. */
    private static boolean stands(TenantHome home, Investigation investigation, RuntimeException why) {
        try {
            return new Records(home)
                    .find(investigation.number())
                    .filter(now -> now.version() == investigation.version())
                    .isPresent();
        } catch (DataAccessException gone) {
            gone.addSuppressed(why);
            throw gone;
        }
    }

    /** Those whose actions have changed look at them again. */
    private void lookAtActions(TenantHome home) {
        var course = new Course(home);
        var seen = home.transactions().execute(_ -> course.now().actionsAt());
        if (seen == null) {
            return;
        }
        var since = seen.equals(Instant.EPOCH) ? seen : seen.minus(LATE);
        var after = FIRST;
        for (var isMore = true; isMore; ) {
            var changed = remediation.changedSince(home, since, after, ACTIONS_AT_ONCE);
            if (changed.isEmpty()) {
                return;
            }
            since = changed.getLast().updatedAt();
            after = changed.getLast().id();
            var until = since;
            home.transactions().executeWithoutResult(_ -> {
                course.hold();
                course.actionsChanged(changed, clock.instant());
                course.lookedAtActions(until);
            });
            isMore = changed.size() == ACTIONS_AT_ONCE;
        }
    }

    /** Can be cut off at any time. */
    void forget(TenantHome home) {
        var before = clock.instant().minus(settings.keptFor());
        while (Boolean.TRUE.equals(home.transactions().execute(_ -> new Records(home).forget(before, AT_ONCE)))) {
            // More may be due.
        }
    }
}
