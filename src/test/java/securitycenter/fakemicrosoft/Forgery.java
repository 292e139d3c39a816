package securitycenter.fakemicrosoft;

/** What is wrong with the ID token of a person's next sign-in. */
public enum Forgery {
    EXPIRED,
    WRONG_AUDIENCE,
    WRONG_ISSUER,
    ALGORITHM_NONE,
    FOREIGN_KEY,

    /** Signed with a key that is not published. */
    UNKNOWN_KEY,

    /** Signed with a published key that signs for one other tenant only. */
    KEY_OF_ANOTHER_TENANT,
    WRONG_NONCE,
    TID_OF_ANOTHER_TENANT,
    NO_TID
}
