package securitycenter.incidents;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import securitycenter.homes.TenantHome;

/** Writes down what somebody did, within their transaction. */
final class ActivityLog {

    private final TenantHome home;
    private final Analyst who;
    private final Instant now;

    ActivityLog(TenantHome home, Analyst who, Instant now) {
        this.home = home;
        this.who = who;
        this.now = now;
    }

    void put(long incident, String kind, @Nullable Object old, @Nullable Object value, @Nullable String reason) {
        put(incident, null, kind, null, null, text(old), text(value), reason);
    }

    void put(long incident, long alert, int version, FieldChange change) {
        put(incident, alert, "alert", version, change.field(), change.old(), change.now(), null);
    }

    private static @Nullable String text(@Nullable Object value) {
        return value == null ? null : Text.within(4_000, value.toString());
    }

    private void put(
            long incident,
            @Nullable Long alert,
            String kind,
            @Nullable Integer version,
            @Nullable String field,
            @Nullable String old,
            @Nullable String value,
            @Nullable String reason) {
        home.batches()
                .update(
                        """
                        insert into activity (incident_id, alert_id, at, actor, actor_id, kind, version, field, old_value,
                            new_value, reason)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""",
                        incident,
                        alert,
                        Sql.time(now),
                        who.name(),
                        who.id(),
                        kind,
                        version,
                        field,
                        old,
                        value,
                        reason);
    }
}
