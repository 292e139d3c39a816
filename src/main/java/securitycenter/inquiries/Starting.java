package securitycenter.inquiries;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.springframework.stereotype.Component;
import securitycenter.alerts.Alert;
import securitycenter.casefiles.AlertFiles;
import securitycenter.casefiles.IncidentFile.AlertFile;
import securitycenter.feed.IncidentNews;
import securitycenter.feed.IncidentNews.NewAlert;
import securitycenter.homes.TenantHome;
import securitycenter.inquiries.Course.Candidate;
import securitycenter.investigations.Field;
import securitycenter.investigations.Joined;

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
        for (var candidate : new Course(home).candidates(now(), MOST_CANDIDATES)) {
            decide(home, candidate);
        }
    }

    private boolean note(TenantHome home) {
        var course = new Course(home);
        var came = news.alertsAfter(home, course.now().alert(), AT_ONCE);
        if (came.isEmpty()) {
            return false;
        }
        course.addCandidates(
                came.stream()
                        .filter(alert -> Field.of(alert.source()).isPresent())
                        .map(NewAlert::number)
                        .toList(),
                now());
        course.lookedAt(came.getLast().number());
        return came.size() == AT_ONCE;
    }

    private void decide(TenantHome home, Candidate candidate) {
        var file = alerts.line(home, candidate.alert())
                .flatMap(line -> alerts.find(home, line.incident(), candidate.alert()));
        home.transactions().executeWithoutResult(_ -> {
            var course = new Course(home);
            var told = file.map(AlertFile::told).orElse(null);
            if (told == null || file.isEmpty()) {
                course.decided(candidate.alert());
                return;
            }
            switch (StartRule.of(told, candidate.seenAt(), now(), settings)) {
                case START -> {
                    course.hold();
                    course.decided(candidate.alert());
                    begin(home, file.get(), told);
                }
                case WAIT -> course.postpone(candidate.alert(), now().plus(SOON));
                case LEAVE -> course.decided(candidate.alert());
            }
        });
    }

    private void begin(TenantHome home, AlertFile file, Alert told) {
        if (!new Joined(home).has(file.line().id()) && !Beginning.isLeftAlone(home, told)) {
            new Beginning(home, now(), null).with(file, told);
        }
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
