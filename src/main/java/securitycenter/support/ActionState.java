package securitycenter.support;

import java.util.Locale;

/** How something stands that staff want to do. */
public enum ActionState {
    WAITING_FOR_COLLEAGUE,
    WAITING_FOR_CUSTOMER,
    STARTED,
    REFUSED,
    WITHDRAWN,
    EXPIRED,

    /** When it was to begin, things had changed. */
    NOT_POSSIBLE;

    public boolean isWaiting() {
        return this == WAITING_FOR_COLLEAGUE || this == WAITING_FOR_CUSTOMER;
    }

    /** For message keys. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
