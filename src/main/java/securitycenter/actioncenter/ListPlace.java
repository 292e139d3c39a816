package securitycenter.actioncenter;

/** Where a page of a list begins. */
sealed interface ListPlace {

    record First() implements ListPlace {}

    record After(ListKey key) implements ListPlace {}

    /** The page ends there. */
    record Before(ListKey key) implements ListPlace {}
}
