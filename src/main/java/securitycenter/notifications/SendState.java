package securitycenter.notifications;

/** How far something is that is to leave the house. */
enum SendState {
    WAITING,
    SENT,

    /** The other side said no for good. */
    REFUSED,

    /** It was tried for a day. */
    GIVEN_UP,

    /** Nobody wants it any more. */
    DROPPED
}
