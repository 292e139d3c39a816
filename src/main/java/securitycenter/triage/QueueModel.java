package securitycenter.triage;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.ui.Model;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;
import securitycenter.alerts.Category;
import securitycenter.alerts.Classification;
import securitycenter.alerts.IncidentStatus;
import securitycenter.alerts.InvestigationState;
import securitycenter.alerts.ServiceSource;
import securitycenter.alerts.Severity;
import securitycenter.homes.TenantHome;
import securitycenter.identity.People;
import securitycenter.identity.SignedInUser;
import securitycenter.incidents.Retention;
import securitycenter.intake.ConnectedServices;
import securitycenter.intake.Reading;
import securitycenter.queues.IncidentQueue;
import securitycenter.queues.QueueColumns;
import securitycenter.queues.QueueFilter;
import securitycenter.queues.QueueLine;
import securitycenter.queues.QueueOrder.By;
import securitycenter.queues.QueuePage;
import securitycenter.queues.QueuePlace;

/** All that the page of the queue shows. */
@Component
class QueueModel {

    /**
     * The head of a column by which the list can be ordered.
     *
     * @param said for aria-sort; null while the list is in another order
     */
    record Head(String address, @Nullable String said) {}

    static final List<Severity> WORST_FIRST = Arrays.asList(Severity.values()).reversed();

    /** Those that a person may set. */
    private static final List<IncidentStatus> STATUSES =
            List.of(IncidentStatus.ACTIVE, IncidentStatus.IN_PROGRESS, IncidentStatus.RESOLVED);

    /** Those that say something. */
    private static final Set<InvestigationState> INVESTIGATIONS =
            EnumSet.complementOf(EnumSet.of(InvestigationState.UNKNOWN));

    private final IncidentQueue queue;
    private final QueueColumns needed;
    private final ConnectedServices services;
    private final SavedFilters saved;
    private final People people;
    private final Retention retention;
    private final Clock clock;

    QueueModel(
            IncidentQueue queue,
            QueueColumns needed,
            ConnectedServices services,
            SavedFilters saved,
            People people,
            Retention retention,
            Clock clock) {
        this.queue = queue;
        this.needed = needed;
        this.services = services;
        this.saved = saved;
        this.people = people;
        this.retention = retention;
        this.clock = clock;
    }

    void fill(
            Model model,
            TenantHome home,
            SignedInUser user,
            IncidentFilter filter,
            Paging paging,
            Set<Column> columns,
            ZoneId zone) {
        var now = clock.instant();
        var sorting = paging.sorting();
        var list = sorting.in(filter.address());
        var page =
                queue.page(home, filter.at(now, zone, user.userName()), sorting.order(), paging.place(), Paging.LENGTH);
        list(model, list, paging, page);
        model.addAttribute("filter", filter);
        model.addAttribute("columns", columns);
        columns(model, home, columns, ids(page));
        model.addAttribute("chips", filter.chips(list));
        model.addAttribute("query", query(list));
        model.addAttribute("back", query(paging.in(list)));
        model.addAttribute("csv", list.at(IncidentFilter.PATH + "/export").toString());
        model.addAttribute(
                "link", ServletUriComponentsBuilder.fromCurrentContextPath().toUriString() + list);
        news(model, filter, paging, list, now);
        if (page.rows().isEmpty()) {
            empty(model, page, paging, queue.count(home, QueueFilter.NONE), services.readingOf(home));
        }
        model.addAttribute("keptDays", retention.keptFor().toDays());
        choices(model, home, user);
    }

    /** What only some columns need, and the rows do not hold. */
    private void columns(Model model, TenantHome home, Set<Column> columns, Set<Long> incidents) {
        if (columns.contains(Column.INVESTIGATION)) {
            model.addAttribute("investigationsOf", needed.investigationsOf(home, incidents));
        }
        if (columns.contains(Column.DETECTION_SOURCES)) {
            model.addAttribute("detectionSourcesOf", needed.detectionSourcesOf(home, incidents));
        }
        if (columns.contains(Column.DEVICE_GROUPS)) {
            model.addAttribute("deviceGroupsOf", needed.deviceGroupsOf(home, incidents));
        }
    }

