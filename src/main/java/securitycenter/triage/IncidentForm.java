package securitycenter.triage;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.validation.BindingResult;
import securitycenter.alerts.Finding;
import securitycenter.alerts.IncidentStatus;
import securitycenter.alerts.Severity;
import securitycenter.casefiles.IncidentFile;
import securitycenter.incidents.IncidentChange;
import securitycenter.incidents.TagChange;

/**
 * The form on which an incident is managed.
 *
 * @param severity empty to follow the alerts
 * @param finding classification and determination with a blank between
 * @param seen the version that the person had before them
 * @param was all values as they stood then, so that only what the person changed is changed
 * @param disputed what others changed meanwhile, as the answer before named it
 * @param settle {@code theirs} to leave what is disputed as others have it
 */
record IncidentForm(
        @Nullable String name,
        @Nullable String tags,
        @Nullable String assignedTo,
        @Nullable String status,
        @Nullable String severity,
        @Nullable String finding,
        @Nullable String resolvingComment,
        @Nullable Integer seen,
        @Nullable Was was,
        @Nullable List<String> disputed,
        @Nullable String settle) {

    private static final int LONGEST_NAME = 1_000;
    private static final int LONGEST_COMMENT = 4_000;

    record Was(
            @Nullable String name,
            @Nullable String tags,
            @Nullable String assignedTo,
            @Nullable String status,
            @Nullable String severity,
            @Nullable String finding,
            @Nullable String resolvingComment) {

        static final Was NOTHING = new Was(null, null, null, null, null, null, null);

        static Was of(IncidentFile incident) {
            return new Was(
                    incident.name(),
                    String.join(", ", incident.tags()),
                    incident.assignedTo() == null ? "" : incident.assignedTo(),
                    incident.status().name(),
                    incident.severityIsOwn() ? incident.severity().name() : "",
                    incident.classification() + " " + incident.determination(),
                    incident.resolvingComment() == null ? "" : incident.resolvingComment());
        }
    }

    static IncidentForm of(IncidentFile incident) {
        var was = Was.of(incident);
        return new IncidentForm(
                was.name(),
                was.tags(),
                was.assignedTo(),
                was.status(),
                was.severity(),
                was.finding(),
                was.resolvingComment(),
                incident.version(),
                was,
                null,
                null);
    }

    /** What the person typed, on top of how it stands by now. */
    IncidentForm on(IncidentFile incident, Set<String> nowDisputed) {
        return new IncidentForm(
                name,
                tags,
                assignedTo,
                status,
                severity,
                finding,
                resolvingComment,
                incident.version(),
                was,
                List.copyOf(nowDisputed),
                null);
    }

    /** What the person changed, on top of the incident that theirs became part of, whose tags came along. */
    IncidentForm onto(IncidentFile other) {
        var now = Was.of(other);
        var allTags = new TreeSet<>(other.tags());
        allTags.removeAll(IncidentText.tags(was == null ? null : was.tags()));
        allTags.addAll(IncidentText.tags(tags));
        return new IncidentForm(
                wants("displayName", name, Was::name) ? name : now.name(),
                wants("tags", tags, Was::tags) ? String.join(", ", allTags) : now.tags(),
                wants("assignedTo", assignedTo, Was::assignedTo) ? assignedTo : now.assignedTo(),
                wants("status", status, Was::status) ? status : now.status(),
                wants("severity", severity, Was::severity) ? severity : now.severity(),
                wants("classification", finding, Was::finding) ? finding : now.finding(),
                wants("resolvingComment", resolvingComment, Was::resolvingComment)
                        ? resolvingComment
                        : now.resolvingComment(),
                other.version(),
                now,
                null,
                null);
    }

    void check(BindingResult problems) {
        IncidentText.check(IncidentText.line(name), LONGEST_NAME, "name", problems);
        IncidentText.checkLength(IncidentText.of(resolvingComment), LONGEST_COMMENT, "resolvingComment", problems);
        IncidentText.checkPerson(assignedTo, problems);
        // A merge may have brought more.
        if (wants("tags", tags, Was::tags) && !IncidentText.mayBe(IncidentText.tags(tags))) {
            problems.rejectValue(
                    "tags", "incident.problem.tags", new Object[] {TagChange.MOST, TagChange.LONGEST}, null);
        }
        if (wants("finding", finding, Was::finding) && !chosen().isOffered()) {
            problems.rejectValue("finding", "incident.problem.determination");
        }
    }

    private IncidentStatus statusNamed() {
        return Words.named(IncidentStatus.class, status, IncidentStatus.ACTIVE);
    }

    private Severity severityNamed() {
        return Words.named(Severity.class, severity, Severity.UNKNOWN);
    }

    private Finding chosen() {
        return Words.finding(finding);
    }

    /** It may stay, whether or not a person could choose it. */
    public Finding present() {
        return Words.finding(was == null ? null : was.finding());
    }

    /** What the person made different, without what they left to others. */
    IncidentChange change() {
        return new IncidentChange(
                wants("status", status, Was::status) ? statusNamed() : null,
                wants("assignedTo", assignedTo, Was::assignedTo) ? IncidentText.line(assignedTo) : null,
                wants("classification", finding, Was::finding) ? chosen().classification() : null,
                wants("determination", finding, Was::finding) ? chosen().determination() : null,
                wants("tags", tags, Was::tags) ? IncidentText.tags(tags) : null,
                null,
                wants("displayName", name, Was::name) ? IncidentText.line(name) : null,
                wants("severity", severity, Was::severity) ? severityNamed() : null,
                wants("resolvingComment", resolvingComment, Was::resolvingComment)
                        ? IncidentText.of(resolvingComment)
                        : null);
    }

    /** As the log names the fields. */
    Set<String> changedFields() {
        var fields = new LinkedHashSet<String>();
        var change = change();
        note(fields, "displayName", change.displayName());
        note(fields, "tags", change.tags());
        note(fields, "assignedTo", change.assignedTo());
        note(fields, "status", change.status());
        note(fields, "severity", change.severity());
        note(fields, "classification", change.classification());
        note(fields, "determination", change.determination());
        note(fields, "resolvingComment", change.resolvingComment());
        return fields;
    }

    /** In the shape of the log, to be shown beside what others changed. */
    String wanted(String field) {
        return switch (field) {
            case "displayName" -> IncidentText.line(name);
            case "tags" -> String.join(", ", IncidentText.tags(tags));
            case "assignedTo" -> IncidentText.line(assignedTo);
            case "status" -> statusNamed().name();
            case "severity" -> severityNamed().name();
            case "classification" -> chosen().classification().name();
            case "determination" -> chosen().determination().name();
            default -> IncidentText.of(resolvingComment);
        };
    }

    private static void note(Set<String> fields, String field, @Nullable Object value) {
        if (value != null) {
            fields.add(field);
        }
    }

    private boolean wants(String field, @Nullable String value, Function<Was, @Nullable String> before) {
        var left = "theirs".equals(settle) && disputed != null && disputed.contains(field);
        var old = was == null ? null : before.apply(was);
        return !left && value != null && !Objects.equals(IncidentText.of(value), IncidentText.of(old));
    }
}
