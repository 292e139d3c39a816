package securitycenter.incidents;

import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import securitycenter.alerts.IncidentStatus;
import securitycenter.alerts.Text;
import securitycenter.homes.Sql;
import securitycenter.homes.TenantHome;
import securitycenter.incidents.FieldChange.Cause;

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

    /** There is more to do in what a person resolved. */
    void reopened(long incident, int version, IncidentStatus status) {
        put(incident, null, "reopened", version, "status", IncidentStatus.RESOLVED.name(), status.name(), null);
    }

    /** What is otherwise about an incident itself than it was at this version, each field by its last change. */
    static List<FieldChange> changesSince(TenantHome home, long incident, int version) {
        var changes = new LinkedHashMap<String, FieldChange>();
        home.database()
                .sql("""
                        select field, old_value, new_value, kind, actor, at from activity
                        where incident_id = ? and alert_id is null and version > ? order by id""")
                .params(incident, version)
                .query((row, _) -> new FieldChange(
                        row.getString(1),
                        row.getString(2),
                        row.getString(3),
                        cause(row.getString(4)),
                        row.getString(5),
                        Sql.instant(row, "at")))
                .list()
                .forEach(change -> changes.merge(change.field(), change, FieldChange::then));
        return changes.values().stream().filter(FieldChange::differs).toList();
    }

    private static Cause cause(String kind) {
        return switch (kind) {
            case "source" -> Cause.MICROSOFT;
            case "reopened" -> Cause.MORE_TO_DO;
            default -> Cause.PERSON;
        };
    }

    /** As the log can hold it. */
    static @Nullable String text(@Nullable Object value) {
        return value == null ? null : Text.within(LONGEST, value.toString());
    }

    /** In the same order whatever a database thinks of capitals. */
    static String tags(Collection<String> tags) {
        return String.join(", ", new TreeSet<>(tags));
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
