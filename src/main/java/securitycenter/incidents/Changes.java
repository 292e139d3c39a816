package securitycenter.incidents;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import securitycenter.alerts.AlertStatus;
import securitycenter.alerts.Classification;
import securitycenter.alerts.Finding;
import securitycenter.alerts.IncidentStatus;
import securitycenter.alerts.Severity;
import securitycenter.alerts.Text;
import securitycenter.alerts.UserName;
import securitycenter.homes.Sql;
import securitycenter.homes.TenantHome;

/** Changes one incident, within one transaction that has the {@link Turn}. */
final class Changes {

    private record Present(
            Decisions decided,
            @Nullable Long redirectTo,
            @Nullable String summary,
            int version) {

        Finding finding() {
            return new Finding(decided.classification(), decided.determination());
        }

        IncidentStatus status() {
            return decided.status();
        }
    }

    private final TenantHome home;
    private final Analyst who;
    private final Instant now;
    private final long id;
    private final List<FieldChange> made = new ArrayList<>();

    Changes(TenantHome home, Analyst who, Instant now, long id) {
        this.home = home;
        this.who = who;
        this.now = now;
        this.id = id;
    }

    /**
     * @param tags beside those of the change
     * @param seen the version that the person had before them; null for a program, which changes whatever the version is
     *     and resolves without a classification too
     */
    Changed make(IncidentChange change, TagChange tags, @Nullable Integer seen) {
        var present = present();
        if (present == null) {
            return new Changed.Missing();
        }
        if (present.redirectTo() != null) {
            return new Changed.Redirected(present.redirectTo());
        }
        var finding = present.finding().with(change.classification(), change.determination());
        if (!present.finding().mayBecome(finding)) {
            return new Changed.WrongDetermination();
        }
        var since = seen == null ? List.<FieldChange>of() : ActivityLog.changesSince(home, id, seen);
        var theirs = FieldChange.disputed(since, change::logged);
        if (!theirs.isEmpty()) {
            return new Changed.Conflict(theirs);
        }
        if (seen != null && resolves(change, present) && finding.classification() == Classification.UNKNOWN) {
            return new Changed.Unclassified();
        }
        var before = tags.isNone() ? List.<String>of() : tags();
        var after = tags.on(before);
        if (after.size() > Math.max(TagChange.MOST, before.size())) {
            return new Changed.TooManyTags();
        }
        apply(tags.isNone() ? change : change.tagged(after), finding, present);
        record(present.version() + 1);
        if (change.comment() != null && !change.comment().isBlank()) {
            comment(change.comment());
        }
        return new Changed.Done(List.copyOf(made), changedAlerts(), FieldChange.ofOthers(since, who));
    }

    /** What changes in one turn has one moment, which nothing else has. */
    private int changedAlerts() {
        return home.database()
                .sql("select count(*) from alert where incident_id = ? and changed_at = ?")
                .params(id, Sql.time(now))
                .query(Integer.class)
                .single();
    }

    private @Nullable Present present() {
        return home.database()
                .sql("select redirect_to, own_summary, version from incident where id = ?")
                .param(id)
                .query((row, _) -> new Present(
                        Decisions.of(home, id), row.getObject(1, Long.class), row.getString(2), row.getInt(3)))
                .optional()
                .orElse(null);
    }

    private static boolean resolves(IncidentChange change, Present present) {
        return change.status() == IncidentStatus.RESOLVED && present.status() != IncidentStatus.RESOLVED;
    }

    private void apply(IncidentChange change, Finding finding, Present present) {
        if (change.displayName() != null && !change.displayName().isBlank()) {
            set(
                    "displayName",
                    "name",
                    "name_is_own",
                    present.decided().name(),
                    change.displayName().strip());
        }
        if (change.severity() != null) {
            rate(change.severity(), present);
        }
        if (change.resolvingComment() != null) {
            set(
                    "resolvingComment",
                    "resolving_comment",
                    "resolving_comment_is_own",
                    present.decided().resolvingComment(),
                    change.resolvingComment());
        }
        if (change.summary() != null) {
            set("summary", "own_summary", null, present.summary(), change.summary());
        }
        if (change.assignedTo() != null) {
            assign(
                    present,
                    change.assignedTo().isBlank() ? null : change.assignedTo().strip());
        }
        classify(present.finding(), finding);
        if (change.tags() != null) {
            tag(change.tags());
        }
        if (change.status() != null && change.status() != present.status()) {
            put(change.status(), present);
        }
    }

    private void set(String field, String column, @Nullable String own, @Nullable String old, String wanted) {
        var value = wanted.isBlank() ? null : wanted;
        if (!Objects.equals(old, value)) {
            made.add(made(field, old, value));
            update(column + " = ?" + (own == null ? "" : ", " + own + " = true"), value);
        }
    }

