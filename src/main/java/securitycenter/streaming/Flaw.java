package securitycenter.streaming;

/** Why a record could not be taken in. */
enum Flaw {
    NOT_JSON,
    NO_RECORD,
    NO_TENANT,
    NO_CATEGORY,

    /** Told by a newer Microsoft than we know. It is counted, and kept for a day. */
    UNKNOWN_TABLE,

    /** Its service has a new name, or none. It may be one that the tenant wants. */
    UNKNOWN_SERVICE,
    NO_PROPERTIES,
    NO_TIME,
    TOO_LONG,

    /** It could be read, but our own store refused it. */
    NOT_STORED
}
