package securitycenter.incidents;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import securitycenter.alerts.Alert;
import securitycenter.correlation.CorrelationSettings;
import securitycenter.correlation.Entities;
import securitycenter.correlation.Entity;
import securitycenter.correlation.Group;
import securitycenter.homes.Sql;
import securitycenter.homes.TenantHome;
import securitycenter.incidents.Batch.News;

/**
 * Takes out of groups what is no longer in them, before anything is correlated: alerts that Microsoft places elsewhere,
 * and evidence that an alert no longer has or has come to think better of. So each group is met as it is by now.
 */
final class Leaving {

    private final TenantHome home;
    private final HomeGround ground;
    private final Presences presences;
    private final CorrelationSettings settings;
    private final Instant now;
    private final Map<String, Group> anchors;
    private final Set<Long> alerts = new HashSet<>();
    private final Set<Long> shrunk = new HashSet<>();
    private final Set<Long> kept = new HashSet<>();
    private final Set<Group> changed = new LinkedHashSet<>();
    private final Map<Group, Group> left = new LinkedHashMap<>();

    Leaving(
            TenantHome home,
            HomeGround ground,
            Presences presences,
            CorrelationSettings settings,
            Instant now,
            Map<String, Group> anchors) {
        this.home = home;
        this.ground = ground;
        this.presences = presences;
        this.settings = settings;
        this.now = now;
        this.anchors = anchors;
    }

    void leave(Collection<News> news) {
        var known = news.stream().filter(each -> each.stored() != null).toList();
        ground.groups(known.stream().map(each -> stored(each).group()).collect(Collectors.toSet()));
        move(moved(known));
        shrink(smaller(known));
        presences.rebuildWithout(alerts, changed);
    }

    /** Those that say less than before: only all alerts of a group tell what it names without that. */
    private List<News> smaller(List<News> known) {
        var staying = known.stream().filter(each -> !hasLeft(stored(each))).toList();
        var before = ground.toldBefore(
                staying.stream().map(each -> stored(each).id()).toList(), now);
        return staying.stream()
                .filter(each -> {
                    var told = before.get(stored(each).id());
                    return told != null && saysMore(told, each);
                })
                .toList();
    }

    private boolean saysMore(Alert before, News now) {
        var named = now.entities().stream().collect(Collectors.toMap(Entity::id, entity -> entity));
        return before.firstActivity().isBefore(now.alert().firstActivity())
                || before.lastActivity().isAfter(now.alert().lastActivity())
                || Entities.of(before, settings).stream().anyMatch(entity -> {
                    var still = named.get(entity.id());
                    return still == null || entity.saysMoreThan(still);
                });
    }

    private static StoredAlert stored(News news) {
        return requireNonNull(news.stored());
    }

    private Group anchorOf(News news) {
        return requireNonNull(anchors.get(requireNonNull(news.alert().incidentId())));
    }

    private Group groupOf(News news) {
        return ground.group(stored(news).group());
    }

    /** What a person placed stays there, and so does what is in an incident that a person made part of another. */
    private List<News> moved(List<News> known) {
        var moved = known.stream()
                .filter(each -> !stored(each).placedByPerson())
                .filter(each -> each.alert().incidentId() != null && anchorOf(each) != groupOf(each))
                .toList();
        var byPeople = ground.mergedByPeople(moved.stream()
                .map(each -> stored(each).sourceIncident())
                .filter(Objects::nonNull)
                .collect(Collectors.toSet()));
        moved.stream()
                .filter(each -> byPeople.contains(String.valueOf(stored(each).sourceIncident())))
                .forEach(each -> kept.add(stored(each).id()));
        return moved.stream().filter(each -> !kept.contains(stored(each).id())).toList();
    }

    /** Microsoft's incident by which it is where it is, which is not the one that Microsoft named last where a person merged. */
    @Nullable
    String sourceIncident(News news) {
        var stored = news.stored();
        return stored != null && kept.contains(stored.id())
                ? stored.sourceIncident()
                : news.alert().incidentId();
    }

    private void move(List<News> moved) {
        var rows = new ArrayList<Object[]>();
        for (var each : moved) {
            var to = anchorOf(each);
            rows.add(new Object[] {to.id(), to.shown().id(), stored(each).id()});
            alerts.add(stored(each).id());
            groupOf(each).loseAlert();
            changed.add(groupOf(each));
            left.put(groupOf(each), to);
        }
        Sql.write(home, "update alert set group_id = ?, incident_id = ?, links = null where id = ?", rows);
    }

    private void shrink(List<News> smaller) {
        var bodies = new ArrayList<Object[]>();
        var times = new ArrayList<Object[]>();
        for (var each : smaller) {
            bodies.add(new Object[] {each.alert().bodyText(), stored(each).id()});
            times.add(new Object[] {
                Sql.time(each.alert().firstActivity()),
                Sql.time(each.alert().lastActivity()),
                stored(each).id()
            });
            shrunk.add(stored(each).id());
            changed.add(groupOf(each));
        }
        Sql.write(home, "update alert_body set body = ? where alert_id = ?", bodies);
        Sql.write(home, "update alert set first_at = ?, last_at = ? where id = ?", times);
    }

    boolean hasLeft(StoredAlert alert) {
        return alerts.contains(alert.id());
    }

    /** What its group knows that it names. */
    Set<UUID> namesOf(News news) {
        return shrunk.contains(stored(news).id()) ? news.names() : stored(news).entities();
    }

    /** Groups that alerts have left, and where the last of them went. */
    Map<Group, Group> left() {
        return left;
    }
}