    /** {@code UNKNOWN} is nobody's decision: the alerts decide again. */
    private void rate(Severity wanted, Present present) {
        var severity = wanted == Severity.UNKNOWN ? Sums.severity(home, id) : wanted;
        var isOwn = wanted != Severity.UNKNOWN;
        if (severity != present.decided().severity()
                || isOwn != present.decided().severityIsOwn()) {
            made.add(made("severity", present.decided().severity().name(), severity.name()));
            update("severity_is_own = ?", isOwn);
            update("severity = ?", severity.ordinal());
        }
    }

    private void update(String assignments, @Nullable Object value) {
        home.database()
                .sql("update incident set " + assignments + " where id = ?")
                .param(1, value)
                .param(2, id)
                .update();
    }

    /** Its alerts follow. */
    private void assign(Present present, @Nullable String to) {
        if (!UserName.areSame(present.decided().assignedTo(), to)) {
            made.add(made("assignedTo", present.decided().assignedTo(), to));
            update("assigned_is_own = true, assigned_to = ?", to);
            update("assignee = ?", UserName.key(to));
            home.database()
                    .sql("""
                            update alert set assigned_to = ?, assignee = ?, assigned_is_own = true, changed_at = ?,
                                version = version + 1
                            where incident_id = ?""")
                    .param(1, to)
                    .param(2, UserName.key(to))
                    .param(3, Sql.time(now))
                    .param(4, id)
                    .update();
        }
    }

    /** Alerts that were not classified by themselves follow. */
    private void classify(Finding before, Finding after) {
        if (after.equals(before)) {
            return;
        }
        if (after.classification() != before.classification()) {
            made.add(made(
                    "classification",
                    before.classification().name(),
                    after.classification().name()));
        }
        if (after.determination() != before.determination()) {
            made.add(made(
                    "determination",
                    before.determination().name(),
                    after.determination().name()));
        }
        update(
                "classified_is_own = true, classification = ?",
                after.classification().name());
        update("determination = ?", after.determination().name());
        home.database()
                .sql("""
                        update alert set classification = ?, determination = ?, classified_is_own = true, changed_at = ?,
                            version = version + 1
                        where incident_id = ? and (classification = 'UNKNOWN'
                            or classification = ? and determination = ?)""")
                .params(
                        after.classification().name(),
                        after.determination().name(),
                        Sql.time(now),
                        id,
                        before.classification().name(),
                        before.determination().name())
                .update();
    }

    private void tag(List<String> wanted) {
        var before = new TreeSet<>(tags());
        var after = wanted.stream()
                .map(String::strip)
                .filter(tag -> !tag.isEmpty())
                .map(tag -> Text.within(TagChange.LONGEST, tag))
                .collect(Collectors.toCollection(TreeSet::new));
        if (before.equals(after)) {
            return;
        }
        made.add(made("tags", ActivityLog.tags(before), ActivityLog.tags(after)));
        update("tags_are_own = ?", true);
        home.database()
                .sql("delete from incident_tag where incident_id = ? and not is_system")
                .param(id)
                .update();
        after.forEach(tag -> home.database()
                .sql(
                        "insert into incident_tag (incident_id, tag, is_system) values (?, ?, false) on conflict do nothing")
                .params(id, tag)
                .update());
    }

    /** Those of people. */
    private List<String> tags() {
        return home.database()
                .sql("select tag from incident_tag where incident_id = ? and not is_system")
                .param(id)
                .query(String.class)
                .list();
    }

    /** Resolving resolves the alerts; nothing joins what is resolved. */
    private void put(IncidentStatus status, Present present) {
        made.add(made("status", present.status().name(), status.name()));
        home.database()
                .sql("update incident set status_is_own = true, status = ?, is_open = ?, resolved_at = ? where id = ?")
                .param(1, status.name())
                .param(2, status.isOpen())
                .param(3, status == IncidentStatus.RESOLVED ? Sql.time(now) : null)
                .param(4, id)
                .update();
        Presences.open(home, id, status.isOpen());
        if (status == IncidentStatus.RESOLVED) {
            home.database()
                    .sql("""
                            update alert set status = ?, is_open = false, resolved_at = ?, status_is_own = true,
                                changed_at = ?, version = version + 1
                            where incident_id = ? and is_open""")
                    .params(AlertStatus.RESOLVED.name(), Sql.time(now), Sql.time(now), id)
                    .update();
            update("active_alerts = ?", 0);
        }
    }

    private FieldChange made(String field, @Nullable String old, @Nullable String value) {
        return FieldChange.by(who, field, old, value, now);
    }

    private void record(int version) {
        if (made.isEmpty()) {
            return;
        }
        home.database()
                .sql("update incident set version = ?, changed_at = ? where id = ?")
                .params(version, Sql.time(now), id)
                .update();
        var log = new ActivityLog(home, who, now);
        made.forEach(change -> log.changed(id, version, change));
    }

    private void comment(String text) {
        IncidentComments.insert(home, who, id, null, now, text.strip(), null);
        IncidentComments.touch(home, id, now);
    }
}
