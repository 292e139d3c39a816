package securitycenter.casefiles;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import securitycenter.alerts.Classification;
import securitycenter.alerts.Determination;
import securitycenter.alerts.UserName;
import securitycenter.casefiles.IncidentFile.Apart;
import securitycenter.casefiles.IncidentFile.Related;
import securitycenter.correlation.CorrelationSettings;
import securitycenter.homes.Sql;
import securitycenter.homes.TenantHome;
import securitycenter.incidents.DeviceGroups;

/** Finds the open incidents that name something of the same as one incident. */
final class Relatives {

    private static final int MOST_ENTITIES = 500;
    private static final int MOST_MEETINGS = 2_000;
    private static final int MOST = 10;

    private final TenantHome home;
    private final CorrelationSettings settings;
    private final IncidentFile incident;

    Relatives(TenantHome home, CorrelationSettings settings, IncidentFile incident) {
        this.home = home;
        this.settings = settings;
        this.incident = incident;
    }

    List<Related> all() {
        var shared = shared();
        var apart = keptApart();
        var most = shared.entrySet().stream()
                .sorted(Map.Entry.<Long, Set<UUID>>comparingByValue((one, other) -> other.size() - one.size())
                        .thenComparing(Map.Entry.comparingByKey()))
                .limit(MOST)
                .map(Map.Entry::getKey)
                .toList();
        return others(most).stream()
                .map(other -> related(other, shared.getOrDefault(other.id(), Set.of()), apart))
                .sorted((one, other) -> other.shared() - one.shared())
                .toList();
    }

    /** What a name may be in: by incident, the things that it shares. Things that are everywhere are in none. */
    private Map<Long, Set<UUID>> shared() {
        var mine = namedHere();
        var byThing = new HashMap<UUID, Set<Long>>();
        home.database()
                .sql("""
                        select p.entity, coalesce(g.redirect_to, g.id)
                        from unnest(?) mine (entity)
                        join presence p on p.entity = mine.entity and p.is_open join incident g on g.id = p.group_id
                        where g.id <> ? and (g.redirect_to is null or g.redirect_to <> ?)
                        limit ?""")
                .params(Sql.uuids(mine.keySet()), incident.id(), incident.id(), MOST_MEETINGS)
                .query(row -> {
                    byThing.computeIfAbsent(mine.get(row.getObject(1, UUID.class)), _ -> new HashSet<>())
                            .add(row.getLong(2));
                });
        var shared = new HashMap<Long, Set<UUID>>();
        byThing.forEach((thing, incidents) -> {
            if (incidents.size() <= settings.commonAfter()) {
                incidents.forEach(
                        id -> shared.computeIfAbsent(id, _ -> new HashSet<>()).add(thing));
            }
        });
        return shared;
    }

    /** Each name, and the thing that it is of. */
    private Map<UUID, UUID> namedHere() {
        var named = new HashMap<UUID, UUID>();
        home.database()
                .sql("""
                        select entity, same_as from presence
                        where group_id in (select id from incident where id = ?
                            union all select id from incident where redirect_to = ?)
                            and kind not in ('OTHER', 'DEVICE_GROUP')
                        order by alerts desc limit ?""")
                .params(incident.id(), incident.id(), MOST_ENTITIES)
                .query(row -> {
                    named.put(row.getObject(1, UUID.class), row.getObject(2, UUID.class));
                });
        return named;
    }

    private Set<Long> keptApart() {
        return new HashSet<>(home.database()
                .sql("select other from kept_apart where one = ? union all select one from kept_apart where other = ?")
                .params(incident.id(), incident.id())
                .query(Long.class)
                .list());
    }

    private List<IncidentFile> others(Collection<Long> ids) {
        return home.database()
                .sql(Rows.INCIDENT + "id = any(?) and is_open")
                .param(Sql.numbers(ids))
                .query((row, _) -> Rows.incident(row, List.of(), List.of()))
                .list();
    }

    private Related related(IncidentFile other, Set<UUID> shared, Set<Long> apart) {
        return new Related(
                other.id(),
                other.name(),
                other.nameLanguage(),
                other.severity(),
                other.status(),
                shared.size(),
                nameOf(shared),
                why(other, apart));
    }

    private String nameOf(Set<UUID> shared) {
        return home.database()
                .sql("""
                        select name from presence where entity = any(?)
                            and group_id in (select id from incident where id = ?
                                union all select id from incident where redirect_to = ?)
                        order by alerts desc, name limit 1""")
                .params(Sql.uuids(shared), incident.id(), incident.id())
                .query(String.class)
                .optional()
                .orElse("");
    }

    private Apart why(IncidentFile other, Set<Long> apart) {
        if (apart.contains(other.id())) {
            return Apart.KEPT_APART;
        }
        if (incident.sourceId() != null && other.sourceId() != null) {
            return Apart.MICROSOFTS;
        }
        if (!incident.isOpen()) {
            return Apart.NOT_OPEN;
        }
        if (differ(UserName.key(incident.assignedTo()), UserName.key(other.assignedTo()))) {
            return Apart.OTHER_ASSIGNEE;
        }
        if (differ(decided(incident.classification()), decided(other.classification()))
                || differ(decided(incident.determination()), decided(other.determination()))) {
            return Apart.OTHER_FINDING;
        }
        if (settings.separateDeviceGroups() && areOfOtherDevices(other)) {
            return Apart.OTHER_DEVICE_GROUP;
        }
        return incident.alerts() + other.alerts() > settings.mostAlerts()
                        || incident.entities() + other.entities() > settings.mostEntities()
                ? Apart.FULL
                : Apart.TOO_FAR;
    }

    private boolean areOfOtherDevices(IncidentFile other) {
        return DeviceGroups.keys(home.database(), List.of(incident.id(), other.id())).values().stream()
                        .distinct()
                        .count()
                > 1;
    }

    private static @Nullable Classification decided(Classification classification) {
        return classification == Classification.UNKNOWN ? null : classification;
    }

    private static @Nullable Determination decided(Determination determination) {
        return determination == Determination.UNKNOWN ? null : determination;
    }

    private static boolean differ(@Nullable Object one, @Nullable Object other) {
        return one != null && other != null && !one.equals(other);
    }
}
