package securitycenter.incidents;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import securitycenter.alerts.AlertStatus;
import securitycenter.alerts.Classification;
import securitycenter.alerts.Determination;
import securitycenter.alerts.Finding;
import securitycenter.alerts.UserName;
import securitycenter.correlation.CorrelationSettings;
import securitycenter.homes.Sql;
import securitycenter.homes.TenantHome;

/** Changes one alert, within one transaction. Its source's word about the same counts no more from then on. */
final class AlertChanges {

    private record Present(
            long incident,
            AlertStatus status,
            @Nullable String assignedTo,
            Classification classification,
            Determination determination,
            int version,
            Instant toldAt) {

        Finding finding() {
            return new Finding(classification, determination);
        }
    }

    private final TenantHome home;
    private final Analyst who;
    private final Instant now;
    private final long id;
    private final HomeGround ground;
    private final List<FieldChange> made = new ArrayList<>();

    AlertChanges(TenantHome home, CorrelationSettings settings, Analyst who, Instant now, long id) {
        this.home = home;
        this.who = who;
        this.now = now;
        this.id = id;
        this.ground = new HomeGround(home, settings);
    }

    /** @param seen how what is to be changed stood before the person's eyes; null to change it however it stands */
    Changed make(AlertChange change, @Nullable AlertChange seen) {
        var present = present();
        if (present == null) {
            return new Changed.Missing();
        }
        var finding = present.finding().with(change.classification(), change.determination());
        if (!present.finding().mayBecome(finding)) {
            return new Changed.WrongDetermination();
        }
        var theirs = seen == null ? List.<FieldChange>of() : conflicts(change, seen, present);
        if (!theirs.isEmpty()) {
            return new Changed.Conflict(theirs);
        }
        apply(change, present, finding);
        if (!made.isEmpty()) {
            record(present);
        }
        return new Changed.Done(List.copyOf(made), made.isEmpty() ? 0 : 1);
    }

    private @Nullable Present present() {
        return home.database()
                .sql("""
                        select incident_id, status, assigned_to, classification, determination, version,
                            source_updated_at
                        from alert where id = ? for update""")
                .param(id)
                .query((row, _) -> new Present(
                        row.getLong(1),
                        AlertStatus.valueOf(row.getString(2)),
                        row.getString(3),
                        Classification.valueOf(row.getString(4)),
                        Determination.valueOf(row.getString(5)),
                        row.getInt(6),
                        Sql.instant(row, "source_updated_at")))
                .optional()
                .orElse(null);
    }

    /** What others made different since this person saw it so. */
    List<FieldChange> ofOthersSince(AlertChange seen) {
        var present = present();
        return present == null
                ? List.of()
                : since(seen, present).stream()
                        .filter(change -> !who.name().equals(change.actor()))
                        .toList();
    }

    /** What stands otherwise than the person saw it, and not as they want it either. */
    private List<FieldChange> conflicts(AlertChange change, AlertChange seen, Present present) {
        return since(seen, present).stream()
                .filter(theirs -> {
                    var wanted = wanted(change, theirs.field());
                    return wanted != null && !wanted.equals(theirs.now());
                })
                .toList();
    }

    private static @Nullable String wanted(AlertChange change, String field) {
        var wanted = switch (field) {
            case "status" -> change.status();
            case "assignedTo" -> change.assignedTo();
            case "classification" -> change.classification();
            default -> change.determination();
        };
        return wanted == null ? null : wanted.toString();
    }

    private List<FieldChange> since(AlertChange seen, Present present) {
        var theirs = new ArrayList<FieldChange>();
        compare(theirs, "status", seen.status(), present.status());
        compare(theirs, "assignedTo", seen.assignedTo(), orEmpty(present.assignedTo()));
        compare(theirs, "classification", seen.classification(), present.classification());
        compare(theirs, "determination", seen.determination(), present.determination());
        return theirs.stream().map(each -> byWhom(each, present)).toList();
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }

    private <T> void compare(List<FieldChange> theirs, String field, @Nullable T seen, T present) {
        if (seen != null && !present.equals(seen)) {
            theirs.add(new FieldChange(field, seen.toString(), present.toString(), null, now));
        }
    }

    /** What is in the log neither of the alert nor of its incident came from its source. */
    private FieldChange byWhom(FieldChange theirs, Present present) {
        return home.database()
                .sql("""
                        select actor, at from activity
                        where incident_id = (select incident_id from alert where id = ?) and field = ?
                            and (alert_id = ? or alert_id is null) and coalesce(new_value, '') = ?
                        order by id desc limit 1""")
                .param(1, id)
                .param(2, theirs.field())
                .param(3, id)
                .param(4, theirs.now())
                .query((row, _) -> theirs.by(row.getString(1), Sql.instant(row, "at")))
                .optional()
                .orElseGet(() -> theirs.by(null, present.toldAt()));
    }

    private void apply(AlertChange change, Present present, Finding finding) {
        if (change.status() != null) {
            note("status", present.status().name(), change.status().name());
        }
        if (change.assignedTo() != null) {
            var to = change.assignedTo().isBlank() ? null : change.assignedTo().strip();
            note(
                    "assignedTo",
                    present.assignedTo(),
                    UserName.areSame(present.assignedTo(), to) ? present.assignedTo() : to);
        }
        note(
                "classification",
                present.classification().name(),
                finding.classification().name());
        note(
                "determination",
                present.determination().name(),
                finding.determination().name());
    }

    private void note(String field, @Nullable String old, @Nullable String value) {
        if (!Objects.equals(old, value)) {
            made.add(new FieldChange(field, old, value, who.name(), now));
        }
    }

    private void record(Present present) {
        var log = new ActivityLog(home, who, now);
        for (var change : made) {
            write(change);
            log.changedAlert(present.incident(), id, present.version() + 1, change);
        }
        home.database()
                .sql("update alert set changed_at = ?, version = ? where id = ?")
                .params(Sql.time(now), present.version() + 1, id)
                .update();
        new Sums(home, now).bringUpToDate(Set.of(ground.group(present.incident())));
    }

    private void write(FieldChange change) {
        var columns = switch (change.field()) {
            case "assignedTo" -> "assigned_is_own = true, assigned_to";
            case "status" -> "status_is_own = true, status";
            default -> "classified_is_own = true, " + change.field();
        };
        home.database()
                .sql("update alert set " + columns + " = ? where id = ?")
                .param(1, change.now())
                .param(2, id)
                .update();
        if (change.field().equals("assignedTo")) {
            home.database()
                    .sql("update alert set assignee = ? where id = ?")
                    .param(1, UserName.key(change.now()))
                    .param(2, id)
                    .update();
        }
        if (change.field().equals("status")) {
            var resolved = AlertStatus.RESOLVED.name().equals(change.now());
            home.database()
                    .sql("update alert set is_open = ?, resolved_at = ? where id = ?")
                    .param(1, !resolved)
                    .param(2, resolved ? Sql.time(now) : null)
                    .param(3, id)
                    .update();
        }
    }
}
