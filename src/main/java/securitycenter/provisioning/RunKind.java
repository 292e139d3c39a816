package securitycenter.provisioning;

/** What a run is for. */
public enum RunKind {
    /** Builds a home, or opens again one that waits. */
    BUILD,

    /** Takes the steps once more through an open home, which stays open and keeps its data. */
    REPAIR,

    /** Deletes all that there is of a tenant. */
    REMOVE,

    /** Deletes all that there is of a tenant and builds its home anew in the same place. */
    CLEAN,

    /** Takes a home with its data to another data center. */
    MOVE,

    /** Deletes a home that a move has left behind. */
    CLEAR;

    /** People work on while it is under way. */
    public boolean leavesTheProductOn() {
        return this == REPAIR || this == MOVE || this == CLEAR;
    }
}
