package securitycenter.queues;

import java.util.List;

/**
 * Two ways to what is sought.
 *
 * @param pool as few rows as an index can tell, among which are all that are sought
 * @param unmetByPool what else these must fulfill
 * @param inOrder all that are sought and others, in the order of the list
 * @param unmetInOrder what else these must fulfill
 */
record Plan(Pool pool, Conditions unmetByPool, List<Stretch> inOrder, Conditions unmetInOrder) {

    sealed interface Pool {

        record Along(List<Stretch> stretches) implements Pool {}

        /** @param ids a query for at most one more than are looked at, whose column is called chosen */
        record Chosen(String ids, List<Object> values) implements Pool {}
    }

    /** When the index serves all of it. */
    boolean isServed() {
        return unmetInOrder.isEmpty();
    }
}
