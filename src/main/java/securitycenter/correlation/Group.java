package securitycenter.correlation;

import java.time.Instant;
import java.util.Comparator;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import securitycenter.alerts.Classification;
import securitycenter.alerts.Determination;
import securitycenter.alerts.IncidentStatus;

/** Alerts that belong together, while a batch is correlated: a row of {@code incident} as far as the correlator needs it. */
public final class Group {

    /** What was made first comes first. */
    static final Comparator<Group> BY_AGE =
            Comparator.<Group, Instant>comparing(group -> group.createdAt).thenComparing(group -> group.id);

    /** Microsoft redirects an incident that was redirected to, but not in a circle. */
    private static final int MOST_HOPS = 10;

    private final long id;
    private final @Nullable String sourceId;
    private final Instant createdAt;
    private final boolean isNew;
    private final IncidentStatus status;
    private final @Nullable String assignedTo;
    private final Classification classification;
    private final Determination determination;
    int alerts;
    int entities;

    /** Microsoft's incident that a group of ours is shown in. */
    @Nullable
    Group shownIn;

    /** What it became part of. */
    @Nullable
    Group mergedInto;

    private Group(
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

    /** @param sourceId Microsoft's number of it; null for a group of ours */
    public static Group started(long id, @Nullable String sourceId, Instant createdAt) {
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

    /** @param sourceId Microsoft's number of it; null for a group of ours */
    public static Group known(
            long id,
            @Nullable String sourceId,
            Instant createdAt,
            IncidentStatus status,
            @Nullable String assignedTo,
            Classification classification,
            Determination determination,
            int alerts,
            int entities) {
        return new Group(
                id, sourceId, createdAt, false, status, assignedTo, classification, determination, alerts, entities);
    }

    public long id() {
        return id;
    }

    public @Nullable String sourceId() {
        return sourceId;
    }

    public Instant createdAt() {
        return createdAt;
    }

    /** Made by this batch. */
    public boolean isNew() {
        return isNew;
    }

    /** This batch made it part of another. */
    public boolean isMerged() {
        return mergedInto != null;
    }

    /** Whether alerts can join it. */
    public boolean isOpen() {
        return status.isOpen();
    }

    boolean isMicrosofts() {
        return sourceId != null;
    }

    public void showIn(Group microsofts) {
        shownIn = microsofts;
    }

    /** What it is part of by now, or itself. */
    public Group current() {
        var group = this;
        while (group.mergedInto != null) {
            group = group.mergedInto;
        }
        return group;
    }

    /** The incident on whose page its alerts are. */
    public Group shown() {
        var group = current();
        for (int hops = 0; group.shownIn != null && hops < MOST_HOPS; hops++) {
            group = group.shownIn.current();
        }
        return group;
    }

    /** Documented refusals: what people decided differently about two incidents keeps them apart. */
    boolean agreesWith(Group other) {
        return shown().isOpen()
                && other.shown().isOpen()
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
