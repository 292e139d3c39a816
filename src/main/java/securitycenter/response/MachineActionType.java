package securitycenter.response;

import securitycenter.alerts.GraphWord;

/** How Defender for Endpoint calls what is done to a device. */
public enum MachineActionType implements GraphWord {
    ISOLATE,
    UNISOLATE,
    RESTRICT_CODE_EXECUTION,
    UNRESTRICT_CODE_EXECUTION,
    RUN_ANTI_VIRUS_SCAN,
    COLLECT_INVESTIGATION_PACKAGE,
    OFFBOARD,
    STOP_AND_QUARANTINE_FILE;

    /** @throws IllegalStateException for what is no machine action */
    static MachineActionType of(ActionType type, boolean isUndo) {
        return GraphWord.find(MachineActionType.class, Calls.machineActionType(type, isUndo))
                .orElseThrow(() -> new IllegalStateException(type + " is no machine action"));
    }
}
