package securitycenter.inquiries;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import securitycenter.homes.Sql;
import securitycenter.homes.TenantHome;
import securitycenter.response.ActionStanding;
import securitycenter.response.ActionState;

/** How far the alerts and actions of a home were looked at, and the alerts that were not decided on. */
final class Course {

    private final TenantHome home;

    Course(TenantHome home) {
        this.home = home;
    }

    /**
     * How far all was looked at.
     *
     * @param alert the last one that was looked at
     * @param actionsAt until when changes of actions were looked at
     * @param changedAt until when changes of alerts were looked at
     * @param changedAlert the last one of them
     */
    record Seen(long alert, Instant actionsAt, Instant changedAt, long changedAlert) {}

    record Candidate(long alert, Instant seenAt) {}

    Seen now() {
        return home.database()
                .sql("select * from investigation_course where id = 1 for update")
                .query((row, _) -> new Seen(
                        row.getLong("alert"),
                        Sql.instant(row, "actions_at"),
                        Sql.instant(row, "changed_at"),
                        row.getLong("changed_alert")))
                .single();
    }

    /** Whoever begins investigations does so one after the other, and sees what those before began. */
    void hold() {
        now();
    }

    void lookedAt(long alert) {
        home.database()
                .sql("update investigation_course set alert = ? where id = 1")
                .param(alert)
                .update();
    }

    void lookedAtChanges(Instant until, long lastAlert) {
        home.database()
                .sql("update investigation_course set changed_at = ?, changed_alert = ? where id = 1")
                .params(Sql.time(until), lastAlert)
                .update();
    }

    void lookedAtActions(Instant until) {
        home.database()
                .sql("update investigation_course set actions_at = ? where id = 1")
                .param(Sql.time(until))
                .update();
    }

    /** Writes where each stands by now, and has whoever waits for one look at it. */
    void actionsChanged(List<ActionStanding> changed, Instant now) {
        var ids = changed.stream().map(ActionStanding::id).toList();
        var known = new HashMap<UUID, ActionState>();
        var waiting = new HashSet<Long>();
        var states = changed.stream().collect(Collectors.toMap(ActionStanding::id, ActionStanding::state));
        home.database()
                .sql("select investigation, action, action_state from investigation_sighting where action = any(?)")
                .param(Sql.uuids(ids))
                .query(row -> {
                    var action = row.getObject("action", UUID.class);
                    var state = states.get(action);
                    if (state != null && !state.name().equals(row.getString("action_state"))) {
                        known.put(action, state);
                        waiting.add(row.getLong("investigation"));
                    }
                });
        var rows = new ArrayList<Object[]>();
        known.forEach((action, state) -> rows.add(new Object[] {state.name(), action}));
        Sql.write(home, "update investigation_sighting set action_state = ? where action = ?", rows);
        home.database().sql("""
                        update investigation set next_at = ?
                        where number = any(?) and stage = 'WATCH' and cancelled_id is null""").params(Sql.time(now), Sql.numbers(waiting)).update();
    }

    void addCandidates(Collection<Long> alerts, Instant now) {
        var rows = alerts.stream()
                .map(alert -> new Object[] {alert, Sql.time(now), Sql.time(now)})
                .toList();
        Sql.write(
                home,
                "insert into investigation_candidate (alert, seen_at, look_at) values (?, ?, ?)",
                new ArrayList<>(rows));
    }

    List<Candidate> candidates(Instant now, int most) {
        return home.database()
                .sql("""
                        select alert, seen_at from investigation_candidate where look_at <= ?
                        order by look_at, alert limit ?""")
                .params(Sql.time(now), most)
                .query((row, _) -> new Candidate(row.getLong(1), Sql.instant(row, "seen_at")))
                .list();
    }

    void postpone(long alert, Instant until) {
        home.database()
                .sql("update investigation_candidate set look_at = ? where alert = ?")
                .params(Sql.time(until), alert)
                .update();
    }

    void decided(long alert) {
        home.database()
                .sql("delete from investigation_candidate where alert = ?")
                .param(alert)
                .update();
    }

    /** When something is to be done next; empty where nothing is. */
    Optional<Instant> next() {
        return home.database()
                .sql("""
                        select min(at) as at from (
                            select min(next_at) as at from investigation
                            union all
                            select min(look_at) from investigation_candidate) times""")
                .query((row, _) -> Optional.ofNullable(Sql.instantOrNull(row, "at")))
                .single();
    }
}
