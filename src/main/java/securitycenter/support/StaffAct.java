package securitycenter.support;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What support staff can do to a tenant. */
public enum StaffAct {
    /** Turn the product on. */
    PROVISION,

    /** Take the steps once more through an open home. */
    REPAIR,

    /** Turn the product off; the data waits. */
    DEPROVISION,

    /** Delete the data that waits. */
    PURGE,

    /** Take the home with its data to another data center. */
    MOVE,

    /** Delete the home that a move has left behind. */
    CLEAR,

    /** Delete everything and begin anew. */
    CLEAN;

    /** The name of the tenant has to be typed. */
    public boolean takesAway() {
        return this == DEPROVISION || this == PURGE || this == CLEAR || this == CLEAN;
    }

    /** A second of the staff has to agree where the operator wants it so. */
    boolean isForTwo() {
        return this == DEPROVISION || this == PURGE || this == CLEAN;
    }

    boolean goesSomewhere() {
        return this == MOVE || this == CLEAR;
    }

    /** For addresses and message keys. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<StaffAct> ofWord(String word) {
        return Arrays.stream(values()).filter(act -> act.word().equals(word)).findFirst();
    }
}
