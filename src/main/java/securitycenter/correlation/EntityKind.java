package securitycenter.correlation;

import org.jspecify.annotations.Nullable;

/** By what an alert's evidence can be recognized in another alert. */
public enum EntityKind {
    DEVICE_ID,
    DEVICE_ENTRA_ID,
    DEVICE_NAME,
    ACCOUNT_ID,
    ACCOUNT_SID,
    ACCOUNT_NAME,
    MAILBOX,
    MESSAGE,
    SENDER_SUBJECT,
    FILE,
    PROCESS,
    URL,
    IP,
    INVESTIGATION,

    /** Somebody who was sent a mail that an alert is about. */
    RECIPIENT,

    /** An account that did something. */
    ACTIVE_ACCOUNT,

    /** Into which an organization puts devices. It links nothing, but different ones may keep incidents apart. */
    DEVICE_GROUP,

    /** Evidence that links nothing. */
    OTHER;

    /** The kind that an event sequence leads to or comes from; null where there is none. */
    @Nullable
    EntityKind counterpart() {
        return switch (this) {
            case RECIPIENT -> ACTIVE_ACCOUNT;
            case ACTIVE_ACCOUNT -> RECIPIENT;
            default -> null;
        };
    }
}
