package securitycenter.alerts;

/** How bad, in ascending order. The database holds the ordinal, so that a list can be ordered by it. */
public enum Severity implements GraphWord {
    UNKNOWN,
    INFORMATIONAL,
    LOW,
    MEDIUM,
    HIGH
}
