package securitycenter.incidents;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;
import securitycenter.homes.Sql;
import securitycenter.homes.TenantHome;

/** Deletes incidents whose time has come, with their alerts and all that was written about them. */
@Component
public class Retention {

    private static final int MOST_INCIDENTS_AT_ONCE = 200;
    private static final int MOST_ALERTS_AT_ONCE = 5_000;

    private record Due(long id, int alerts) {}

    private final IncidentSettings settings;
    private final Clock clock;

    Retention(IncidentSettings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
    }

    /** How long after its last activity an incident is deleted with all that belongs to it. */
    public Duration keptFor() {
        return settings.keptFor();
    }

    /** In transactions of a few thousand alerts, so that nobody waits for long. Can be cut off at any time. */
    void forget(TenantHome home) {
        var before = clock.instant().minus(settings.keptFor());
        while (forgetSome(home, before)) {
            // More may be due.
        }
    }

    private boolean forgetSome(TenantHome home, Instant before) {
        return Boolean.TRUE.equals(home.transactions().execute(_ -> {
            Turn.take(home, clock);
            var due = due(home, before);
            if (!due.isEmpty()) {
                delete(home, due);
            }
            return !due.isEmpty();
        }));
    }

    /** The longest past, as many as have few enough alerts together; at least one. */
    private static List<Long> due(TenantHome home, Instant before) {
        var found = home.database()
                .sql("""
                        select id, alerts from incident where last_at < ? and redirect_to is null
                        order by last_at, id limit ?""")
                .params(Sql.time(before), MOST_INCIDENTS_AT_ONCE)
                .query((row, _) -> new Due(row.getLong(1), row.getInt(2)))
                .list();
        var due = new ArrayList<Long>();
        var alerts = 0;
        for (var incident : found) {
            alerts += incident.alerts();
            if (due.isEmpty() || alerts <= MOST_ALERTS_AT_ONCE) {
                due.add(incident.id());
            }
        }
        return due;
    }

    private static void delete(TenantHome home, List<Long> incidents) {
        delete(home, "alert_body where alert_id in (select id from alert where incident_id = any(?))", incidents);
        delete(home, "alert where incident_id = any(?)", incidents);
        var parts = Parts.of(home, incidents);
        for (var gone : List.of(parts, incidents)) {
            delete(home, "presence where group_id = any(?)", gone);
            delete(
                    home,
                    "incident_comment where older_of in (select id from incident_comment where incident_id = any(?))",
                    gone);
            delete(home, "incident_comment where incident_id = any(?)", gone);
            delete(home, "activity where incident_id = any(?)", gone);
            delete(home, "incident_tag where incident_id = any(?)", gone);
            for (var side : List.of("source_id", "target_id")) {
                delete(
                        home,
                        "incident_merge_part where merge_id in (select id from incident_merge where " + side
                                + " = any(?))",
                        gone);
                delete(home, "incident_merge where " + side + " = any(?)", gone);
            }
            delete(home, "kept_apart where one = any(?)", gone);
            delete(home, "kept_apart where other = any(?)", gone);
        }
        delete(home, "incident where id = any(?)", parts);
        delete(home, "incident where id = any(?)", incidents);
    }

    private static void delete(TenantHome home, String what, List<Long> incidents) {
        if (!incidents.isEmpty()) {
            home.database()
                    .sql("delete from " + what)
                    .param(Sql.numbers(incidents))
                    .update();
        }
    }
}
