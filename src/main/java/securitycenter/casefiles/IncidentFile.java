package securitycenter.casefiles;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import securitycenter.alerts.Alert;
import securitycenter.alerts.AlertStatus;
import securitycenter.alerts.Classification;
import securitycenter.alerts.Determination;
import securitycenter.alerts.Evidence;
import securitycenter.alerts.EvidenceKind;
import securitycenter.alerts.IncidentStatus;
import securitycenter.alerts.InvestigationState;
import securitycenter.alerts.RemediationStatus;
import securitycenter.alerts.ServiceSource;
import securitycenter.alerts.Severity;
import securitycenter.alerts.Verdict;
import securitycenter.incidents.Reason;

/**
 * All that an incident's own row says.
 *
 * @param sourceId Microsoft's number of it; null for one of ours
 * @param nameIsOwn a person called it so, in whatever language
 * @param severityIsOwn a person decided on it, so that it does not follow the alerts
 * @param redirectTo what it became part of
 * @param tags of people
 * @param systemTags of Microsoft
 */
public record IncidentFile(
        long id,
        @Nullable String sourceId,
        String name,
        boolean nameIsOwn,
        Severity severity,
        boolean severityIsOwn,
        IncidentStatus status,
        @Nullable Long redirectTo,
        @Nullable String assignedTo,
        Classification classification,
        Determination determination,
        List<String> tags,
        List<String> systemTags,
        @Nullable String resolvingComment,
        Instant createdAt,
        Instant changedAt,
        @Nullable Instant resolvedAt,
        Instant firstAt,
        Instant lastAt,
        int alerts,
        int activeAlerts,
        int entities,
        int devices,
        int users,
        int mailboxes,
        List<String> categories,
        List<ServiceSource> sources,
        int version) {

    /** What services and rules call something is English; null for what nobody knows. */
    public @Nullable String nameLanguage() {
        return nameIsOwn ? null : "en";
    }

    public boolean isOpen() {
        return status.isOpen();
    }

    /**
     * One alert, without what its source wrote.
     *
     * @param links why it is where it is; none where nobody linked it
     * @param impacted devices, users and mailboxes that it names
     */
    public record AlertLine(
            long id,
            String sourceId,
            long incident,
            boolean placedByPerson,
            List<Reason> links,
            String title,
            Severity severity,
            AlertStatus status,
            ServiceSource source,
            @Nullable String detectionSource,
            @Nullable String category,
            List<String> techniques,
            @Nullable String threat,
            @Nullable String assignedTo,
            Classification classification,
            Determination determination,
            @Nullable String investigationId,
            InvestigationState investigationState,
            Instant createdAt,
            Instant changedAt,
            @Nullable Instant resolvedAt,
            Instant firstAt,
            Instant lastAt,
            int version,
            List<Named> impacted) {

        AlertLine impacting(List<Named> impacted) {
            return new AlertLine(
                    id,
                    sourceId,
                    incident,
                    placedByPerson,
                    links,
                    title,
                    severity,
                    status,
                    source,
                    detectionSource,
                    category,
                    techniques,
                    threat,
                    assignedTo,
                    classification,
                    determination,
                    investigationId,
                    investigationState,
                    createdAt,
                    changedAt,
                    resolvedAt,
                    firstAt,
                    lastAt,
                    version,
                    impacted);
        }
    }

    /** Something that an alert names, and as what. */
    public record Named(UUID id, EvidenceKind kind, String name) {}

    /** An alert and all that it names. */
    public record Relation(AlertLine alert, List<EntityLine> names) {}

    /**
     * One alert with all that its source wrote.
     *
     * @param told null when it cannot be read any more
     * @param evidence each piece with the entity that it is about
     */
    public record AlertFile(
            AlertLine line, String body, @Nullable Alert told, List<Piece> evidence) {}

    /** @param entity null when nothing names it */
    public record Piece(Evidence evidence, @Nullable UUID entity) {}

    /**
     * Something that the incident's alerts name, under all its names together.
     *
     * @param alerts how many
     * @param verdict the worst
     * @param rank the order of lists, the highest first
     */
    public record EntityLine(
            UUID id,
            EvidenceKind kind,
            String name,
            Instant firstAt,
            Instant lastAt,
            int alerts,
            Verdict verdict,
            RemediationStatus remediation,
            long rank) {}

    /** How many things of one kind are dealt with that far. */
    public record Count(EvidenceKind kind, RemediationStatus remediation, int things) {}

    /** How many alerts of one tactic there are, and how many are not resolved. */
    public record Tactic(@Nullable String category, int alerts, int active) {}

    /**
     * What one automated investigation has come to.
     *
     * @param id null where its source does not say which it is
     * @param alert whose investigation it is then
     * @param title of the alert, or of one of several
     */
    public record Investigation(
            @Nullable String id,
            @Nullable Long alert,
            String title,
            InvestigationState state,
            int alerts,
            Instant firstAt,
            Instant changedAt) {}

    /**
     * What was done, changed or said.
     *
     * @param comment what was said; null for everything else
     */
    public record Entry(
            String source,
            long id,
            Instant at,
            @Nullable String actor,
            String kind,
            @Nullable Long alert,
            @Nullable String field,
            @Nullable String old,
            @Nullable String now,
            @Nullable String reason,
            @Nullable String comment,
            @Nullable Instant editedAt) {}

    /**
     * What is said of an incident as a whole.
     *
     * @param description Microsoft's, as {@code summary} and {@code modifiedBy} are
     * @param ownSummary written here
     */
    public record Told(
            @Nullable String description,
            @Nullable String summary,
            @Nullable String modifiedBy,
            @Nullable String ownSummary) {

        public boolean isMicrosofts() {
            return description != null || summary != null || modifiedBy != null;
        }
    }

    /**
     * What was said of an incident that is part of another by now.
     *
     * @param nameLanguage null where nobody knows it
     * @param description Microsoft's, as {@code summary} is
     */
    public record Part(
            long id,
            String name,
            @Nullable String nameLanguage,
            @Nullable String description,
            @Nullable String summary,
            @Nullable String ownSummary,
            @Nullable String resolvingComment) {

        public boolean isDescribed() {
            return description != null || summary != null || ownSummary != null || resolvingComment != null;
        }
    }

    /** An incident that became part of another. */
    public record Merge(
            long id,
            long source,
            long target,
            Instant at,
            @Nullable String actor,
            String reason,
            @Nullable Instant undoUntil,
            @Nullable Instant undoneAt) {

        public boolean canBeUndone(Instant now) {
            return undoneAt == null && undoUntil != null && now.isBefore(undoUntil);
        }
    }

    /**
     * An open incident that names something of the same.
     *
     * @param nameLanguage null where nobody knows it
     */
    public record Related(
            long id,
            String name,
            @Nullable String nameLanguage,
            Severity severity,
            IncidentStatus status,
            int shared,
            String example,
            Apart why) {}

    /** Why two incidents that name the same were not joined. */
    public enum Apart {
        KEPT_APART,
        MICROSOFTS,
        NOT_OPEN,
        OTHER_ASSIGNEE,
        OTHER_FINDING,
        OTHER_DEVICE_GROUP,
        FULL,
        TOO_FAR
    }

    /** Some of a list, and where the rest begins. */
    public record Page<T>(List<T> rows, @Nullable String next) {

        static final int LENGTH = 50;

        /** @param found as many as a page has at most, and one more where there are more */
        static <T> Page<T> of(List<T> found, Function<T, String> key, int most) {
            return found.size() <= most
                    ? new Page<>(found, null)
                    : new Page<>(found.subList(0, most), key.apply(found.get(most - 1)));
        }
    }
}
