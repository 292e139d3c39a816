package securitycenter.triage;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import securitycenter.alerts.IncidentStatus;
import securitycenter.alerts.Severity;
import securitycenter.homes.TenantHome;
import securitycenter.identity.SignedInUser;
import securitycenter.queues.Assignment;
import securitycenter.queues.IncidentQueue;
import securitycenter.queues.QueueFilter;
import securitycenter.queues.Since;

/** What waits for the analysts, in a few numbers. */
@Component
public class AtAGlance {

    /** A number that leads to what was counted. */
    public record Count(String name, long count, String address) {}

    /**
     * @param waiting of the last seven days; none with nothing to count
     * @param lastAlert null when there has never been one
     */
    public record Glance(List<Count> waiting, @Nullable Ago lastAlert) {}

    private static final List<Severity> WORST_FIRST =
            List.of(Severity.HIGH, Severity.MEDIUM, Severity.LOW, Severity.INFORMATIONAL, Severity.UNKNOWN);

    private final IncidentQueue queue;
    private final Clock clock;

    AtAGlance(IncidentQueue queue, Clock clock) {
        this.queue = queue;
        this.clock = clock;
    }

    public Glance of(TenantHome home, SignedInUser user) {
        var now = clock.instant();
        var week = now.minus(Duration.ofDays(7));
        var counts = new ArrayList<Count>();
        var ofAWeek = Address.of(IncidentFilter.PATH).with("period", Period.Span.WEEK.word());
        var active = ofAWeek.with("status", IncidentFilter.Shown.ACTIVE.word());
        for (var severity : WORST_FIRST) {
            var filter =
                    QueueFilter.of(week, EnumSet.of(IncidentStatus.ACTIVE), Set.of(severity), new Assignment.Anyone());
            add(counts, severity.name(), queue.count(home, filter), active.with("severity", Words.word(severity)));
        }
        var mine = QueueFilter.of(null, QueueFilter.OPEN, Set.of(), new Assignment.To(user.userName()));
        add(
                counts,
                "mine",
                queue.count(home, mine),
                IncidentFilter.USUAL
                        .with("period", Period.Span.HALF_YEAR.word())
                        .with("assigned", Words.ME));
        return new Glance(
                List.copyOf(counts),
                queue.lastAlert(home)
                        .map(last -> Ago.of(Duration.between(last, now)))
                        .orElse(null));
    }

    /** What has happened since then that the person may want to look at; none with nothing to count. */
    public List<Count> news(TenantHome home, SignedInUser user, Instant since) {
        var earliest = Period.Span.HALF_YEAR.before(clock.instant());
        var all = QueueFilter.of(earliest, QueueFilter.EVERY, Set.of(), new Assignment.Anyone());
        var mine = QueueFilter.of(earliest, QueueFilter.EVERY, Set.of(), new Assignment.To(user.userName()));
        var addressOfAll = Address.of(IncidentFilter.PATH)
                .with("period", Period.Span.HALF_YEAR.word())
                .with("status", IncidentFilter.Shown.ALL.word());
        var addressOfMine = addressOfAll.with("assigned", Words.ME);
        var moment = since.toString();
        var counts = new ArrayList<Count>();
        add(counts, "new", queue.count(home, all.since(Since.created(since))), addressOfAll.with("created", moment));
        add(counts, "assigned", queue.count(home, mine.since(Since.given(since))), addressOfMine.with("given", moment));
        add(
                counts,
                "changed",
                queue.count(home, mine.since(Since.changed(since))),
                addressOfMine.with("changed", moment));
        return List.copyOf(counts);
    }

    private static void add(List<Count> counts, String name, long count, Address address) {
        if (count > 0) {
            counts.add(new Count(name, count, address.toString()));
        }
    }
}
