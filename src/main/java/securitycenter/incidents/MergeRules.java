package securitycenter.incidents;

import java.util.Collection;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import securitycenter.correlation.CorrelationSettings;
import securitycenter.homes.Sql;
import securitycenter.homes.TenantHome;
import securitycenter.incidents.Regrouped.Obstacle;

/** Which incidents may become one: those on which nobody decided anything different. Source: facts of correlation. */
final class MergeRules {

    private record One(
            boolean isOpen,
            @Nullable String assignee,
            @Nullable String classification,
            @Nullable String determination,
            int alerts,
            int entities) {}

    private final TenantHome home;
    private final CorrelationSettings settings;

    MergeRules(TenantHome home, CorrelationSettings settings) {
        this.home = home;
        this.settings = settings;
    }

    Set<Obstacle> obstacles(Collection<Long> incidents) {
        var obstacles = EnumSet.noneOf(Obstacle.class);
        var wanted = new HashSet<>(incidents);
        if (wanted.size() < 2 || wanted.size() > Regrouping.MOST_AT_ONCE) {
            obstacles.add(Obstacle.WRONG_NUMBER);
            return obstacles;
        }
        var all = read(wanted);
        note(obstacles, Obstacle.MISSING, all.size() < wanted.size());
        note(obstacles, Obstacle.NOT_OPEN, all.stream().anyMatch(one -> !one.isOpen()));
        note(obstacles, Obstacle.OTHER_ASSIGNEE, differ(all, One::assignee));
        note(obstacles, Obstacle.OTHER_CLASSIFICATION, differ(all, One::classification));
        note(obstacles, Obstacle.OTHER_DETERMINATION, differ(all, One::determination));
        var tooLarge = all.stream().mapToInt(One::alerts).sum() > settings.mostAlerts()
                || all.stream().mapToInt(One::entities).sum() > settings.mostEntities();
        note(obstacles, Obstacle.TOO_LARGE, tooLarge);
        note(
                obstacles,
                Obstacle.OTHER_DEVICE_GROUP,
                settings.separateDeviceGroups()
                        && Set.copyOf(DeviceGroups.keys(home.database(), wanted).values())
                                        .size()
                                > 1);
        return obstacles;
    }

    private List<One> read(Set<Long> incidents) {
        return home.database()
                .sql("""
                        select is_open, assignee, nullif(classification, 'UNKNOWN'), nullif(determination, 'UNKNOWN'),
                            alerts, entities
                        from incident where id = any(?)""")
                .param(Sql.numbers(incidents))
                .query((row, _) -> new One(
                        row.getBoolean(1),
                        row.getString(2),
                        row.getString(3),
                        row.getString(4),
                        row.getInt(5),
                        row.getInt(6)))
                .list();
    }

    private static void note(Set<Obstacle> obstacles, Obstacle obstacle, boolean stands) {
        if (stands) {
            obstacles.add(obstacle);
        }
    }

    /** Empty goes with everything. */
    private static boolean differ(List<One> all, Function<One, @Nullable String> property) {
        return all.stream()
                        .map(property)
                        .filter(Objects::nonNull)
                        .collect(Collectors.toSet())
                        .size()
                > 1;
    }
}
