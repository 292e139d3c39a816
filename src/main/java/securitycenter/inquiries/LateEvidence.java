package securitycenter.inquiries;

import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.springframework.stereotype.Component;
import securitycenter.casefiles.AlertFiles;
import securitycenter.casefiles.IncidentFile.AlertFile;
import securitycenter.feed.IncidentNews;
import securitycenter.feed.IncidentNews.ChangedAlert;
import securitycenter.homes.TenantHome;
import securitycenter.investigations.Investigation;
import securitycenter.investigations.Joined;
import securitycenter.investigations.Joined.Taken;
import securitycenter.investigations.LogBook;
import securitycenter.investigations.LogEntry.Outcome;
import securitycenter.investigations.Next;
import securitycenter.investigations.Records;
import securitycenter.investigations.Stage;

/** Sends investigations back to alerts of which more is told than when they were taken. */
@Component
class LateEvidence {

    private static final int AT_ONCE = 50;

    private final IncidentNews news;
    private final AlertFiles alerts;
    private final Clock clock;

    LateEvidence(IncidentNews news, AlertFiles alerts, Clock clock) {
        this.news = news;
        this.alerts = alerts;
        this.clock = clock;
    }

    /** What was looked at and what comes of it are written in one transaction. */
    void look(TenantHome home) {
        while (Boolean.TRUE.equals(home.transactions().execute(_ -> lookAtSome(home)))) {
            // More may have changed.
        }
    }

    private boolean lookAtSome(TenantHome home) {
        var course = new Course(home);
        var until = course.now();
        var changed = news.alertsChangedAfter(home, until.changedAt(), until.changedAlert(), AT_ONCE);
        if (changed.isEmpty()) {
            return false;
        }
        new Joined(home)
                .taken(changed.stream().map(ChangedAlert::number).toList())
                .forEach(taken -> look(home, taken));
        course.lookedAtChanges(changed.getLast().at(), changed.getLast().number());
        return changed.size() == AT_ONCE;
    }

    private void look(TenantHome home, Taken taken) {
        var file = alerts.line(home, taken.alert()).flatMap(line -> alerts.find(home, line.incident(), taken.alert()));
        if (file.flatMap(each -> Optional.ofNullable(each.told()))
                .map(Taking::hash)
                .filter(hash -> !hash.equals(taken.hash()))
                .isPresent()) {
            new Records(home)
                    .hold(taken.investigation())
                    .filter(investigation -> investigation.cancelledBy() == null)
                    .ifPresent(investigation -> takeAgain(home, investigation, file.get()));
        }
    }

    private void takeAgain(TenantHome home, Investigation investigation, AlertFile file) {
        var now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        new Joined(home).takeAgain(file.line().id());
        new LogBook(home)
                .add(
                        investigation.number(),
                        Stage.TAKE,
                        "more-told",
                        Outcome.DONE,
                        now,
                        now,
                        null,
                        file.line().title());
        new Records(home)
                .change(new Next(investigation, now).open().to(Stage.TAKE, 0).build());
    }
}
