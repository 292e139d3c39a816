package securitycenter.incidents;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import securitycenter.alerts.AlertStatus;
import securitycenter.alerts.Finding;
import securitycenter.alerts.UserName;
import securitycenter.correlation.CorrelationSettings;
import securitycenter.homes.Sql;
import securitycenter.homes.TenantHome;

/** Changes one alert, within one transaction. Its source's word about the same counts no more from then on. */
final class AlertChanges {

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
        return AlertStanding.lock(home, id)
                .map(present -> make(change, seen, present))
                .orElseGet(Changed.Missing::new);
    }

    private Changed make(AlertChange change, @Nullable AlertChange seen, AlertStanding present) {
        var finding = present.finding().with(change.classification(), change.determination());
        if (!present.finding().mayBecome(finding)) {
            return new Changed.WrongDetermination();
        }
        var since = seen == null ? List.<FieldChange>of() : present.since(home, seen);
        var theirs = FieldChange.disputed(since, change::logged);
        if (!theirs.isEmpty()) {
            return new Changed.Conflict(theirs);
        }
        apply(change, present, finding);
        if (!made.isEmpty()) {
            record(present);
        }
        return new Changed.Done(List.copyOf(made), made.isEmpty() ? 0 : 1, FieldChange.ofOthers(since, who));
    }

    private void apply(AlertChange change, AlertStanding present, Finding finding) {
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
                present.finding().classification().name(),
                finding.classification().name());
        note(
                "determination",
                present.finding().determination().name(),
                finding.determination().name());
    }

    private void note(String field, @Nullable String old, @Nullable String value) {
        if (!Objects.equals(old, value)) {
            made.add(FieldChange.by(who, field, old, value, now));
        }
    }

    private void record(AlertStanding present) {
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
