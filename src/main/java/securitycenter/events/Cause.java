package securitycenter.events;

/** Why a query was given up. */
public enum Cause {
    CANCELLED,
    TOO_LONG,
    TOO_MUCH_MEMORY,
    TOO_LARGE,

    /** What may be used was used up while it waited. */
    USED_UP,

    /** The product was turned off, the home is being moved, or another instance has the store. */
    AWAY,

    /** The file of the events cannot be read. */
    DAMAGED,

    /** The program ends. */
    INTERRUPTED,
    FAILED
}
