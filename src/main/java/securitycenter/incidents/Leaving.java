package securitycenter.incidents;

import static java.util.Objects.requireNonNull;

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
import securitycenter.correlation.Group;
import securitycenter.homes.Sql;
import securitycenter.homes.TenantHome;
import securitycenter.incidents.Batch.News;

/**
 * Takes out of groups what is no longer in them, before anything is correlated: alerts that Microsoft places elsewhere,
 * and evidence that an alert no longer has. So each group is met as it is by now.
 */
final class Leaving {

    private final TenantHome home;
    private final HomeGround ground;
    private final Presences presences;
    private final Map<String, Group> anchors;
    private final Set<Long> alerts = new HashSet<>();
    private final Set<Long> shrunk = new HashSet<>();
    private final Map<Group, Group> left = new LinkedHashMap<>();

    Leaving(TenantHome home, HomeGround ground, Presences presences, Map<String, Group> anchors) {
        this.home = home;
        this.ground = ground;
        this.presences = presences;
        this.anchors = anchors;
    }

    void leave(Collection<News> news) {
        var known = news.stream().filter(each -> each.stored() != null).toList();
        ground.groups(known.stream().map(each -> stored(each).group()).collect(Collectors.toSet()));
        var moved = moved(known);
        var smaller = known.stream()
                .filter(each -> !moved.contains(each)
                        && !each.names().containsAll(stored(each).entities()))
                .toList();
        move(moved);
        shrink(smaller);
        var changed = new LinkedHashSet<>(left.keySet());
        smaller.forEach(each -> changed.add(groupOf(each)));
        presences.rebuild(changed);
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
        return moved.stream()
                .filter(each -> !byPeople.contains(String.valueOf(stored(each).sourceIncident())))
                .toList();
    }

    private void move(List<News> moved) {
        var rows = new ArrayList<Object[]>();
        for (var each : moved) {
            var to = anchorOf(each);
            rows.add(new Object[] {to.id(), to.shown().id(), stored(each).id()});
            alerts.add(stored(each).id());
            groupOf(each).loseAlert();
            left.put(groupOf(each), to);
        }
        Sql.write(home, "update alert set group_id = ?, incident_id = ?, links = null where id = ?", rows);
    }

    private void shrink(List<News> smaller) {
        var rows = new ArrayList<Object[]>();
        for (var each : smaller) {
            rows.add(new Object[] {each.alert().bodyText(), stored(each).id()});
            shrunk.add(stored(each).id());
        }
        Sql.write(home, "update alert_body set body = ? where alert_id = ?", rows);
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
