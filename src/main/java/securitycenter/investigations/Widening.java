package securitycenter.investigations;

/** Whether an investigation may go on to the many devices on which it found the same. */
public enum Widening {
    /** There were not that many. */
    NONE,
    WAITS,
    APPROVED,
    REJECTED,
    /** Nobody decided in time, which counts as a refusal. */
    EXPIRED
}
