package securitycenter.triage;

import java.time.Instant;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import securitycenter.alerts.AlertStatus;
import securitycenter.alerts.ServiceSource;
import securitycenter.alerts.Severity;
import securitycenter.queues.AlertFilter;

/**
 * What someone wants to see of the alerts, as it stands in the address.
 *
 * @param assigned {@code me}, {@code nobody} or a user name
 */
record AlertsFilter(
        Period period,
        Shown status,
        Set<Severity> severities,
        @Nullable String assigned,
        Set<ServiceSource> sources,
        @Nullable String category,
        @Nullable String find) {

    static final String PATH = "/incidents/alerts";

    /** Which statuses, by the words of the address. */
    enum Shown {
        OPEN(AlertFilter.OPEN),
        NEW(EnumSet.of(AlertStatus.NEW)),
        IN_PROGRESS(EnumSet.of(AlertStatus.IN_PROGRESS)),
        RESOLVED(EnumSet.of(AlertStatus.RESOLVED)),
        ALL(EnumSet.allOf(AlertStatus.class));

        private final Set<AlertStatus> statuses;

        Shown(Set<AlertStatus> statuses) {
            this.statuses = statuses;
        }

        public String word() {
            return Words.word(this);
        }
    }

    /** The form of the page. */
    record Asked(
            @Nullable String period,
            @Nullable String from,
            @Nullable String to,
            @Nullable String days,
            @Nullable String status,
            @Nullable List<String> severity,
            @Nullable String assigned,
            @Nullable List<String> source,
            @Nullable String category,
            @Nullable String find) {

        AlertsFilter filter() {
            return new AlertsFilter(
                    Period.of(period, from, to, days, Period.Span.WEEK),
                    Words.one(Shown.class, status).orElse(Shown.OPEN),
                    Words.some(Severity.class, severity),
                    Words.text(assigned),
                    Words.some(ServiceSource.class, source),
                    Words.text(category),
                    Words.text(find));
        }
    }

    /** @param me the user name of the person who looks */
    AlertFilter at(Instant now, ZoneId zone, String me) {
        return new AlertFilter(
                period.begin(now, zone),
                period.end(zone),
                status.statuses,
                severities,
                Words.assignment(assigned, me),
                sources,
                category,
                find);
    }

    /** This list, with nothing in it that would be so anyway. */
    Address address() {
        return Address.of(PATH)
                .asking(
                        "period",
                        period.span() == Period.Span.WEEK ? null : period.span().word())
                .asking("from", period.from())
                .asking("to", period.to())
                .asking("status", status == Shown.OPEN ? null : status.word())
                .asking("severity", Words.words(severities))
                .asking("assigned", assigned)
                .asking("source", Words.words(sources))
                .asking("category", category)
                .asking("find", find);
    }

    public boolean hidesNothing() {
        return address().query().isEmpty();
    }

    List<Chip> chips(Address here) {
        return new Chips(here)
                .period(
                        period,
                        Period.Span.WEEK,
                        here.without("period").without("from").without("to"))
                .add(status != Shown.OPEN, "status", "triage.alerts.shown." + status.word(), here.without("status"))
                .severities(severities)
                .assigned(assigned)
                .sources(sources)
                .categories(category == null ? Set.of() : Set.of(category))
                .add("find", find)
                .all();
    }
}