    /** Of a list in pages, whatever its rows are. */
    static void list(Model model, Address list, Paging paging, QueuePage<?> page) {
        var sorting = paging.sorting();
        model.addAttribute("page", page);
        model.addAttribute("tactics", new Tactics());
        model.addAttribute("sorting", sorting);
        model.addAttribute("heads", heads(list, sorting));
        model.addAttribute("number", paging.number());
        model.addAttribute("unreadable", paging.isUnreadable());
        model.addAttribute("first", list.toString());
        model.addAttribute("next", paging.next(list, page));
        model.addAttribute("previous", paging.previous(list, page));
    }

    private static Set<Long> ids(QueuePage<QueueLine> page) {
        return page.rows().stream().map(QueueLine::id).collect(Collectors.toSet());
    }

    private static void news(Model model, IncidentFilter filter, Paging paging, Address list, Instant now) {
        var first = paging.place() instanceof QueuePlace.First;
        model.addAttribute("here", list.toString());
        model.addAttribute("live", first && !paging.isPaused());
        model.addAttribute("paused", first && paging.isPaused());
        model.addAttribute("pause", list.with("paused", "true").toString());
        model.addAttribute("newsAddress", newsAddress(filter, paging, now));
        model.addAttribute("fresh", 0);
    }

    /** It says that nobody asked for it: what asks by itself keeps no session alive. */
    static String newsAddress(IncidentFilter filter, Paging paging, Instant since) {
        return paging.sorting()
                .in(filter.address())
                .at("")
                .with("since", String.valueOf(ChronoUnit.MICROS.between(Instant.EPOCH, since)))
                .toString()
                .replace('?', '&');
    }

    /** Why there is nothing: never anything, no service that could tell of it, or a filter that hides it. */
    static void empty(Model model, QueuePage<?> page, Paging paging, long all, Reading reading) {
        model.addAttribute("hidden", all);
        if (all > 0) {
            var begun = page.lookedThrough() > 0 || page.found() > 0 && !(paging.place() instanceof QueuePlace.First);
            model.addAttribute("empty", begun ? "here" : "hidden");
        } else {
            model.addAttribute("empty", reading == Reading.UNCONNECTED ? "unconnected" : "none");
            model.addAttribute("reading", reading.word());
        }
    }

    private void choices(Model model, TenantHome home, SignedInUser user) {
        model.addAttribute("spans", Period.Span.values());
        model.addAttribute("shownStatuses", IncidentFilter.Shown.values());
        model.addAttribute("severities", WORST_FIRST);
        model.addAttribute("sources", ServiceSource.values());
        model.addAttribute("categories", Category.KNOWN);
        model.addAttribute("classifications", Classification.values());
        model.addAttribute("investigations", INVESTIGATIONS);
        model.addAttribute("statuses", STATUSES);
        model.addAttribute("allColumns", Column.values());
        model.addAttribute("analyzes", user.worksOnIncidents());
        model.addAttribute("me", user.userName());
        model.addAttribute(
                "colleagues",
                people.analystsOf(user.tenant()).stream()
                        .filter(colleague -> !colleague.id().equals(user.id()))
                        .toList());
        model.addAttribute("savedFilters", saved.offeredTo(home, user.id()));
    }

    /** By the names of the orders. */
    private static Map<String, Head> heads(Address list, Sorting sorting) {
        var heads = new HashMap<String, Head>();
        for (var by : By.values()) {
            heads.put(by.name(), new Head(sorting.by(by).in(list).toString(), sorting.said(by)));
        }
        return heads;
    }

    private static String query(Address list) {
        var address = list.toString();
        return address.contains("?") ? address.substring(address.indexOf('?') + 1) : "";
    }
}
