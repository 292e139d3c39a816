package securitycenter.incidents;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import securitycenter.alerts.IncidentStatus;
import securitycenter.alerts.SourceIncident;
import securitycenter.alerts.Text;
import securitycenter.alerts.UserName;
import securitycenter.correlation.Group;
import securitycenter.homes.Sql;
import securitycenter.homes.TenantHome;

/** Takes over what Microsoft says of one of its incidents, but nothing that a person decided here. */
final class MicrosoftsWord {

    private record Before(@Nullable Instant updatedAt, int version) {}

    private final TenantHome home;
    private final Instant now;
    private final Group group;
    private final SourceIncident said;
    private final ActivityLog log;
    private final List<FieldChange> changes = new ArrayList<>();

    MicrosoftsWord(TenantHome home, Instant now, Group group, SourceIncident said) {
        this.home = home;
        this.now = now;
        this.group = group;
        this.said = said;
        this.log = new ActivityLog(home, null, now);
    }

    void take() {
        var before = home.database()
                .sql("select source_updated_at, version from incident where id = ?")
                .param(group.id())
                .query((row, _) -> new Before(Sql.instantOrNull(row, "source_updated_at"), row.getInt(2)))
                .single();
        if (before.updatedAt() != null && !said.updatedAt().isAfter(before.updatedAt())) {
            return;
        }
        home.database()
                .sql("""
                        update incident set source_updated_at = ?, source_severity = ?, source_status = ?, created_at = ?,
                            changed_at = ?
                        where id = ?""")
                .params(
                        Sql.time(said.updatedAt()),
                        said.severity().ordinal(),
                        said.status().name(),
                        Sql.time(said.createdAt()),
                        Sql.time(now),
                        group.id())
                .update();
        takeOver(Decisions.of(home, group.id()));
        describe();
        IncidentComments.addMicrosofts(home, group.id(), said.comments());
        // What it says first is no change of anything.
        if (before.updatedAt() != null && !changes.isEmpty()) {
            record(before.version() + 1);
        }
    }

    /** Who has it before them reads that it is another by now. */
    private void record(int version) {
        update("version", version);
        changes.forEach(change -> log.told(group.id(), version, change));
    }

    /** What nobody decides here stands as Microsoft says it. */
    private void describe() {
        home.batches().update("""
                        update incident set source_description = ?, source_summary = ?, source_modified_by = ?,
                            source_priority = ?
                        where id = ?""", said.description(), said.summary(), said.modifiedBy(), said.priority(), group.id());
    }

    private void takeOver(Decisions present) {
        if (!present.nameIsOwn()) {
            set("name", "displayName", present.name(), said.name(), said.name());
        }
        if (!present.severityIsOwn()) {
            var severity = Sums.severity(home, group.id());
            set("severity", "severity", present.severity().name(), severity.name(), severity.ordinal());
        }
        if (!present.assignedIsOwn() && !UserName.areSame(present.assignedTo(), said.assignedTo())) {
            assign(present);
        }
        if (!present.resolvingCommentIsOwn()) {
            var comment = said.resolvingComment();
            set("resolving_comment", "resolvingComment", present.resolvingComment(), comment, comment);
        }
        if (!present.classifiedIsOwn()) {
            classify(present);
        }
        if (!present.statusIsOwn() && said.status() != IncidentStatus.REDIRECTED) {
            put(present);
        }
        // Whether it is redirected is known here, and not by a word.
        tag(said.systemTags().stream().filter(tag -> !tag.equals(Joining.REDIRECTED)), true);
        if (!present.tagsAreOwn()) {
            var before = tags();
            tag(said.customTags().stream(), false);
            note("tags", before, tags());
        }
    }

    private void set(String column, String field, @Nullable String old, @Nullable String word, @Nullable Object value) {
        if (!Objects.equals(old, word)) {
            update(column, value);
            note(field, old, word);
        }
    }

    private void update(String column, @Nullable Object value) {
        home.database()
                .sql("update incident set " + column + " = ? where id = ?")
                .param(1, value)
                .param(2, group.id())
                .update();
    }

    private void note(String field, @Nullable String old, @Nullable String word) {
        if (!Objects.equals(old, word)) {
            changes.add(FieldChange.byMicrosoft(field, old, word, now));
        }
    }

    private void assign(Decisions present) {
        var to = said.assignedTo();
        home.batches()
                .update(
                        "update incident set assigned_to = ?, assignee = ? where id = ?",
                        to,
                        UserName.key(to),
                        group.id());
        note("assignedTo", present.assignedTo(), to);
    }

    private void classify(Decisions present) {
        var classification = said.classification().name();
        set("classification", "classification", present.classification().name(), classification, classification);
        var determination = said.determination().name();
        set("determination", "determination", present.determination().name(), determination, determination);
    }

    private void put(Decisions present) {
        var status = said.status();
        if (status != present.status()) {
            set("status", "status", present.status().name(), status.name(), status.name());
            home.database()
                    .sql("update incident set is_open = ?, resolved_at = ? where id = ?")
                    .param(1, status.isOpen())
                    .param(2, status == IncidentStatus.RESOLVED ? Sql.time(said.updatedAt()) : null)
                    .param(3, group.id())
                    .update();
            Presences.open(home, group.id(), status.isOpen());
        }
    }

    /** Instead of those that it said before. */
    private void tag(Stream<String> tags, boolean system) {
        home.database()
                .sql("delete from incident_tag where incident_id = ? and is_system = ?")
                .params(group.id(), system)
                .update();
        tags.forEach(tag -> home.database()
                .sql("insert into incident_tag (incident_id, tag, is_system) values (?, ?, ?) on conflict do nothing")
                .params(group.id(), Text.within(100, tag), system)
                .update());
    }

    private String tags() {
        return ActivityLog.tags(home.database()
                .sql("select tag from incident_tag where incident_id = ? and not is_system")
                .param(group.id())
                .query(String.class)
                .list());
    }
}
