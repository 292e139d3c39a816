package securitycenter.incidents;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import securitycenter.alerts.Alert;
import securitycenter.alerts.SourceIncident;
import securitycenter.correlation.Correlation;
import securitycenter.correlation.Correlation.Placement;
import securitycenter.correlation.CorrelationSettings;
import securitycenter.correlation.Entities;
import securitycenter.correlation.Entity;
import securitycenter.correlation.Group;
import securitycenter.correlation.Link;
import securitycenter.homes.TenantHome;
import securitycenter.incidents.Incidents.Taken;

/** Alerts on their way into a home, within one transaction. */
final class Batch {

    /** An alert that is new or was changed, with what it names and where it goes. */
    record Arrival(
            Alert alert,
            Collection<Entity> entities,
            @Nullable StoredAlert stored,
            long id,
            Placement placement) {

        Group group() {
            return placement.group().current();
        }

        /** Those that still say why it is where it is. */
        List<Link> links() {
            return placement.links().stream()
                    .filter(link -> link.group().shown() == group().shown())
                    .toList();
        }
    }

    private final TenantHome home;
    private final CorrelationSettings settings;
    private final Teller teller;
    private final Instant now;
    private final HomeGround ground;
    private final Correlation correlation;
    private final Writing writing;
    private final HomeGround.Numbers numbers;
    private final List<Group> started = new ArrayList<>();
    private final Map<Group, Group> left = new LinkedHashMap<>();

    Batch(TenantHome home, CorrelationSettings settings, Teller teller, Instant now) {
        this.home = home;
        this.settings = settings;
        this.teller = teller;
        this.now = now;
        this.ground = new HomeGround(home);
        this.numbers = ground.numbers();
        this.correlation = new Correlation(settings, ground);
        this.writing = new Writing(home, now);
    }

    Taken take(List<Alert> alerts) {
        var news = newestOfEach(alerts);
        var stored = ground.storedAlerts(news.keySet());
        news.values().removeIf(alert -> !isNews(alert, stored.get(alert.id())));
        var entities = new LinkedHashMap<Alert, Collection<Entity>>();
        inOrder(news.values()).forEach(alert -> entities.put(alert, Entities.of(alert, settings)));
        correlation.meet(entities.values().stream().flatMap(Collection::stream).toList());
        var anchors = anchors(news.values().stream()
                .map(Alert::incidentId)
                .filter(Objects::nonNull)
                .collect(Collectors.toSet()));
        var arrivals = new ArrayList<Arrival>();
        entities.forEach((alert, named) -> arrivals.add(arrival(
                alert,
                named,
                stored.get(alert.id()),
                alert.incidentId() == null ? null : anchors.get(alert.incidentId()))));
        write(arrivals);
        var added =
                (int) arrivals.stream().filter(each -> each.stored() == null).count();
        return new Taken(
                added,
                arrivals.size() - added,
                started.size(),
                correlation.merged().size());
    }

    /** With the alerts that they bring. */
    Taken takeIncidents(List<SourceIncident> incidents) {
        var taken = take(incidents.stream()
                .map(SourceIncident::alerts)
                .filter(Objects::nonNull)
                .flatMap(List::stream)
                .toList());
        var ids = incidents.stream()
                .flatMap(each -> Stream.of(each.id(), each.redirectedTo()))
                .filter(Objects::nonNull)
                .collect(Collectors.toSet());
        var before = started.size();
        var groups = anchors(ids);
        started.subList(before, started.size()).forEach(group -> writing.start(group, List.of(), List.of()));
        writing.flush();
        ground.take(numbers);
        var redirected = 0;
        for (var incident : incidents) {
            var group = requireNonNull(groups.get(incident.id()));
            var target = incident.redirectedTo() == null ? null : groups.get(incident.redirectedTo());
            if (target != null && target != group) {
                writing.redirectWithAll(group, target, settings);
                redirected++;
            } else if (Objects.equals(group.sourceId(), incident.id())) {
                new MicrosoftsWord(home, now, group, incident).take();
            }
        }
        return new Taken(
                taken.alerts(),
                taken.updated(),
                taken.incidents() + started.size() - before,
                taken.merged() + redirected);
    }

