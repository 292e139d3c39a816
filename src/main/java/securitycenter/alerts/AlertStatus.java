package securitycenter.alerts;

public enum AlertStatus implements GraphWord {
    UNKNOWN,
    NEW,
    IN_PROGRESS,
    RESOLVED
}
