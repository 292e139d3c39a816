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
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import securitycenter.alerts.Alert;
import securitycenter.alerts.AlertStatus;
import securitycenter.alerts.SourceIncident;
import securitycenter.correlation.Correlation;
import securitycenter.correlation.Correlation.Placement;
import securitycenter.correlation.CorrelationSettings;
import securitycenter.correlation.Entities;
import securitycenter.correlation.Entity;
import securitycenter.correlation.Group;
import securitycenter.correlation.Link;
import securitycenter.correlation.Memory;
import securitycenter.correlation.Presence;
import securitycenter.homes.Sql;
import securitycenter.homes.TenantHome;
import securitycenter.incidents.Incidents.Taken;

/** Alerts on their way into a home, within one transaction. */
final class Batch {

    /**
     * An alert that is new or was changed, and what it names.
     *
     * @param stored as it was before
     */
    record News(
            Alert alert,
            Collection<Entity> entities,
            @Nullable StoredAlert stored) {

        Stream<Presence> presences() {
            return entities.stream()
                    .map(entity -> new Presence(entity, alert.firstActivity(), alert.lastActivity(), 1, 0, 0));
        }

        Set<UUID> names() {
            return entities.stream().map(Entity::id).collect(Collectors.toSet());
        }

        boolean isOpen() {
            var own = stored == null ? null : stored.ownStatus();
            return (own == null ? alert.status() : own) != AlertStatus.RESOLVED;
        }
    }

