package securitycenter.correlation;

import static java.util.Objects.requireNonNullElse;

import java.time.Instant;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import securitycenter.alerts.IncidentStatus;

/** Alerts that belong together, while a batch is correlated: a row of {@code incident} as far as the correlator needs it. */
public final class Group {

    /** What was made first comes first. */
    static final Comparator<Group> BY_AGE =
            Comparator.<Group, Instant>comparing(group -> group.createdAt).thenComparing(group -> group.id);

    /** Microsoft counts its incidents, so the oldest has the lowest number; who reads which first does not matter. */
    private static final Comparator<Group> BY_NUMBER = Comparator.<Group, String>comparing(
                    group -> requireNonNullElse(group.sourceId, ""), Comparator.comparingInt(String::length))
            .thenComparing(group -> requireNonNullElse(group.sourceId, ""));

    /** Microsoft redirects an incident that was redirected to, but not in a circle. */
    private static final int MOST_HOPS = 10;

    private final long id;
    private final @Nullable String sourceId;
    private final Instant createdAt;
    private final boolean isNew;
    private final Set<Long> parts = new HashSet<>();
    private final Set<Long> keptFrom = new HashSet<>();

    /** Of the devices that its alerts name, where different ones keep incidents apart. */
    private final Set<String> deviceGroups = new HashSet<>();

    private Decided decided;
    private int alerts;
    private int entities;

    /** Microsoft's incident that a group of ours is shown in. */
    private @Nullable Group shownIn;

    /** What it became part of. */
    private @Nullable Group mergedInto;

    private Group(
            long id,
            @Nullable String sourceId,
            Instant createdAt,
            boolean isNew,
            Decided decided,
            int alerts,
            int entities) {
        this.id = id;
        this.sourceId = sourceId;
        this.createdAt = createdAt;
        this.isNew = isNew;
        this.decided = decided;
        this.alerts = alerts;
        this.entities = entities;
        parts.add(id);
    }

    /** @param sourceId Microsoft's number of it; null for a group of ours */
    public static Group started(long id, @Nullable String sourceId, Instant createdAt) {
        return new Group(id, sourceId, createdAt, true, Decided.NOTHING, 0, 0);
    }

    /**
     * @param sourceId Microsoft's number of it; null for a group of ours
     * @param alerts all that are shown in it; of a group that is shown in another, its own
     * @param entities likewise
     */
    public static Group known(
            long id, @Nullable String sourceId, Instant createdAt, Decided decided, int alerts, int entities) {
        return new Group(id, sourceId, createdAt, false, decided, alerts, entities);
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
        return decided.status().isOpen();
    }

    /** Alerts can join it from now on. */
    public void reopen(IncidentStatus status) {
        decided = decided.withStatus(status);
    }

    boolean isMicrosofts() {
        return sourceId != null;
    }

    /** It is shown there already. */
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

    /** A person took them apart, so no rule joins them. */
    public void keepFrom(long other) {
        keptFrom.add(other);
    }

    public void nameDeviceGroup(String name) {
        deviceGroups.add(name);
        shown().deviceGroups.add(name);
    }

    /** None goes with all. */
    boolean goesWithDevicesOf(Set<String> others) {
        var mine = shown().deviceGroups;
        return mine.isEmpty() || others.isEmpty() || mine.equals(others);
    }

    /** Documented refusals: what people decided differently about two incidents keeps them apart. */
    boolean agreesWith(Group other) {
        var mine = shown();
        var others = other.shown();
        return mine.isOpen()
                && others.isOpen()
                && mine.decided.agreesWith(others.decided)
                && mine.goesWithDevicesOf(others.deviceGroups)
                && Collections.disjoint(mine.keptFrom, others.parts)
                && Collections.disjoint(others.keptFrom, mine.parts);
    }

    boolean hasRoom(int moreAlerts, int moreEntities, CorrelationSettings settings) {
        return shown().alerts + moreAlerts <= settings.mostAlerts()
                && shown().entities + moreEntities <= settings.mostEntities();
    }

    boolean hasRoomFor(Group other, CorrelationSettings settings) {
        return hasRoom(other.alerts, other.entities, settings);
    }

    void addAlert() {
        grow(1, 0);
    }

    /** Microsoft placed it elsewhere. */
    public void loseAlert() {
        grow(-1, 0);
    }

    void addEntity() {
        grow(0, 1);
    }

    private void grow(int moreAlerts, int moreEntities) {
        alerts += moreAlerts;
        entities += moreEntities;
        var shown = shown();
        if (shown != this) {
            shown.alerts += moreAlerts;
            shown.entities += moreEntities;
        }
    }

    /** Whether that one of Microsoft's is older than the one in which this is shown, if it is. */
    boolean wouldRatherBeShownIn(Group microsofts) {
        return shownIn == null || BY_NUMBER.compare(microsofts, shownIn.current()) < 0;
    }

    /** Shows it in an incident of Microsoft's, with all that was decided about it. */
    void moveTo(Group microsofts) {
        if (shownIn != null) {
            shown().alerts -= alerts;
            shown().entities -= entities;
        }
        shownIn = microsofts;
        microsofts.alerts += alerts;
        microsofts.entities += entities;
        microsofts.takeOver(this);
    }

    void becomePartOf(Group older) {
        if (shownIn != null) {
            shown().alerts -= alerts;
            shown().entities -= entities;
        }
        mergedInto = older;
        older.grow(alerts, entities);
        older.shown().takeOver(this);
        older.deviceGroups.addAll(deviceGroups);
    }

    private void takeOver(Group other) {
        // What was decided about it before it was shown elsewhere has been taken over then.
        if (other.decided.status() != IncidentStatus.REDIRECTED) {
            decided = decided.or(other.decided);
        }
        parts.addAll(other.parts);
        keptFrom.addAll(other.keptFrom);
        deviceGroups.addAll(other.deviceGroups);
    }

    @Nullable
    Group shownIn() {
        return shownIn;
    }
}
