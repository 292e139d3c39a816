package securitycenter.graph;

import java.time.Duration;

/**
 * How long a question to Microsoft may take.
 *
 * @param connect until there is a connection
 * @param read until an answer is complete
 * @param waiting for all waits between tries together, when Microsoft asks for patience
 * @param retries at most
 */
record Patience(Duration connect, Duration read, Duration waiting, int retries) {

    /** Somebody looks at a page that does not come. */
    static final Patience OF_A_PERSON =
            new Patience(Duration.ofSeconds(5), Duration.ofSeconds(10), Duration.ofSeconds(3), 2);

    /** Nobody looks, but others want the thread: what takes longer is tried again later. */
    static final Patience OF_A_JOB =
            new Patience(Duration.ofSeconds(5), Duration.ofSeconds(60), Duration.ofSeconds(10), 2);
}
