package securitycenter.triage;

import java.time.Instant;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import securitycenter.alerts.Classification;
import securitycenter.alerts.IncidentStatus;
import securitycenter.alerts.InvestigationState;
import securitycenter.alerts.ServiceSource;
import securitycenter.alerts.Severity;
import securitycenter.queues.QueueFilter;
import securitycenter.queues.Since;

/**
 * What someone wants to see of the queue, as it stands in the address.
 *
 * @param assigned {@code me}, {@code nobody} or a user name
 */
record IncidentFilter(
        Period period,
        Shown status,
        Set<Severity> severities,
        @Nullable String assigned,
        Set<ServiceSource> sources,
        Set<String> categories,
        boolean severalSources,
        boolean severalCategories,
        boolean severalAlerts,
        @Nullable Classification classification,
        @Nullable InvestigationState investigation,
        @Nullable String tag,
        @Nullable String deviceGroup,
        Since since,
        @Nullable String find) {

    static final String PATH = "/incidents";

    /** An address that asks for what is usual: one that asks for nothing leads to the person's own filter. */
    static final Address USUAL = Address.of(PATH).with("period", Period.Span.MONTH.word());

    private static final int LONGEST_QUERY = 1_000;
    private static final int MOST_CATEGORIES = 20;

    /** Which statuses, by the words of the address. */
    enum Shown {
        OPEN(QueueFilter.OPEN),
        ACTIVE(EnumSet.of(IncidentStatus.ACTIVE)),
        IN_PROGRESS(EnumSet.of(IncidentStatus.IN_PROGRESS)),
        AWAITING_ACTION(EnumSet.of(IncidentStatus.AWAITING_ACTION)),
        RESOLVED(EnumSet.of(IncidentStatus.RESOLVED)),
        ALL(QueueFilter.EVERY);

        private final Set<IncidentStatus> statuses;

        Shown(Set<IncidentStatus> statuses) {
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
            @Nullable List<String> category,
            @Nullable String several,
            @Nullable String stages,
            @Nullable String alerts,
            @Nullable String classification,
            @Nullable String investigation,
            @Nullable String tag,
            @Nullable String group,
            @Nullable String created,
            @Nullable String changed,
            @Nullable String given,
            @Nullable String find) {

        static Asked of(Address list) {
            return new Asked(
                    list.first("period"),
                    list.first("from"),
                    list.first("to"),
                    list.first("days"),
                    list.first("status"),
                    list.all("severity"),
                    list.first("assigned"),
                    list.all("source"),
                    list.all("category"),
                    list.first("several"),
                    list.first("stages"),
                    list.first("alerts"),
                    list.first("classification"),
                    list.first("investigation"),
                    list.first("tag"),
                    list.first("group"),
                    list.first("created"),
                    list.first("changed"),
                    list.first("given"),
                    list.first("find"));
        }

        IncidentFilter filter() {
            return new IncidentFilter(
                    Period.of(period, from, to, days, Period.Span.MONTH),
                    Words.one(Shown.class, status).orElse(Shown.OPEN),
                    Words.some(Severity.class, severity),
                    Words.text(assigned),
                    Words.some(ServiceSource.class, source),
                    categories(category),
                    "true".equals(several),
                    "true".equals(stages),
                    "true".equals(alerts),
                    Words.one(Classification.class, classification).orElse(null),
                    Words.one(InvestigationState.class, investigation).orElse(null),
                    Words.text(tag),
                    Words.text(group),
                    new Since(Words.moment(created), Words.moment(changed), Words.moment(given)),
                    Words.text(find));
        }

        private static Set<String> categories(@Nullable List<String> asked) {
            var categories = new TreeSet<String>();
            (asked == null ? List.<String>of() : asked)
                    .stream()
                            .map(Words::text)
                            .filter(category -> category != null && category.matches("[A-Za-z]{1,64}"))
                            .limit(MOST_CATEGORIES)
                            .forEach(categories::add);
            return categories;
        }
    }

    /**
     * The queue as somebody once saw it, or as it usually is. It always asks for something: where an address asks for
     * nothing, the person's own filter counts, and that must not lead there again.
     *
     * @param query what stood behind the question mark
     */
    static Address asOnce(@Nullable String query) {
        var address = query == null || query.length() > LONGEST_QUERY ? USUAL : Address.read(PATH, query);
        return address.query().isEmpty() ? USUAL : address;
    }

    /** @param me the user name of the person who looks */
    QueueFilter at(Instant now, ZoneId zone, String me) {
        return new QueueFilter(
                period.begin(now, zone),
                period.end(zone),
                status.statuses,
                severities,
                Words.assignment(assigned, me),
                sources,
                categories,
                severalSources,
                severalCategories,
                severalAlerts,
                classification,
                investigation,
                tag,
                deviceGroup,
                since,
                find);
    }

    /** This list, with nothing in it that would be so anyway, but the period. */
    Address address() {
        return Address.of(PATH)
                .with("period", period.span().word())
                .asking("from", period.from())
                .asking("to", period.to())
                .asking("status", status == Shown.OPEN ? null : status.word())
                .asking("severity", Words.words(severities))
                .asking("assigned", assigned)
                .asking("source", Words.words(sources))
                .asking("category", List.copyOf(categories))
                .asking("several", severalSources ? true : null)
                .asking("stages", severalCategories ? true : null)
                .asking("alerts", severalAlerts ? true : null)
                .asking("classification", classification == null ? null : Words.word(classification))
                .asking("investigation", investigation == null ? null : Words.word(investigation))
                .asking("tag", tag)
                .asking("group", deviceGroup)
                .asking("created", since.created())
                .asking("changed", since.changed())
                .asking("given", since.given())
                .asking("find", find);
    }

    public boolean hidesNothing() {
        return address().equals(USUAL);
    }

    List<Chip> chips(Address here) {
        var usual = here.without("from").without("to").with("period", Period.Span.MONTH.word());
        return new Chips(here)
                .period(period, Period.Span.MONTH, usual)
                .add(status != Shown.OPEN, "status", "triage.shown." + status.word(), here.without("status"))
                .severities(severities)
                .assigned(assigned)
                .sources(sources)
                .categories(categories)
                .add(severalSources, "several", "triage.several.sources", here.without("several"))
                .add(severalCategories, "several", "triage.several.categories", here.without("stages"))
                .add(severalAlerts, "several", "triage.several.alerts", here.without("alerts"))
                .add(
                        classification != null,
                        "classification",
                        "classification." + classification,
                        here.without("classification"))
                .add(
                        investigation != null,
                        "investigation",
                        "incident.investigation." + investigation,
                        here.without("investigation"))
                .add("tag", tag)
                .add("group", deviceGroup)
                .since("created", since.created())
                .since("changed", since.changed())
                .since("given", since.given())
                .add("find", find)
                .all();
    }
}
