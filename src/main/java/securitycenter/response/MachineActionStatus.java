package securitycenter.response;

import securitycenter.alerts.GraphWord;

/** How far a machine action is, in the words of Defender for Endpoint. */
public enum MachineActionStatus implements GraphWord {
    PENDING,
    IN_PROGRESS,
    SUCCEEDED,
    FAILED,
    TIME_OUT,
    CANCELLED
}
