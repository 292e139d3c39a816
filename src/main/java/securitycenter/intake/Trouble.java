package securitycenter.intake;

import securitycenter.graph.GraphSilent;

/** Why a source could not be read to its end. */
enum Trouble {
    THROTTLED,
    /** No answer, or an error of Microsoft's own. */
    SILENT,
    UNREADABLE,
    PERMISSION_MISSING,
    /** Microsoft has answered, and the fault is ours. */
    NOT_STORED;

    static Trouble of(GraphSilent.Why why) {
        return switch (why) {
            case THROTTLED -> THROTTLED;
            case TIMEOUT, UNAVAILABLE -> SILENT;
            case UNREADABLE -> UNREADABLE;
        };
    }

    /** For message keys. */
    String word() {
        return switch (this) {
            case THROTTLED -> "throttled";
            case SILENT -> "silent";
            case UNREADABLE -> "unreadable";
            case PERMISSION_MISSING -> "permission-missing";
            case NOT_STORED -> "not-stored";
        };
    }
}
