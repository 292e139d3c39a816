package securitycenter.incidents;

import java.util.Set;

/** What came of the wish to take alerts or incidents apart, or together. */
public sealed interface Regrouped {

    /** @param incident where they are now */
    record Done(long incident) implements Regrouped {}

    record Refused(Set<Obstacle> obstacles) implements Regrouped {}

    /** Why not. */
    enum Obstacle {
        /** There is no such incident, or not any more. */
        MISSING,
        /** One of them is resolved, or became part of another. */
        NOT_OPEN,
        /** They are assigned to different people. */
        OTHER_ASSIGNEE,
        /** They are classified differently. */
        OTHER_CLASSIFICATION,
        /** They have different determinations. */
        OTHER_DETERMINATION,
        /** They have devices in different groups, where an installation keeps those apart. */
        OTHER_DEVICE_GROUP,
        /** Together they would have more alerts, or name more, than an incident may. */
        TOO_LARGE,
        /** Two to five, and no more. */
        WRONG_NUMBER,
        /** An alert is not in that incident by now. */
        ALERT_GONE,
        /** Nothing would be left: that is a merge. */
        NOTHING_LEFT,
        /** It can no longer be undone. */
        TOO_LATE
    }
}
