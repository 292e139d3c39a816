package securitycenter.detections;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Component;
import securitycenter.homes.Sql;
import securitycenter.homes.TenantHome;

/** Of which events an alert of a rule tells already, and which alerts those are. */
@Component
class KnownEvents {

    private static final int AT_ONCE = 5_000;

    Set<UUID> among(TenantHome home, long rule, Collection<UUID> events) {
        var known = new HashSet<UUID>();
        var all = List.copyOf(events);
        for (var at = 0; at < all.size(); at += AT_ONCE) {
            known.addAll(home.database()
                    .sql("""
                            select k.event from unnest(?) wanted (event)
                            join detection_event k on k.rule_id = ? and k.event = wanted.event""")
                    .params(Sql.uuids(all.subList(at, Math.min(all.size(), at + AT_ONCE))), rule)
                    .query(UUID.class)
                    .list());
        }
        return known;
    }

    void add(TenantHome home, long rule, String alert, List<FoundEvent> events, Instant now) {
        home.database()
                .sql("insert into detection_alert (alert_id, rule_id, made_at) values (?, ?, ?)")
                .params(alert, rule, Sql.time(now))
                .update();
        var rows = new ArrayList<Object[]>();
        var keys = new HashSet<UUID>();
        events.stream()
                .filter(event -> keys.add(event.key()))
                .forEach(event -> rows.add(new Object[] {rule, event.key(), Sql.time(event.at())}));
        Sql.write(home, "insert into detection_event (rule_id, event, happened_at) values (?, ?, ?)", rows);
    }

    /** By the names that they go by everywhere, the newest first. */
    List<String> alerts(TenantHome home, long rule, int most) {
        return home.database()
                .sql("select alert_id from detection_alert where rule_id = ? order by made_at desc, alert_id limit ?")
                .params(rule, most)
                .query(String.class)
                .list();
    }

    /** Events that are too old to be found again, and what nobody asks about any more. */
    void forget(TenantHome home, Instant eventsBefore, Instant runsBefore, Instant alertsBefore) {
        home.database()
                .sql("delete from detection_event where happened_at < ?")
                .param(Sql.time(eventsBefore))
                .update();
        home.database().sql("""
                        delete from detection_run where started_at < ?
                            and id not in (select last_run from detection_rule where last_run is not null)""").param(Sql.time(runsBefore)).update();
        home.database()
                .sql("delete from detection_action where made_at < ?")
                .param(Sql.time(alertsBefore))
                .update();
        home.database()
                .sql("delete from detection_alert where made_at < ?")
                .param(Sql.time(alertsBefore))
                .update();
    }
}