    private static Map<String, Alert> newestOfEach(List<Alert> alerts) {
        var newest = new LinkedHashMap<String, Alert>();
        alerts.forEach(alert -> newest.merge(
                alert.id(), alert, (one, other) -> other.updatedAt().isBefore(one.updatedAt()) ? one : other));
        return newest;
    }

    private boolean isNews(Alert alert, @Nullable StoredAlert stored) {
        if (stored == null || teller == Teller.STREAM) {
            return stored == null || stored.streamed();
        }
        return stored.streamed() || alert.updatedAt().isAfter(stored.updatedAt());
    }

    /** What Microsoft has grouped comes first, so that ours can be shown in it at once. */
    private static List<Alert> inOrder(Collection<Alert> alerts) {
        return alerts.stream()
                .sorted(Comparator.comparing((Alert alert) -> alert.incidentId() == null)
                        .thenComparing(Alert::firstActivity)
                        .thenComparing(Alert::id))
                .toList();
    }

    private Map<String, Group> anchors(Set<String> ids) {
        var anchors = new HashMap<>(ground.ofSource(ids));
        ids.stream().sorted().forEach(id -> anchors.computeIfAbsent(id, this::start));
        return anchors;
    }

    private Group start(@Nullable String sourceId) {
        var group = Group.started(numbers.incident(), sourceId, now);
        ground.know(group);
        started.add(group);
        return group;
    }

    private Arrival arrival(
            Alert alert, Collection<Entity> entities, @Nullable StoredAlert stored, @Nullable Group anchor) {
        if (stored == null) {
            var placement = correlation.place(alert, entities, anchor, () -> start(null));
            return new Arrival(alert, entities, null, numbers.alert(), placement);
        }
        var present = ground.group(stored.group()).current();
        if (anchor == null || anchor == present || stored.placedByPerson()) {
            var again = correlation.revisit(alert, entities, stored.entities(), present);
            return new Arrival(alert, entities, stored, stored.id(), again);
        }
        left.put(present, anchor);
        var placement = correlation.place(alert, entities, anchor, () -> start(null));
        return new Arrival(alert, entities, stored, stored.id(), placement);
    }

    private void write(List<Arrival> arrivals) {
        var changes = correlation.changes();
        var shown = arrivals.stream()
                .collect(Collectors.groupingBy(each -> each.group().shown(), LinkedHashMap::new, Collectors.toList()));
        started.removeIf(group -> group.isMerged());
        started.forEach(group ->
                writing.start(group, shown.getOrDefault(group, List.of()), changes.getOrDefault(group, List.of())));
        arrivals.forEach(arrival -> writing.put(arrival, teller));
        changes.forEach((group, presences) ->
                presences.forEach(presence -> writing.put(group, presence, correlation.isStored(group, presence))));
        writing.flush();
        correlation.merged().stream().filter(group -> !group.isNew()).forEach(writing::merge);
        correlation.reshown().forEach(writing::show);
        left.forEach((group, to) -> {
            writing.rebuild(group.current(), settings);
            writing.leaveEmpty(group.current(), to.shown());
        });
        ground.take(numbers);
        writing.sumUp(stale(shown.keySet()));
    }

    /** Incidents whose alerts are not all in this batch, so that only the database can say what they are together. */
    private Set<Group> stale(Set<Group> shown) {
        var stale = new HashSet<Group>();
        shown.stream().filter(group -> !group.isNew()).forEach(stale::add);
        correlation.merged().forEach(group -> stale.add(group.shown()));
        stale.addAll(correlation.vacated());
        correlation.reshown().forEach(group -> stale.add(group.shown()));
        left.keySet().forEach(group -> stale.add(group.shown()));
        return stale;
    }
}
