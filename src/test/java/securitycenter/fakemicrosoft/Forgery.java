package securitycenter.fakemicrosoft;

/** What is wrong with the ID token of a person's next sign-in. */
public enum Forgery {
    EXPIRED,
    WRONG_AUDIENCE,
    WRONG_ISSUER,
    ALGORITHM_NONE,
    FOREIGN_KEY,
    WRONG_NONCE,
    TID_OF_ANOTHER_TENANT,
    NO_TID
}
