package securitycenter.incidents;

import static java.util.Objects.requireNonNull;
import static java.util.Objects.requireNonNullElse;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import securitycenter.alerts.AlertStatus;
import securitycenter.alerts.Classification;
import securitycenter.alerts.Determination;
import securitycenter.homes.TenantHome;

/** What people and programs decide about single alerts. What a service says later of the same no longer counts. */
@Component
public class AlertEdits {

    private record Present(
            long number,
            long incident,
            AlertStatus status,
            @Nullable String assignedTo,
            Classification classification,
            Determination determination,
            @Nullable Instant resolvedAt) {

        static Present of(ResultSet row) throws SQLException {
            return new Present(
                    row.getLong("id"),
                    row.getLong("incident_id"),
                    AlertStatus.valueOf(row.getString("status")),
                    row.getString("assigned_to"),
                    Classification.valueOf(row.getString("classification")),
                    Determination.valueOf(row.getString("determination")),
                    Sql.instantOrNull(row, "resolved_at"));
        }

        /** One that does not go with another classification does not outlive it, unless it was asked for. */
        Present after(AlertChange change, Instant now) {
            var newStatus = requireNonNullElse(change.status(), status);
            var newClassification = requireNonNullElse(change.classification(), classification);
            var kept = newClassification.goesWith(determination) ? determination : Determination.UNKNOWN;
            return new Present(
                    number,
                    incident,
                    newStatus,
                    change.assignedTo() == null ? assignedTo : orNull(change.assignedTo()),
                    newClassification,
                    requireNonNullElse(change.determination(), kept),
                    newStatus == AlertStatus.RESOLVED ? requireNonNullElse(resolvedAt, now) : null);
        }

        private static @Nullable String orNull(String text) {
            return text.isBlank() ? null : text.strip();
        }
    }

    private final Clock clock;

    AlertEdits(Clock clock) {
        this.clock = clock;
    }

    public Changed change(TenantHome home, Analyst who, String alert, AlertChange change) {
        return edit(home, alert, (present, now) -> change(home, who, present, present.after(change, now), now));
    }

    public Changed comment(TenantHome home, Analyst who, String alert, String text) {
        return edit(home, alert, (present, now) -> {
            home.database()
                    .sql("""
                            insert into incident_comment (incident_id, alert_id, at, author, author_id, body)
                            values (:incident, :alert, :now, :author, :authorId, :text)""")
                    .param("incident", present.incident())
                    .param("alert", present.number())
                    .param("now", Sql.time(now))
                    .param("author", who.name())
                    .param("authorId", who.id())
                    .param("text", text.strip())
                    .update();
            home.database()
                    .sql("update alert set changed_at = ?, version = version + 1 where id = ?")
                    .params(Sql.time(now), present.number())
                    .update();
            touch(home, present.incident(), now);
            return new Changed.Done(List.of(), 1);
        });
    }

    /** Takes the row, after whatever decides what belongs together. */
    private Changed edit(TenantHome home, String alert, BiFunction<Present, Instant, Changed> work) {
        return requireNonNull(home.transactions().execute(_ -> {
            var now = Turn.take(home, clock);
            var present = home.database()
                    .sql("select * from alert where source_id = ? and not is_gone for update")
                    .param(alert)
                    .query((row, _) -> Present.of(row))
                    .optional();
            return present.isEmpty() ? new Changed.Missing() : work.apply(present.get(), now);
        }));
    }

    private static Changed change(TenantHome home, Analyst who, Present before, Present after, Instant now) {
        if (!after.classification().goesWith(after.determination())) {
            return new Changed.WrongDetermination();
        }
        var made = new ArrayList<FieldChange>();
        difference("status", before.status().name(), after.status().name(), who, now)
                .ifPresent(made::add);
        difference("assignedTo", before.assignedTo(), after.assignedTo(), who, now)
                .ifPresent(made::add);
        difference(
                        "classification",
                        before.classification().name(),
                        after.classification().name(),
                        who,
                        now)
                .ifPresent(made::add);
        difference(
                        "determination",
                        before.determination().name(),
                        after.determination().name(),
                        who,
                        now)
                .ifPresent(made::add);
        if (!made.isEmpty()) {
            write(home, after, now);
            made.forEach(change -> record(home, who, after, change));
            touch(home, after.incident(), now);
        }
        return new Changed.Done(List.copyOf(made), made.isEmpty() ? 0 : 1);
    }

    private static Optional<FieldChange> difference(
            String field, @Nullable String old, @Nullable String value, Analyst who, Instant now) {
        return Objects.equals(old, value)
                ? Optional.empty()
                : Optional.of(new FieldChange(field, old, value, who.name(), now));
    }

    private static void write(TenantHome home, Present alert, Instant now) {
        home.database()
                .sql("""
                        update alert set status = :status, is_open = :open, resolved_at = :resolved,
                            assigned_to = :assignee, classification = :classification, determination = :determination,
                            worked_on = true, changed_at = :now, version = version + 1
                        where id = :number""")
                .param("status", alert.status().name())
                .param("open", alert.status() != AlertStatus.RESOLVED)
                .param("resolved", Sql.timeOrNull(alert.resolvedAt()))
                .param("assignee", alert.assignedTo())
                .param("classification", alert.classification().name())
                .param("determination", alert.determination().name())
                .param("now", Sql.time(now))
                .param("number", alert.number())
                .update();
    }

    private static void record(TenantHome home, Analyst who, Present alert, FieldChange change) {
        home.database()
                .sql("""
                        insert into activity (incident_id, alert_id, at, actor, actor_id, kind, field, old_value, new_value)
                        values (:incident, :alert, :at, :actor, :actorId, 'changed', :field, :old, :now)""")
                .param("incident", alert.incident())
                .param("alert", alert.number())
                .param("at", Sql.time(change.at()))
                .param("actor", who.name())
                .param("actorId", who.id())
                .param("field", change.field())
                .param("old", change.old())
                .param("now", change.now())
                .update();
    }

    private static void touch(TenantHome home, long incident, Instant now) {
        home.database().sql("""
                        update incident set changed_at = ?, active_alerts =
                            (select count(*) from alert where incident_id = ? and is_open and not is_gone)
                        where id = ?""").params(Sql.time(now), incident, incident).update();
    }
}