    /**
     * With where it goes.
     *
     * @param sourceIncident Microsoft's incident by which it is there
     */
    record Arrival(
            Alert alert,
            Collection<Entity> entities,
            @Nullable StoredAlert stored,
            long id,
            @Nullable String sourceIncident,
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
    private final Turn turn;
    private final Teller teller;
    private final Instant now;
    private final HomeGround ground;
    private final Memory memory;
    private final Correlation correlation;
    private final Writing writing;
    private final Presences presences;
    private final Reopening reopening;
    private final Joining joining;
    private final Sums sums;
    private final List<Group> started = new ArrayList<>();

    Batch(TenantHome home, CorrelationSettings settings, Teller teller, Turn turn) {
        this.home = home;
        this.settings = settings;
        this.teller = teller;
        this.turn = turn;
        this.now = turn.now();
        this.ground = new HomeGround(home, settings);
        this.memory = new Memory(settings, ground);
        this.correlation = new Correlation(settings, memory);
        this.writing = new Writing(home, now);
        this.presences = new Presences(home, settings, now);
        this.reopening = new Reopening(home, now);
        this.joining = new Joining(home, ground, presences, now);
        this.sums = new Sums(home, now);
    }

    Taken take(List<Alert> alerts) {
        var news = newsOf(alerts);
        var anchors = anchors(news.stream()
                .map(each -> each.alert().incidentId())
                .filter(Objects::nonNull)
                .collect(Collectors.toSet()));
        var leaving = new Leaving(home, ground, presences, settings, now, anchors);
        leaving.leave(news);
        reopen(news, leaving, anchors);
        correlation.meet(news.stream().flatMap(News::presences).toList(), takers(news, anchors));
        var arrivals = news.stream()
                .map(each -> arrival(each, leaving, anchorOf(each.alert().incidentId(), anchors)))
                .toList();
        write(arrivals, leaving);
        var added =
                (int) arrivals.stream().filter(each -> each.stored() == null).count();
        return new Taken(
                added,
                arrivals.size() - added,
                started.size(),
                correlation.merged().size());
    }

    /**
     * Puts new alerts into one incident, where a person wants them.
     *
     * @param incident an open one; null for a new one
     * @return which it is
     */
    long link(List<Alert> alerts, @Nullable Long incident) {
        var target = incident == null ? start(null) : ground.group(incident);
        var news = newsOf(alerts);
        correlation.meet(news.stream().flatMap(News::presences).toList(), List.of(target));
        var arrivals = news.stream().map(each -> linked(each, target)).toList();
        write(arrivals, new Leaving(home, ground, presences, settings, now, Map.of()));
        keepApart(target, arrivals);
        home.database()
                .sql("update alert set placed_by_person = true where id = any(?)")
                .param(Sql.numbers(arrivals.stream().map(Arrival::id).toList()))
                .update();
        return target.id();
    }

    /** What else names the same stays another incident, also when the next alert links to both. */
    private void keepApart(Group target, List<Arrival> arrivals) {
        arrivals.stream()
                .flatMap(arrival -> arrival.placement().links().stream())
                .map(link -> link.group().current().id())
                .filter(other -> other != target.id())
                .distinct()
                .forEach(other -> home.database()
                        .sql("insert into kept_apart (one, other) values (?, ?) on conflict do nothing")
                        .params(Math.min(other, target.id()), Math.max(other, target.id()))
                        .update());
    }

    private Arrival linked(News news, Group target) {
        var id = turn.alert();
        return new Arrival(
                news.alert(),
                news.entities(),
                null,
                id,
                null,
                correlation.put(news.alert(), id, news.entities(), target));
    }

    /** Before anything is correlated, so that the rest of the batch finds them open. */
    private void reopen(List<News> news, Leaving leaving, Map<String, Group> anchors) {
        news.stream()
                .filter(News::isOpen)
                .map(each -> groupWithMoreToDo(each, leaving, anchors))
                .filter(Objects::nonNull)
                .map(Group::shown)
                .distinct()
                .forEach(reopening::open);
    }

    /** Where an alert has come to be open; null where it was before, or where only its links will say. */
    private @Nullable Group groupWithMoreToDo(News each, Leaving leaving, Map<String, Group> anchors) {
        var stored = each.stored();
        if (stored == null || leaving.hasLeft(stored)) {
            return anchorOf(each.alert().incidentId(), anchors);
        }
        return stored.wasOpen() ? null : ground.group(stored.group());
    }

    /** As far as that is known before anything is correlated. */
    private List<Group> takers(List<News> news, Map<String, Group> anchors) {
        var present = news.stream()
                .map(News::stored)
                .filter(Objects::nonNull)
                .map(StoredAlert::group)
                .collect(Collectors.toSet());
        return Stream.concat(anchors.values().stream(), ground.groups(present).stream())
                .toList();
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
        turn.end();
        var redirected = 0;
        for (var incident : incidents) {
            var group = requireNonNull(groups.get(incident.id())).shown();
            if (Objects.equals(group.sourceId(), incident.id())) {
                redirected += take(incident, group, anchorOf(incident.redirectedTo(), groups));
            } else {
                Merging.remember(home, now, incident);
            }
        }
        return new Taken(
                taken.alerts(),
                taken.updated(),
                taken.incidents() + started.size() - before,
                taken.merged() + redirected);
    }

    private int take(SourceIncident incident, Group group, @Nullable Group target) {
        if (target == null || target.shown() == group) {
            new MicrosoftsWord(home, now, group, incident).take();
            return 0;
        }
        joining.redirectWithAll(group, target.shown());
        sums.bringUpToDate(Set.of(target.shown()));
        return 1;
    }

    private List<News> newsOf(List<Alert> alerts) {
        var newest = newestOfEach(alerts);
        var stored = ground.storedAlerts(newest.keySet());
        return inOrder(newest.values()).stream()
                .map(alert -> new News(alert, Entities.of(alert, settings), stored.get(alert.id())))
                .filter(this::isNews)
                .toList();
    }

    private static Map<String, Alert> newestOfEach(List<Alert> alerts) {
        var newest = new LinkedHashMap<String, Alert>();
        alerts.forEach(alert -> newest.merge(
                alert.id(), alert, (one, other) -> other.updatedAt().isBefore(one.updatedAt()) ? one : other));
        return newest;
    }

    /** Streamed rows tell nothing of what Graph has told, and come again unchanged. */
    private boolean isNews(News each) {
        var stored = each.stored();
        if (stored == null) {
            return true;
        }
        var isLater = each.alert().updatedAt().isAfter(stored.updatedAt());
        return switch (teller) {
            case GRAPH -> stored.streamed() || isLater;
            case STREAM -> stored.streamed() && (isLater || !stored.entities().equals(each.names()));
        };
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

    private static @Nullable Group anchorOf(@Nullable String sourceId, Map<String, Group> anchors) {
        return sourceId == null ? null : anchors.get(sourceId);
    }

    private Group start(@Nullable String sourceId) {
        var group = Group.started(turn.incident(), sourceId, now);
        ground.know(group);
        started.add(group);
        return group;
    }

    private Arrival arrival(News news, Leaving leaving, @Nullable Group anchor) {
        var stored = news.stored();
        var id = stored == null ? turn.alert() : stored.id();
        var placement = stored == null || leaving.hasLeft(stored)
                ? correlation.place(news.alert(), id, news.entities(), anchor, () -> start(null))
                : correlation.revisit(
                        news.alert(),
                        id,
                        news.entities(),
                        leaving.namesOf(news),
                        ground.group(stored.group()).current());
        return new Arrival(news.alert(), news.entities(), stored, id, leaving.sourceIncident(news), placement);
    }

    private void write(List<Arrival> arrivals, Leaving leaving) {
        var changes = memory.changes();
        var shown = arrivals.stream()
                .collect(Collectors.groupingBy(each -> each.group().shown(), LinkedHashMap::new, Collectors.toList()));
        started.removeIf(group -> group.isMerged() || (group.sourceId() != null && !shown.containsKey(group)));
        started.forEach(group ->
                writing.start(group, shown.getOrDefault(group, List.of()), changes.getOrDefault(group, List.of())));
        arrivals.forEach(arrival -> writing.put(arrival, teller));
        changes.forEach((group, named) ->
                named.forEach(presence -> presences.put(group, presence, memory.isStored(group, presence))));
        writing.flush();
        presences.flush();
        correlation.merged().stream().filter(group -> !group.isNew()).forEach(joining::merge);
        correlation.reshown().forEach(joining::show);
        leaving.left().forEach((group, to) -> joining.leaveEmpty(group.current(), to.shown()));
        turn.end();
        sums.bringUpToDate(stale(shown, leaving));
    }

    /** Incidents whose alerts are not all in this batch, so that only the database can say what they are together. */
    private Set<Group> stale(Map<Group, List<Arrival>> shown, Leaving leaving) {
        var stale = new HashSet<Group>();
        shown.forEach((group, arrivals) -> {
            if (!group.isNew() || arrivals.stream().anyMatch(each -> each.stored() != null)) {
                stale.add(group);
            }
        });
        correlation.merged().forEach(group -> stale.add(group.shown()));
        stale.addAll(correlation.vacated());
        correlation.reshown().forEach(group -> stale.add(group.shown()));
        leaving.left().keySet().forEach(group -> stale.add(group.shown()));
        return stale;
    }
}
