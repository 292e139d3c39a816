package securitycenter.investigations;

/** What an entity has to do with another. */
public enum Linked {
    /** It is that file: the image of a process, the program of a service. */
    IS,
    /** A mail in which that is. */
    CONTAINS,
    STARTED_BY,
    MADE_BY,
    /** It sees to it that that runs. */
    STARTS;

    /** Whether it is as bad as that, and not only suspect because of it. */
    public boolean inherits() {
        return this == IS || this == CONTAINS;
    }
}
