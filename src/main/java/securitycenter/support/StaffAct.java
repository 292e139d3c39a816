package securitycenter.support;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What support staff can do to a tenant. */
public enum StaffAct {
    /** Say where the data of a tenant without a home will live. */
    LOCATION,

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

    /** The page asks for the place. A former home is where it is. */
    public boolean asksWhere() {
        return this == LOCATION || this == MOVE;
    }

    /** The name of the tenant has to be typed. */
    public boolean takesAway() {
        return this == DEPROVISION || this == PURGE || this == CLEAR || this == CLEAN;
    }

    /** A second of the staff has to agree where the operator wants it so. */
    boolean isForTwo() {
        return this == DEPROVISION || this == PURGE || this == CLEAN;
    }

    /** It is about a data center that staff choose. */
    boolean choosesPlace() {
        return this == LOCATION || this == MOVE || this == CLEAR;
    }

    /** It cannot be done without one. Where the data will live, the rules propose when nobody says otherwise. */
    public boolean needsPlace() {
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
