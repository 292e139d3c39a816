package securitycenter.incidents;

import java.time.Instant;
import java.util.Comparator;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import securitycenter.alerts.Classification;
import securitycenter.alerts.Determination;
import securitycenter.alerts.IncidentStatus;

/** Alerts that belong together, while a batch is correlated: a row of {@code incident} as far as the correlator needs it. */
final class Group {

    /** What was made first comes first. */
    static final Comparator<Group> BY_AGE =
            Comparator.<Group, Instant>comparing(group -> group.createdAt).thenComparing(group -> group.id);

    final long id;

    /** Microsoft's number of it; null for a group of ours. */
    final @Nullable String sourceId;

    final Instant createdAt;
    final boolean isNew;
    IncidentStatus status;

    @Nullable
    String assignedTo;

    Classification classification;
    Determination determination;
    int alerts;
    int entities;

    /** Microsoft's incident that a group of ours is shown in. */
    @Nullable
    Group shownIn;

    /** What it became part of. */
    @Nullable
    Group mergedInto;

    Group(
            long id,
            @Nullable String sourceId,
            Instant createdAt,
            boolean isNew,
            IncidentStatus status,
            @Nullable String assignedTo,
            Classification classification,
            Determination determination,
            int alerts,
            int entities) {
        this.id = id;
        this.sourceId = sourceId;
        this.createdAt = createdAt;
        this.isNew = isNew;
        this.status = status;
        this.assignedTo = assignedTo;
        this.classification = classification;
        this.determination = determination;
        this.alerts = alerts;
        this.entities = entities;
    }

    static Group started(long id, @Nullable String sourceId, Instant createdAt) {
        return new Group(
                id,
                sourceId,
                createdAt,
                true,
                IncidentStatus.ACTIVE,
                null,
                Classification.UNKNOWN,
                Determination.UNKNOWN,
                0,
                0);
    }

    boolean isMicrosofts() {
        return sourceId != null;
    }

    /** What it is part of by now, or itself. */
    Group current() {
        var group = this;
        while (group.mergedInto != null) {
            group = group.mergedInto;
        }
        return group;
    }

    /** The incident on whose page its alerts are. */
    Group shown() {
        var group = current();
        return group.shownIn == null ? group : group.shownIn.current();
    }

    /** Documented refusals: what people decided differently about two incidents keeps them apart. */
    boolean agreesWith(Group other) {
        return shown().status.isOpen()
                && other.shown().status.isOpen()
                && sameOrEmpty(shown().assignedTo, other.shown().assignedTo)
                && (shown().classification == other.shown().classification
                        || shown().classification == Classification.UNKNOWN
                        || other.shown().classification == Classification.UNKNOWN)
                && (shown().determination == other.shown().determination
                        || shown().determination == Determination.UNKNOWN
                        || other.shown().determination == Determination.UNKNOWN);
    }

    private static boolean sameOrEmpty(@Nullable String one, @Nullable String other) {
        return one == null || other == null || Objects.equals(one, other);
    }
}
