package securitycenter.incidents;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import securitycenter.alerts.AlertStatus;
import securitycenter.alerts.Classification;
import securitycenter.alerts.Determination;
import securitycenter.alerts.Finding;
import securitycenter.homes.Sql;
import securitycenter.homes.TenantHome;
import securitycenter.incidents.FieldChange.Cause;

/** How an alert stands, and who made it so. What no person decided here is as its source told it. */
record AlertStanding(
        long id,
        long incident,
        int version,
        AlertStatus status,
        boolean statusIsOwn,
        @Nullable String assignedTo,
        boolean assignedIsOwn,
        Finding finding,
        boolean classifiedIsOwn,
        Instant toldAt) {

    private static final List<String> FIELDS = List.of("status", "assignedTo", "classification", "determination");

    private static final String FIND = """
            select id, incident_id, version, status, status_is_own, assigned_to, assigned_is_own, classification,
                determination, classified_is_own, source_updated_at
            from alert where id = ?""";

    /** About the alert itself, or about its incident. Of an incident's status only resolving goes on. */
    private static final String LAST_DECISION = """
            select id, actor, at from activity
            where alert_id = ? and field = ? and coalesce(new_value, '') = ? and actor is not null
            union all
            select id, actor, at from activity
            where incident_id = ? and alert_id is null and field = ? and coalesce(new_value, '') = ?
                and actor is not null and (field <> 'status' or new_value = 'RESOLVED')
            order by id desc limit 1""";

    static Optional<AlertStanding> find(TenantHome home, long id) {
        return find(home, FIND, id);
    }

    /** Until the end of the transaction nobody changes it. */
    static Optional<AlertStanding> lock(TenantHome home, long id) {
        return find(home, FIND + " for update", id);
    }

    private static Optional<AlertStanding> find(TenantHome home, String sql, long id) {
        return home.database()
                .sql(sql)
                .param(id)
                .query((row, _) -> new AlertStanding(
                        row.getLong(1),
                        row.getLong(2),
                        row.getInt(3),
                        AlertStatus.valueOf(row.getString(4)),
                        row.getBoolean(5),
                        row.getString(6),
                        row.getBoolean(7),
                        new Finding(Classification.valueOf(row.getString(8)), Determination.valueOf(row.getString(9))),
                        row.getBoolean(10),
                        Sql.instant(row, "source_updated_at")))
                .optional();
    }

    /** What was made different since a person saw it so. */
    List<FieldChange> since(TenantHome home, AlertChange seen) {
        return FIELDS.stream()
                .filter(field -> seen.logged(field) != null)
                .map(field -> FieldChange.byMicrosoft(field, seen.logged(field), logged(field), toldAt))
                .filter(FieldChange::differs)
                .map(told -> byWhom(home, told))
                .toList();
    }

    /** Who made these fields as they are. */
    List<FieldChange> last(TenantHome home, List<String> fields) {
        return FIELDS.stream()
                .filter(fields::contains)
                .map(field -> byWhom(home, FieldChange.byMicrosoft(field, null, logged(field), toldAt)))
                .toList();
    }

    private String logged(String field) {
        return switch (field) {
            case "status" -> status.name();
            case "assignedTo" -> assignedTo == null ? "" : assignedTo;
            case "classification" -> finding.classification().name();
            default -> finding.determination().name();
        };
    }

    private boolean isOwn(String field) {
        return switch (field) {
            case "status" -> statusIsOwn;
            case "assignedTo" -> assignedIsOwn;
            default -> classifiedIsOwn;
        };
    }

    /** What was decided about the incident that it was in before stays there when it moves on. */
    private FieldChange byWhom(TenantHome home, FieldChange told) {
        return !isOwn(told.field())
                ? told
                : home.database()
                        .sql(LAST_DECISION)
                        .params(id, told.field(), logged(told.field()), incident, told.field(), logged(told.field()))
                        .query((row, _) -> by(Cause.PERSON, row.getString("actor"), Sql.instant(row, "at"), told))
                        .optional()
                        .orElseGet(() -> by(Cause.UNKNOWN, null, null, told));
    }

    private static FieldChange by(Cause cause, @Nullable String actor, @Nullable Instant at, FieldChange told) {
        return new FieldChange(told.field(), told.old(), told.now(), cause, actor, at);
    }
}
