package securitycenter.incidents;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import securitycenter.alerts.IncidentStatus;
import securitycenter.alerts.Text;
import securitycenter.homes.Sql;
import securitycenter.homes.TenantHome;

/** Writes down what was done to an incident, within the transaction that does it. */
final class ActivityLog {

    private static final int LONGEST = 4_000;

    private final TenantHome home;
    private final @Nullable Analyst who;
    private final Instant now;

    /** @param who did it; null for our rules and Microsoft */
    ActivityLog(TenantHome home, @Nullable Analyst who, Instant now) {
        this.home = home;
        this.who = who;
        this.now = now;
    }

    void put(long incident, String kind, @Nullable Object old, @Nullable Object value, @Nullable String reason) {
        put(
                incident,
                null,
                kind,
                null,
                null,
                text(old),
                text(value),
                reason == null || reason.isEmpty() ? null : reason);
    }

    /** @param version of the incident from now on */
    void changed(long incident, int version, FieldChange change) {
        put(incident, null, "changed", version, change.field(), text(change.old()), text(change.now()), null);
    }

    void changedAlert(long incident, long alert, int version, FieldChange change) {
        put(incident, alert, "alert", version, change.field(), text(change.old()), text(change.now()), null);
    }

    /**
     * Microsoft changed it.
     *
     * @param version of the incident from now on
     */
    void told(long incident, int version, FieldChange change) {
        put(incident, null, "source", version, change.field(), text(change.old()), text(change.now()), null);
    }

    /** More has come to what a person resolved. */
    void reopened(long incident, int version, IncidentStatus status) {
        put(incident, null, "reopened", version, "status", IncidentStatus.RESOLVED.name(), status.name(), null);
    }

    /** What was changed about an incident itself since it had this version, by people, by our rules and by Microsoft. */
    static List<FieldChange> changesSince(TenantHome home, long incident, int version) {
        return home.database()
                .sql("""
                        select field, old_value, new_value, actor, at from activity
                        where incident_id = ? and alert_id is null and version > ? order by id""")
                .params(incident, version)
                .query((row, _) -> new FieldChange(
                        row.getString(1), row.getString(2), row.getString(3), row.getString(4), Sql.instant(row, "at")))
                .list();
    }

    private static @Nullable String text(@Nullable Object value) {
        return value == null ? null : Text.within(LONGEST, value.toString());
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
                        who == null ? null : who.name(),
                        who == null ? null : who.id(),
                        kind,
                        version,
                        field,
                        old,
                        value,
                        reason);
    }
}
