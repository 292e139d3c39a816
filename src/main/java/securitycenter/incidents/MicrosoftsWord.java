package securitycenter.incidents;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import securitycenter.alerts.Classification;
import securitycenter.alerts.Determination;
import securitycenter.alerts.IncidentStatus;
import securitycenter.alerts.Severity;
import securitycenter.alerts.SourceIncident;
import securitycenter.correlation.Group;
import securitycenter.homes.TenantHome;

/** Takes over what Microsoft says of one of its incidents, but nothing that a person decided here. */
final class MicrosoftsWord {

    private record Present(
            @Nullable Instant updatedAt,
            String name,
            boolean nameIsOwn,
            Severity severity,
            boolean severityIsOwn,
            IncidentStatus status,
            boolean statusIsOwn,
            @Nullable String assignedTo,
            boolean assignedIsOwn,
            Classification classification,
            Determination determination,
            boolean classifiedIsOwn,
            boolean tagsAreOwn) {}

    private final TenantHome home;
    private final Instant now;
    private final Group group;
    private final SourceIncident said;
    private final List<Object[]> log = new ArrayList<>();

    MicrosoftsWord(TenantHome home, Instant now, Group group, SourceIncident said) {
        this.home = home;
        this.now = now;
        this.group = group;
        this.said = said;
    }

    /** @return whether anything was new */
    boolean take() {
        var present = present();
        if (present.updatedAt() != null && !said.updatedAt().isAfter(present.updatedAt())) {
            return false;
        }
        // What it says first is no change of anything.
        var isChange = present.updatedAt() != null;
        home.database()
                .sql("update incident set source_updated_at = ?, created_at = ?, changed_at = ? where id = ?")
                .params(Sql.time(said.updatedAt()), Sql.time(said.createdAt()), Sql.time(now), group.id())
                .update();
        if (!present.nameIsOwn()) {
            set("name", "displayName", present.name(), said.name(), said.name());
        }
        if (!present.severityIsOwn()) {
            set(
                    "severity",
                    "severity",
                    present.severity().name(),
                    said.severity().name(),
                    said.severity().ordinal());
        }
        if (!present.assignedIsOwn()) {
            set("assigned_to", "assignedTo", present.assignedTo(), said.assignedTo(), said.assignedTo());
        }
        if (!present.classifiedIsOwn()) {
            classify(present);
        }
        if (!present.statusIsOwn() && said.status() != IncidentStatus.REDIRECTED) {
            put(present);
        }
        tag(said.systemTags(), true);
        if (!present.tagsAreOwn()) {
            tag(said.customTags(), false);
        }
        if (isChange && !log.isEmpty()) {
            home.batches().batchUpdate("""
                            insert into activity (incident_id, at, kind, field, old_value, new_value)
                            values (?, ?, 'source', ?, ?, ?)""", log);
        }
        return true;
    }

    private Present present() {
        return home.database()
                .sql("""
                        select source_updated_at, name, name_is_own, severity, severity_is_own, status, status_is_own,
                            assigned_to, assigned_is_own, classification, determination, classified_is_own, tags_are_own
                        from incident where id = ? for update""")
                .param(group.id())
                .query((row, _) -> new Present(
                        Sql.instantOrNull(row, "source_updated_at"),
                        row.getString(2),
                        row.getBoolean(3),
                        Severity.values()[row.getInt(4)],
                        row.getBoolean(5),
                        IncidentStatus.valueOf(row.getString(6)),
                        row.getBoolean(7),
                        row.getString(8),
                        row.getBoolean(9),
                        Classification.valueOf(row.getString(10)),
                        Determination.valueOf(row.getString(11)),
                        row.getBoolean(12),
                        row.getBoolean(13)))
                .single();
    }

    private void set(String column, String field, @Nullable String old, @Nullable String word, @Nullable Object value) {
        if (!Objects.equals(old, word)) {
            home.database()
                    .sql("update incident set " + column + " = ? where id = ?")
                    .param(1, value)
                    .param(2, group.id())
                    .update();
            log.add(new Object[] {group.id(), Sql.time(now), field, old, word});
        }
    }

    private void classify(Present present) {
        var classification = said.classification().name();
        set("classification", "classification", present.classification().name(), classification, classification);
        var determination = said.determination().name();
        set("determination", "determination", present.determination().name(), determination, determination);
    }

    private void put(Present present) {
        var status = said.status();
        if (status != present.status()) {
            set("status", "status", present.status().name(), status.name(), status.name());
            home.database()
                    .sql("update incident set is_open = ?, resolved_at = ?, resolving_comment = ? where id = ?")
                    .param(1, status.isOpen())
                    .param(2, status == IncidentStatus.RESOLVED ? Sql.time(said.updatedAt()) : null)
                    .param(3, said.resolvingComment())
                    .param(4, group.id())
                    .update();
            home.database()
                    .sql("""
                            update presence set is_open = ?
                            where group_id = ? or group_id in (select id from incident where redirect_to = ?)""")
                    .params(status.isOpen(), group.id(), group.id())
                    .update();
        }
    }

    private void tag(List<String> tags, boolean system) {
        for (var tag : tags) {
            home.database()
                    .sql(
                            "insert into incident_tag (incident_id, tag, is_system) values (?, ?, ?) on conflict do nothing")
                    .params(group.id(), Text.within(100, tag), system)
                    .update();
        }
    }
}
