package securitycenter.investigations;

/** How an investigation came to a thing. */
public enum FoundBy {
    ALERT,
    /** It looked around what the alert names. */
    EVENTS,
    /** It looked where else the same is. */
    WIDENING
}
