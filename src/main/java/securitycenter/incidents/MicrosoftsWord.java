package securitycenter.incidents;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import securitycenter.alerts.IncidentStatus;
import securitycenter.alerts.SourceIncident;
import securitycenter.alerts.Text;
import securitycenter.correlation.Group;
import securitycenter.homes.Sql;
import securitycenter.homes.TenantHome;

/** Takes over what Microsoft says of one of its incidents, but nothing that a person decided here. */
final class MicrosoftsWord {

    private final TenantHome home;
    private final Instant now;
    private final Group group;
    private final SourceIncident said;
    private final ActivityLog log;
    private boolean isFirst;

    MicrosoftsWord(TenantHome home, Instant now, Group group, SourceIncident said) {
        this.home = home;
        this.now = now;
        this.group = group;
        this.said = said;
        this.log = new ActivityLog(home, null, now);
    }

    void take() {
        var updatedAt = home.database()
                .sql("select source_updated_at from incident where id = ?")
                .param(group.id())
                .query((row, _) -> Optional.ofNullable(Sql.instantOrNull(row, "source_updated_at")))
                .single();
        if (updatedAt.isPresent() && !said.updatedAt().isAfter(updatedAt.get())) {
            return;
        }
        isFirst = updatedAt.isEmpty();
        home.database()
                .sql("""
                        update incident set source_updated_at = ?, source_severity = ?, created_at = ?, changed_at = ?
                        where id = ?""")
                .params(
                        Sql.time(said.updatedAt()),
                        said.severity().ordinal(),
                        Sql.time(said.createdAt()),
                        Sql.time(now),
                        group.id())
                .update();
        takeOver(Decisions.of(home, group.id()));
        describe();
        IncidentComments.addMicrosofts(home, group.id(), said.comments());
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
        if (!present.assignedIsOwn()) {
            set("assigned_to", "assignedTo", present.assignedTo(), said.assignedTo(), said.assignedTo());
        }
        if (!present.classifiedIsOwn()) {
            classify(present);
        }
        if (!present.statusIsOwn() && said.status() != IncidentStatus.REDIRECTED) {
            put(present);
        }
        // Whether it is redirected is known here, and not by a word.
        tag(
                said.systemTags().stream()
                        .filter(tag -> !tag.equals(Joining.REDIRECTED))
                        .toList(),
                true);
        if (!present.tagsAreOwn()) {
            tag(said.customTags(), false);
        }
    }

    private void set(String column, String field, @Nullable String old, @Nullable String word, @Nullable Object value) {
        if (!Objects.equals(old, word)) {
            home.database()
                    .sql("update incident set " + column + " = ? where id = ?")
                    .param(1, value)
                    .param(2, group.id())
                    .update();
            // What it says first is no change of anything.
            if (!isFirst) {
                log.told(group.id(), field, old, word);
            }
        }
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
                    .sql("update incident set is_open = ?, resolved_at = ?, resolving_comment = ? where id = ?")
                    .param(1, status.isOpen())
                    .param(2, status == IncidentStatus.RESOLVED ? Sql.time(said.updatedAt()) : null)
                    .param(3, said.resolvingComment())
                    .param(4, group.id())
                    .update();
            Presences.open(home, group.id(), status.isOpen());
        }
    }

    /** Instead of those that it said before. */
    private void tag(List<String> tags, boolean system) {
        home.database()
                .sql("delete from incident_tag where incident_id = ? and is_system = ?")
                .params(group.id(), system)
                .update();
        for (var tag : tags) {
            home.database()
                    .sql(
                            "insert into incident_tag (incident_id, tag, is_system) values (?, ?, ?) on conflict do nothing")
                    .params(group.id(), Text.within(100, tag), system)
                    .update();
        }
    }
}
