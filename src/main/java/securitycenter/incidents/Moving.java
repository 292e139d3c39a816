package securitycenter.incidents;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import securitycenter.correlation.Group;
import securitycenter.homes.Sql;
import securitycenter.incidents.Regrouped.Obstacle;

/** Puts alerts into another incident, for good. */
final class Moving {

    private final Handwork work;
    private final String reason;

    Moving(Handwork work, String reason) {
        this.work = work;
        this.reason = reason;
    }

    Regrouped move(long from, Set<Long> alerts, @Nullable Long to) {
        return move(Map.of(from, alerts), to);
    }

    Regrouped gather(Set<Long> alerts, @Nullable Long to) {
        var sources = incidentsOf(alerts);
        if (alerts.isEmpty() || sources.values().stream().mapToInt(Set::size).sum() < alerts.size()) {
            return new Regrouped.Refused(EnumSet.of(Obstacle.ALERT_GONE));
        }
        if (to != null && sources.remove(to) != null && sources.isEmpty()) {
            return new Regrouped.Done(to);
        }
        if (to == null && sources.size() == 1) {
            var only = sources.keySet().iterator().next();
            // Whoever got no answer asks again, and finds it done.
            if (isMadeOf(only, alerts)) {
                return new Regrouped.Done(only);
            }
        }
        return move(sources, to);
    }

    /** Whether a person put just these together. */
    private boolean isMadeOf(long incident, Set<Long> alerts) {
        return count("incident_id = ?", incident) == alerts.size()
                && count("incident_id = ? and placed_by_person", incident) == alerts.size();
    }

    /** @param sources the alerts to take out of each incident */
    private Regrouped move(Map<Long, Set<Long>> sources, @Nullable Long to) {
        var obstacles = EnumSet.noneOf(Obstacle.class);
        sources.forEach((from, alerts) -> obstacles.addAll(obstacles(from, alerts, to)));
        if (!obstacles.isEmpty()) {
            return new Regrouped.Refused(obstacles);
        }
        var target = to == null ? work.startIncident() : work.ground.group(to);
        var changed = new ArrayList<>(List.of(target));
        var groups = new HashSet<Long>();
        sources.forEach((from, alerts) -> {
            changed.add(work.ground.group(from));
            groups.addAll(groupsOf(alerts));
            groups.add(from);
            put(alerts, target);
        });
        groups.remove(target.id());
        groups.forEach(group -> work.keepApart(group, target.id()));
        groups.add(target.id());
        work.rebuild(groups);
        work.changed(changed);
        sources.forEach((from, alerts) -> {
            work.log.put(from, "moved-out", titles(alerts), target.id(), reason);
            work.log.put(target.id(), "moved-in", from, titles(alerts), reason);
        });
        return new Regrouped.Done(target.id());
    }

    /** Where they are now; without those that are nowhere. */
    private Map<Long, Set<Long>> incidentsOf(Set<Long> alerts) {
        var incidents = new TreeMap<Long, Set<Long>>();
        work.home
                .database()
                .sql("select incident_id, id from alert where id = any(?)")
                .param(Sql.numbers(alerts))
                .query(row -> {
                    incidents
                            .computeIfAbsent(row.getLong(1), _ -> new TreeSet<>())
                            .add(row.getLong(2));
                });
        return incidents;
    }

    private Set<Obstacle> obstacles(long from, Set<Long> alerts, @Nullable Long to) {
        var obstacles = EnumSet.noneOf(Obstacle.class);
        var there = count("incident_id = ? and id = any(?)", from, Sql.numbers(alerts));
        if (there < alerts.size() || alerts.isEmpty()) {
            obstacles.add(Obstacle.ALERT_GONE);
        } else if (there == count("incident_id = ?", from)) {
            obstacles.add(Obstacle.NOTHING_LEFT);
        }
        if (to != null) {
            var isOpen = work.home
                    .database()
                    .sql("select is_open from incident where id = ?")
                    .param(to)
                    .query(Boolean.class)
                    .optional();
            if (isOpen.isEmpty() || to == from) {
                obstacles.add(Obstacle.MISSING);
            } else if (!isOpen.get()) {
                obstacles.add(Obstacle.NOT_OPEN);
            }
        }
        return obstacles;
    }

    private int count(String condition, Object... values) {
        return work.home
                .database()
                .sql("select count(*) from alert where " + condition)
                .params(values)
                .query(Integer.class)
                .single();
    }

    private Set<Long> groupsOf(Set<Long> alerts) {
        return new HashSet<>(work.home
                .database()
                .sql("select distinct group_id from alert where id = any(?)")
                .param(Sql.numbers(alerts))
                .query(Long.class)
                .list());
    }

    /** What was said of an alert goes where it goes. */
    private void put(Set<Long> alerts, Group target) {
        work.home
                .database()
                .sql("""
                        update alert set group_id = ?, incident_id = ?, placed_by_person = true, links = null,
                            changed_at = ?, version = version + 1
                        where id = any(?)""")
                .params(target.id(), target.id(), Sql.time(work.now), Sql.numbers(alerts))
                .update();
        for (var table : List.of("incident_comment", "activity")) {
            work.home
                    .database()
                    .sql("update " + table + " set incident_id = ? where alert_id = any(?)")
                    .params(target.id(), Sql.numbers(alerts))
                    .update();
        }
    }

    private String titles(Set<Long> alerts) {
        return String.join(
                "; ",
                work.home
                        .database()
                        .sql("select title from alert where id = any(?) order by id")
                        .param(Sql.numbers(alerts))
                        .query(String.class)
                        .list());
    }
}
