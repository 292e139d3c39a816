package securitycenter.alerts;

public enum IncidentStatus implements GraphWord {
    ACTIVE,
    IN_PROGRESS,
    /** Waits for somebody at Microsoft. */
    AWAITING_ACTION,
    RESOLVED,
    /** Became part of another. */
    REDIRECTED;

    /** Whether alerts can still join it. */
    public boolean isOpen() {
        return this != RESOLVED && this != REDIRECTED;
    }
}
