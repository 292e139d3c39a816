package securitycenter.response;

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

    default boolean may() {
        return this instanceof May;
    }
}
