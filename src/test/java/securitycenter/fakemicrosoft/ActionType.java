package securitycenter.fakemicrosoft;

import java.util.Arrays;
import java.util.Optional;

/** What Defender for Endpoint can be asked to do to a computer. */
public enum ActionType {
    ISOLATE("Isolate", "Machine.Isolate"),
    UNISOLATE("Unisolate", "Machine.Isolate"),
    RESTRICT_CODE_EXECUTION("RestrictCodeExecution", "Machine.RestrictExecution"),
    UNRESTRICT_CODE_EXECUTION("UnrestrictCodeExecution", "Machine.RestrictExecution"),
    RUN_ANTIVIRUS_SCAN("RunAntiVirusScan", "Machine.Scan"),
    COLLECT_INVESTIGATION_PACKAGE("CollectInvestigationPackage", "Machine.CollectForensics"),
    STOP_AND_QUARANTINE_FILE("StopAndQuarantineFile", "Machine.StopAndQuarantine"),
    OFFBOARD("Offboard", "Machine.Offboard");

    final String word;
    final String permission;

    ActionType(String word, String permission) {
        this.word = word;
        this.permission = permission;
    }

    static Optional<ActionType> named(String word) {
        return Arrays.stream(values())
                .filter(type -> type.word.equalsIgnoreCase(word))
                .findFirst();
    }

    /** Itself and what takes it back: the two never run at the same time. */
    boolean isAkinTo(ActionType other) {
        return undone() == other.undone();
    }

    private ActionType undone() {
        return switch (this) {
            case UNISOLATE -> ISOLATE;
            case UNRESTRICT_CODE_EXECUTION -> RESTRICT_CODE_EXECUTION;
            default -> this;
        };
    }
}
