package securitycenter.rights;

import org.jspecify.annotations.Nullable;

/** Whether a person may decide about actions of a kind. */
public sealed interface Right {

    record May() implements Right {}

    record MayNot(Why why) implements Right {}

    /** Microsoft does not say which roles the person has; until it does, they may not. */
    record CouldNotCheck() implements Right {}

    enum Why {
        GUEST,
        /** Neither of the roles, nor on the list of those who have the permission in Defender for Endpoint. */
        ROLE_MISSING,
        /** Security Administrator, and not on the list of those who have Search and Purge. */
        SEARCH_AND_PURGE_MISSING,
        /** The session has a role that Microsoft does not know of any more. */
        ROLE_LOST
    }

    /** The last part of the key of the reason; null where they may. */
    default @Nullable String whyNot() {
        return switch (this) {
            case May _ -> null;
            case MayNot(var why) -> why.name();
            case CouldNotCheck _ -> "COULD_NOT_CHECK";
        };
    }

    default boolean may() {
        return this instanceof May;
    }
}
