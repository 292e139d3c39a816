package securitycenter.fakemicrosoft;

/** What is wrong with the query options of a request. */
final class UnreadableQuery extends Exception {

    UnreadableQuery(String message) {
        super(message);
    }
}
