package securitycenter.homes;

/** Whether a data center can take one more home. */
public enum Vacancy {
    FREE,

    /** Less space would be left than the installation keeps free. */
    FULL,

    /** Its storage or its database does not answer. */
    UNREACHABLE,

    /** Its database is of another kind, so that a home could be built there but not copied. */
    OTHER_DATABASE,

    /** This installation has no such data center. */
    NOT_OFFERED
}
