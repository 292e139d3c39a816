package securitycenter.incidents;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import securitycenter.alerts.AlertReader;
import securitycenter.correlation.CorrelationSettings;
import securitycenter.correlation.Entities;
import securitycenter.correlation.EntityKind;
import securitycenter.correlation.Group;
import securitycenter.correlation.Presence;
import securitycenter.homes.Sql;
import securitycenter.homes.TenantHome;
import tools.jackson.databind.json.JsonMapper;

/** Writes what the alerts of groups name. */
final class Presences {

    private static final JsonMapper JSON = new JsonMapper();
    private static final int ALERTS_AT_ONCE = 200;

    private static final String NEW_PRESENCE = """
            insert into presence (is_open, kind, name, same_as, evidence, first_at, last_at, alerts, verdict, remediation,
                earliest, latest, group_id, entity)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""";

    private static final String CHANGED_PRESENCE = """
            update presence set is_open = ?, kind = ?, name = ?, same_as = ?, evidence = ?, first_at = ?, last_at = ?,
                alerts = ?, verdict = ?, remediation = ?, earliest = ?,
                latest = ?
            where group_id = ? and entity = ?""";

    private final TenantHome home;
    private final CorrelationSettings settings;
    private final Instant now;
    private final List<Object[]> added = new ArrayList<>();
    private final List<Object[]> changed = new ArrayList<>();

    Presences(TenantHome home, CorrelationSettings settings, Instant now) {
        this.home = home;
        this.settings = settings;
        this.now = now;
    }

    void put(Group group, Presence presence, boolean isStored) {
        var entity = presence.entity();
        (isStored ? changed : added).add(new Object[] {
            group.shown().isOpen(),
            entity.links() || entity.kind() == EntityKind.DEVICE_GROUP
                    ? entity.kind().name()
                    : EntityKind.OTHER.name(),
            entity.name(),
            entity.sameAs(),
            entity.evidence() == null ? null : entity.evidence().name(),
            Sql.time(presence.first()),
            Sql.time(presence.last()),
            presence.alerts(),
            entity.verdict().ordinal(),
            entity.remediation().ordinal(),
            presence.earliest(),
            presence.latest(),
            group.id(),
            entity.id()
        });
    }

    void flush() {
        Sql.write(home, NEW_PRESENCE, added);
        Sql.write(home, CHANGED_PRESENCE, changed);
    }

    /** Alerts have come or gone without the correlator: what groups name is read from their alerts again. */
    void rebuild(Collection<Group> groups) {
        rebuildWithout(Set.of(), groups);
    }

    /** @param alerts that the correlator is going to put in */
    void rebuildWithout(Set<Long> alerts, Collection<Group> groups) {
        for (var group : groups) {
            remove(group);
            namedBy(group, alerts).values().forEach(presence -> put(group, presence, false));
            flush();
        }
    }

    void remove(Group group) {
        home.database()
                .sql("delete from presence where group_id = ?")
                .param(group.id())
                .update();
    }

    private Map<UUID, Presence> namedBy(Group group, Set<Long> without) {
        var named = new HashMap<UUID, Presence>();
        var last = 0L;
        for (var isMore = true; isMore; ) {
            var alerts = home.database()
                    .sql("""
                            select a.id, b.body, a.first_at, a.last_at from alert a join alert_body b on b.alert_id = a.id
                            where a.group_id = ? and a.id > ? order by a.id limit ?""")
                    .params(group.id(), last, ALERTS_AT_ONCE)
                    .query((row, _) -> {
                        var alert = row.getLong("id");
                        if (!without.contains(alert)) {
                            namedBy(row)
                                    .forEach(presence ->
                                            named.merge(presence.entity().id(), presence, Presence::and));
                        }
                        return alert;
                    })
                    .list();
            isMore = alerts.size() == ALERTS_AT_ONCE;
            last = alerts.isEmpty() ? last : alerts.getLast();
        }
        return named;
    }

    private List<Presence> namedBy(ResultSet row) throws SQLException {
        var number = row.getLong("id");
        var first = Sql.instant(row, "first_at");
        var last = Sql.instant(row, "last_at");
        return AlertReader.read(JSON.readTree(row.getString("body")), now).stream()
                .flatMap(alert -> Entities.of(alert, settings).stream())
                .map(entity -> new Presence(entity, first, last, 1, number, number))
                .toList();
    }

    /** Whether alerts can join an incident, and the groups that are shown in it. */
    static void open(TenantHome home, long incident, boolean isOpen) {
        home.database().sql("""
                        update presence set is_open = ?
                        where group_id in (select id from incident where id = ?
                            union all select id from incident where redirect_to = ?)""").params(isOpen, incident, incident).update();
    }
}
