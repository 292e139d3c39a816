package securitycenter.triage;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.validation.BindingResult;
import securitycenter.alerts.Finding;
import securitycenter.alerts.IncidentStatus;
import securitycenter.alerts.Severity;
import securitycenter.casefiles.IncidentFile;
import securitycenter.identity.TypedText;
import securitycenter.incidents.IncidentChange;
import securitycenter.incidents.TagChange;

/**
 * The form on which an incident is managed.
 *
 * @param severity empty to follow the alerts
 * @param finding classification and determination in one word
 * @param seen the version that the person had before them
 * @param was all values as they stood then
 * @param disputed fields that others changed meanwhile, as the answer before named them
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
        @Nullable Map<String, String> was,
        @Nullable List<String> disputed,
        @Nullable String settle) {

    private static final int LONGEST_NAME = 1_000;
    private static final int LONGEST_COMMENT = 4_000;

    static IncidentForm of(IncidentFile incident) {
        return of(Edits.none(values(incident)), incident.version(), null);
    }

    private static IncidentForm of(Edits edits, @Nullable Integer seen, @Nullable List<String> disputed) {
        var mine = edits.mine();
        return new IncidentForm(
                mine.get("name"),
                mine.get("tags"),
                mine.get("assignedTo"),
                mine.get("status"),
                mine.get("severity"),
                mine.get("finding"),
                mine.get("resolvingComment"),
                seen,
                edits.was(),
                disputed,
                null);
    }

    private static Map<String, String> values(IncidentFile incident) {
        return Map.of(
                "name", incident.name(),
                "tags", String.join(", ", incident.tags()),
                "assignedTo", incident.assignedTo() == null ? "" : incident.assignedTo(),
                "status", incident.status().name(),
                "severity", incident.severityIsOwn() ? incident.severity().name() : "",
                "finding", new Finding(incident.classification(), incident.determination()).word(),
                "resolvingComment", incident.resolvingComment() == null ? "" : incident.resolvingComment());
    }

    Edits edits() {
        var mine = new HashMap<String, @Nullable String>();
        mine.put("name", name);
        mine.put("tags", tags);
        mine.put("assignedTo", assignedTo);
        mine.put("status", status);
        mine.put("severity", severity);
        mine.put("finding", finding);
        mine.put("resolvingComment", resolvingComment);
        return Edits.of(mine, was);
    }

    /** What the person leaves to others is as they have it. */
    IncidentForm settled(IncidentFile now) {
        return of(edits().settled(settle, disputed, values(now)), seen, null);
    }

    /** What the person made different, on top of how it stands by now. */
    IncidentForm on(IncidentFile now, List<String> nowDisputed) {
        return of(edits().on(values(now)), now.version(), nowDisputed);
    }

    /** The same, on top of the incident that theirs became part of, whose tags came along. */
    IncidentForm onto(IncidentFile other) {
        var edits = edits();
        if (edits.made().containsKey("tags")) {
            var all = new TreeSet<>(other.tags());
            all.removeAll(IncidentText.tags(edits.was().get("tags")));
            all.addAll(IncidentText.tags(tags));
            edits.mine().put("tags", String.join(", ", all));
        }
        return of(edits.on(values(other)), other.version(), null);
    }

    void check(BindingResult problems) {
        var made = edits().made();
        if (made.containsKey("name")) {
            IncidentText.check(IncidentText.line(name), LONGEST_NAME, "name", problems);
        }
        IncidentText.checkLength(TypedText.of(resolvingComment), LONGEST_COMMENT, "resolvingComment", problems);
        IncidentText.checkPerson(assignedTo, problems);
        // A merge may have brought more.
        if (made.containsKey("tags") && !IncidentText.mayBe(IncidentText.tags(tags))) {
            problems.rejectValue(
                    "tags", "incident.problem.tags", new Object[] {TagChange.MOST, TagChange.LONGEST}, null);
        }
        if (made.containsKey("finding") && !Finding.of(finding).isOffered()) {
            problems.rejectValue("finding", "incident.problem.determination");
        }
    }

    /** It may stay, whether or not a person could choose it. */
    public Finding present() {
        return Finding.of(edits().was().get("finding"));
    }

    /** What the person made different. */
    IncidentChange change() {
        var made = edits().made();
        return new IncidentChange(
                Edits.read(made, "status", name -> Words.named(IncidentStatus.class, name, IncidentStatus.ACTIVE)),
                Edits.read(made, "assignedTo", IncidentText::line),
                Edits.read(made, "finding", word -> Finding.of(word).classification()),
                Edits.read(made, "finding", word -> Finding.of(word).determination()),
                Edits.read(made, "tags", IncidentText::tags),
                null,
                Edits.read(made, "name", IncidentText::line),
                Edits.read(made, "severity", name -> Words.named(Severity.class, name, Severity.UNKNOWN)),
                Edits.read(made, "resolvingComment", TypedText::of));
    }
}
