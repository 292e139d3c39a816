package securitycenter.investigations;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.springframework.stereotype.Component;
import securitycenter.alerts.Alert;
import securitycenter.casefiles.AlertFiles;
import securitycenter.casefiles.IncidentFile.AlertFile;
import securitycenter.feed.IncidentNews;
import securitycenter.feed.IncidentNews.NewAlert;
import securitycenter.homes.TenantHome;
import securitycenter.investigations.Asset.Place;
import securitycenter.investigations.Investigation.Trigger;
import securitycenter.investigations.LogEntry.Outcome;
import securitycenter.investigations.Records.Candidate;
import securitycenter.response.AutomationLevel;
import securitycenter.response.AutomationLevels;

/** Looks at alerts that came, each once, and begins investigations or adds to those under way. */
@Component
class Starting {

    private static final int AT_ONCE = 500;

    /** So that investigations under way have their turn, too. */
    private static final int MOST_CANDIDATES = 100;

    private static final Duration SOON = Duration.ofSeconds(30);

    private final IncidentNews news;
    private final AlertFiles alerts;
    private final InvestigationSettings settings;
    private final Clock clock;

    Starting(IncidentNews news, AlertFiles alerts, InvestigationSettings settings, Clock clock) {
        this.news = news;
        this.alerts = alerts;
        this.settings = settings;
        this.clock = clock;
    }

    /** An alert is noted and how far was looked in one transaction, and each that was noted is decided on in one. */
    void start(TenantHome home) {
        while (Boolean.TRUE.equals(home.transactions().execute(_ -> note(home)))) {
            // More may have come.
        }
        for (var candidate : new Records(home).candidates(now(), MOST_CANDIDATES)) {
            decide(home, candidate);
        }
    }

    private boolean note(TenantHome home) {
        var records = new Records(home);
        var came = news.alertsAfter(home, records.course().alert(), AT_ONCE);
        if (came.isEmpty()) {
            return false;
        }
        records.addCandidates(
                came.stream()
                        .filter(alert -> StartRule.fieldOf(alert.source()).isPresent())
                        .map(NewAlert::number)
                        .toList(),
                now());
        records.lookedAt(came.getLast().number());
        return came.size() == AT_ONCE;
    }

    private void decide(TenantHome home, Candidate candidate) {
        var file = alerts.line(home, candidate.alert())
                .flatMap(line -> alerts.find(home, line.incident(), candidate.alert()));
        home.transactions().executeWithoutResult(_ -> {
            var records = new Records(home);
            var told = file.map(AlertFile::told).orElse(null);
            if (told == null || file.isEmpty()) {
                records.decided(candidate.alert());
                return;
            }
            switch (StartRule.of(told, candidate.seenAt(), now(), settings)) {
                case START -> {
                    records.decided(candidate.alert());
                    begin(home, records, file.get(), told);
                }
                case WAIT -> records.postpone(candidate.alert(), now().plus(SOON));
                case LEAVE -> records.decided(candidate.alert());
            }
        });
    }

    private void begin(TenantHome home, Records records, AlertFile file, Alert told) {
        var about = Subject.of(told).orElseThrow();
        var field = StartRule.fieldOf(told.source()).orElseThrow();
        if (records.hasAlert(file.line().id()) || field == Field.DEVICE && isLeftAlone(home, told)) {
            return;
        }
        var trigger = trigger(file);
        var open = records.holdOpen(field, about);
        if (open.isPresent()) {
            join(records, open.get(), trigger);
        } else {
            begin(records, field, about, trigger, told);
        }
    }

    private void begin(Records records, Field field, Place about, Trigger trigger, Alert told) {
        var begun = records.add(field, about, trigger, told.firstActivity(), told.lastActivity(), now());
        records.addAlert(begun.number(), trigger, now());
        records.log(
                begun.number(), Stage.TAKE, "begun", Outcome.DONE, now(), now(), null, trigger.title(), about.name());
    }

    /** Its own actions stand; all else it thinks over. */
    private void join(Records records, Investigation open, Trigger trigger) {
        records.addAlert(open.number(), trigger, now());
        records.log(open.number(), Stage.TAKE, "joined", Outcome.DONE, now(), now(), null, trigger.title());
        records.change(open.next(now()).to(Stage.TAKE, 0).build());
    }

    /** There are no investigations on devices of its groups. */
    private static boolean isLeftAlone(TenantHome home, Alert told) {
        return Optional.of(AutomationLevels.of(home))
                .map(levels ->
                        levels.level(Subject.device(told).map(Taking::groups).orElseThrow()))
                .filter(AutomationLevel.NONE::equals)
                .isPresent();
    }

    private static Trigger trigger(AlertFile file) {
        var line = file.line();
        return new Trigger(
                line.id(),
                line.sourceId(),
                line.title(),
                line.severity(),
                line.category(),
                line.source(),
                line.incident());
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
