package securitycenter.casefiles;

import securitycenter.correlation.EntityKind;

/** By what a thing that alerts name can be asked for. */
public enum NamedBy {
    DEVICE_ID(EntityKind.DEVICE_ID),
    DEVICE_ENTRA_ID(EntityKind.DEVICE_ENTRA_ID),
    DEVICE_NAME(EntityKind.DEVICE_NAME),
    ACCOUNT_ID(EntityKind.ACCOUNT_ID),
    ACCOUNT_SID(EntityKind.ACCOUNT_SID),
    ACCOUNT_NAME(EntityKind.ACCOUNT_NAME),
    MAILBOX(EntityKind.MAILBOX),
    MESSAGE(EntityKind.MESSAGE),
    FILE(EntityKind.FILE),
    URL(EntityKind.URL),
    IP(EntityKind.IP);

    private final EntityKind kind;

    NamedBy(EntityKind kind) {
        this.kind = kind;
    }

    EntityKind kind() {
        return kind;
    }
}
