package securitycenter.notifications;

/** Why an attempt to deliver came to nothing. */
enum DeliveryProblem {
    /** It answered, and not with a status between 200 and 299. */
    STATUS,

    /** It wanted us to go somewhere else. */
    REDIRECT,
    TIMEOUT,

    /** Its name leads into a network that is nobody's business here. */
    PRIVATE_ADDRESS,
    UNKNOWN_HOST,

    /** The operator has allowed it once, and does not any more. */
    PLAIN_HTTP,
    TLS,
    UNREACHABLE,

    /** Something that nobody thought of; the log says what. */
    FAILED
}
