package securitycenter.provisioning;

import java.util.Locale;

/** What a move does beside building the new home, in this order. */
enum MovePart {
    /** Looks whether the new place will do, and brings the old home up to date, so that both are built alike. */
    PREPARE,

    /** The old home can be read and no longer changed. */
    FREEZE,

    COPY,

    /** Counts and checksums of every table. */
    COMPARE,

    /** From one moment to the next the tenant lives in the new home. */
    SWITCH;

    /** Its name as a step of a run. */
    String step() {
        return "move-" + name().toLowerCase(Locale.ROOT);
    }

    static MovePart ofStep(String step) {
        return valueOf(step.substring("move-".length()).toUpperCase(Locale.ROOT));
    }
}
