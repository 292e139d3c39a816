package securitycenter.alerts;

/** How far a piece of evidence is dealt with; where alerts differ, the later constant is what counts. */
public enum RemediationStatus implements GraphWord {
    NONE,
    NOT_FOUND,
    REMEDIATED,
    PREVENTED,
    BLOCKED,
    DECLINED,
    PARTIALLY_REMEDIATED,
    RUNNING,
    PENDING_APPROVAL,
    UNREMEDIATED,
    ACTIVE
}
