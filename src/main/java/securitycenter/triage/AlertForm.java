package securitycenter.triage;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.validation.BindingResult;
import securitycenter.alerts.AlertStatus;
import securitycenter.alerts.Finding;
import securitycenter.casefiles.IncidentFile.AlertLine;
import securitycenter.incidents.AlertChange;

/**
 * The form on which an alert is managed.
 *
 * @param finding classification and determination in one word
 * @param was all values as they stood before the person's eyes
 * @param disputed fields that others changed meanwhile, as the answer before named them
 * @param settle {@code theirs} to leave what is disputed as others have it
 */
record AlertForm(
        @Nullable String status,
        @Nullable String assignedTo,
        @Nullable String finding,
        @Nullable Map<String, String> was,
        @Nullable List<String> disputed,
        @Nullable String settle) {

    static AlertForm of(AlertLine alert) {
        return of(Edits.none(values(alert)), null);
    }

    private static AlertForm of(Edits edits, @Nullable List<String> disputed) {
        var mine = edits.mine();
        return new AlertForm(
                mine.get("status"), mine.get("assignedTo"), mine.get("finding"), edits.was(), disputed, null);
    }

    private static Map<String, String> values(AlertLine alert) {
        return Map.of(
                "status", alert.status().name(),
                "assignedTo", alert.assignedTo() == null ? "" : alert.assignedTo(),
                "finding", new Finding(alert.classification(), alert.determination()).word());
    }

    Edits edits() {
        var mine = new HashMap<String, @Nullable String>();
        mine.put("status", status);
        mine.put("assignedTo", assignedTo);
        mine.put("finding", finding);
        return Edits.of(mine, was);
    }

    /** What the person leaves to others is as they have it. */
    AlertForm settled(AlertLine now) {
        return of(edits().settled(settle, disputed, values(now)), null);
    }

    /** What the person made different, on top of how it stands by now. */
    AlertForm on(AlertLine now, List<String> nowDisputed) {
        return of(edits().on(values(now)), nowDisputed);
    }

    void check(BindingResult problems) {
        IncidentText.checkPerson(assignedTo, problems);
        if (edits().made().containsKey("finding") && !Finding.of(finding).isOffered()) {
            problems.rejectValue("finding", "incident.problem.determination");
        }
    }

    /** It may stay, whether or not a person could choose it. */
    public Finding present() {
        return Finding.of(edits().was().get("finding"));
    }

    /** What the person made different. */
    AlertChange change() {
        return change(edits().made());
    }

    AlertChange seen() {
        return change(edits().was());
    }

    private static AlertChange change(Map<String, String> values) {
        return new AlertChange(
                Edits.read(values, "status", name -> Words.named(AlertStatus.class, name, AlertStatus.NEW)),
                Edits.read(values, "assignedTo", IncidentText::line),
                Edits.read(values, "finding", word -> Finding.of(word).classification()),
                Edits.read(values, "finding", word -> Finding.of(word).determination()));
    }
}
