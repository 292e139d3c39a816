package securitycenter.incidents;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import securitycenter.alerts.Classification;
import securitycenter.alerts.Determination;
import securitycenter.alerts.IncidentStatus;
import securitycenter.alerts.Severity;
import securitycenter.alerts.UserName;
import securitycenter.homes.TenantHome;

/** What was decided about one incident. What a person decided here is their own, and Microsoft does not change it. */
record Decisions(
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
        boolean tagsAreOwn,
        @Nullable String resolvingComment,
        boolean resolvingCommentIsOwn) {

    static Decisions of(TenantHome home, long incident) {
        return home.database()
                .sql("""
                        select name, name_is_own, severity, severity_is_own, status, status_is_own, assigned_to,
                            assigned_is_own, classification, determination, classified_is_own, tags_are_own,
                            resolving_comment, resolving_comment_is_own
                        from incident where id = ?""")
                .param(incident)
                .query((row, _) -> new Decisions(
                        row.getString(1),
                        row.getBoolean(2),
                        Severity.values()[row.getInt(3)],
                        row.getBoolean(4),
                        IncidentStatus.valueOf(row.getString(5)),
                        row.getBoolean(6),
                        row.getString(7),
                        row.getBoolean(8),
                        Classification.valueOf(row.getString(9)),
                        Determination.valueOf(row.getString(10)),
                        row.getBoolean(11),
                        row.getBoolean(12),
                        row.getString(13),
                        row.getBoolean(14)))
                .single();
    }

    /** With what was decided about an incident that becomes part of this one, where nothing was decided about this. */
    Decisions or(Decisions part) {
        var named = !nameIsOwn && part.nameIsOwn;
        var rated = !severityIsOwn && part.severityIsOwn;
        var begun = !statusIsOwn && part.statusIsOwn && status.isOpen() && part.status.isOpen();
        var assigned = assignedTo == null && part.assignedTo != null && (part.assignedIsOwn || !assignedIsOwn);
        var classified = classification == Classification.UNKNOWN
                && part.classification != Classification.UNKNOWN
                && (part.classifiedIsOwn || !classifiedIsOwn);
        var explained = resolvingComment == null
                && part.resolvingComment != null
                && (part.resolvingCommentIsOwn || !resolvingCommentIsOwn);
        return new Decisions(
                named ? part.name : name,
                nameIsOwn || part.nameIsOwn,
                rated ? part.severity : severity,
                severityIsOwn || part.severityIsOwn,
                begun ? part.status : status,
                statusIsOwn || begun,
                assigned ? part.assignedTo : assignedTo,
                assigned ? part.assignedIsOwn : assignedIsOwn,
                classified ? part.classification : classification,
                classified ? part.determination : determination,
                classified ? part.classifiedIsOwn : classifiedIsOwn,
                tagsAreOwn || part.tagsAreOwn,
                explained ? part.resolvingComment : resolvingComment,
                explained ? part.resolvingCommentIsOwn : resolvingCommentIsOwn);
    }

    /**
     * Without what came from that part and is still as it came.
     *
     * @param before how this stood before it came
     * @param others that are parts as well, and may have brought the same
     */
    Decisions without(Decisions part, Decisions before, List<Decisions> others) {
        var came = before.or(part);
        var named = name.equals(came.name)
                && nameIsOwn == came.nameIsOwn
                && others.stream().noneMatch(other -> other.nameIsOwn && other.name.equals(name));
        var rated = severity == came.severity
                && severityIsOwn == came.severityIsOwn
                && others.stream().noneMatch(other -> other.severityIsOwn && other.severity == severity);
        var begun = status == came.status && statusIsOwn == came.statusIsOwn;
        var assigned = Objects.equals(assignedTo, came.assignedTo)
                && others.stream().noneMatch(other -> Objects.equals(other.assignedTo, assignedTo));
        var classified = classification == came.classification
                && determination == came.determination
                && others.stream().noneMatch(other -> other.classification == classification);
        var explained = Objects.equals(resolvingComment, came.resolvingComment)
                && others.stream().noneMatch(other -> Objects.equals(other.resolvingComment, resolvingComment));
        return new Decisions(
                named ? before.name : name,
                named ? before.nameIsOwn : nameIsOwn,
                rated ? before.severity : severity,
                rated ? before.severityIsOwn : severityIsOwn,
                begun ? before.status : status,
                begun ? before.statusIsOwn : statusIsOwn,
                assigned ? before.assignedTo : assignedTo,
                assigned ? before.assignedIsOwn : assignedIsOwn,
                classified ? before.classification : classification,
                classified ? before.determination : determination,
                classified ? before.classifiedIsOwn : classifiedIsOwn,
                tagsAreOwn,
                explained ? before.resolvingComment : resolvingComment,
                explained ? before.resolvingCommentIsOwn : resolvingCommentIsOwn);
    }

    void write(TenantHome home, long incident) {
        home.batches()
                .update(
                        """
                        update incident set name = ?, name_is_own = ?, severity = ?, severity_is_own = ?, status = ?,
                            status_is_own = ?, assigned_to = ?, assignee = ?, assigned_is_own = ?,
                            classification = ?, determination = ?, classified_is_own = ?, tags_are_own = ?,
                            resolving_comment = ?, resolving_comment_is_own = ?
                        where id = ?""",
                        name,
                        nameIsOwn,
                        severity.ordinal(),
                        severityIsOwn,
                        status.name(),
                        statusIsOwn,
                        assignedTo,
                        UserName.key(assignedTo),
                        assignedIsOwn,
                        classification.name(),
                        determination.name(),
                        classifiedIsOwn,
                        tagsAreOwn,
                        resolvingComment,
                        resolvingCommentIsOwn,
                        incident);
    }
}
