package securitycenter.inquiries;

import com.github.kagkarlsson.scheduler.Scheduler;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import securitycenter.alerts.Alert;
import securitycenter.audit.Act;
import securitycenter.audit.AuditLog;
import securitycenter.casefiles.AlertFiles;
import securitycenter.casefiles.IncidentFile.AlertFile;
import securitycenter.homes.TenantHome;
import securitycenter.identity.SignedInUser;
import securitycenter.investigations.Field;
import securitycenter.investigations.InvestigationTask;
import securitycenter.investigations.Joined;
import securitycenter.response.Decider;

/**
 * Has an alert investigated because a person wants it: also one that is old or resolved, or that Microsoft examines itself.
 * Source: facts of the Action center, section 6.
 */
@Component
public class StartByHand {

    public sealed interface Outcome {}

    /** @param number of the investigation that began, or that it joined */
    public record Started(long number) implements Outcome {}

    /** It is part of one already. */
    public record There(long number) implements Outcome {}

    /** @param incident that the alert is part of */
    public record Refused(long incident, Why why) implements Outcome {}

    /** No such alert, or its service has not told of it. */
    public record Gone() implements Outcome {}

    public enum Why {
        /** Only alerts of Defender for Endpoint and Defender for Office 365 are investigated. */
        SERVICE,
        /** It names no device, mailbox or person to begin with. */
        NOTHING_NAMED,
        /** The automation level of its device says that there are none. */
        LEFT_ALONE
    }

    private final AlertFiles alerts;
    private final AuditLog audit;
    private final ObjectProvider<Scheduler> scheduler;
    private final Clock clock;

    StartByHand(AlertFiles alerts, AuditLog audit, ObjectProvider<Scheduler> scheduler, Clock clock) {
        this.alerts = alerts;
        this.audit = audit;
        this.scheduler = scheduler;
        this.clock = clock;
    }

    private static @Nullable Why reason(TenantHome home, Alert told) {
        if (Field.of(told.source()).isEmpty()) {
            return Why.SERVICE;
        }
        if (Subject.of(told).isEmpty()) {
            return Why.NOTHING_NAMED;
        }
        return Beginning.isLeftAlone(home, told) ? Why.LEFT_ALONE : null;
    }

    public Outcome start(SignedInUser user, TenantHome home, long alert) {
        var file = alerts.line(home, alert).flatMap(line -> alerts.find(home, line.incident(), alert));
        var told = file.map(AlertFile::told).orElse(null);
        if (told == null) {
            return new Gone();
        }
        return start(user, home, file.orElseThrow(), told);
    }

    private Outcome start(SignedInUser user, TenantHome home, AlertFile file, Alert told) {
        var outcome = home.transactions().execute(_ -> begun(user, home, file, told));
        if (outcome instanceof Started(var number)) {
            audit.record(Act.of(user, "investigation.started")
                    .on("investigation", String.valueOf(number))
                    .to(file.line().id() + " " + file.line().title()));
            scheduler.ifAvailable(jobs -> InvestigationTask.wake(jobs, home.tenant(), clock));
        }
        return outcome;
    }

    private Outcome begun(SignedInUser user, TenantHome home, AlertFile file, Alert told) {
        new Course(home).hold();
        var there = new Joined(home).ofAlert(file.line().id());
        if (there.isPresent()) {
            return new There(there.get());
        }
        var why = reason(home, told);
        return why != null
                ? new Refused(file.line().incident(), why)
                : new Started(new Beginning(home, clock.instant().truncatedTo(ChronoUnit.MICROS), Decider.of(user))
                        .with(file, told));
    }
}
