package securitycenter.graph;

import org.jspecify.annotations.Nullable;

/** Microsoft gave no answer that can be used. Nothing is known of the question; asking again later may help. */
public class GraphSilent extends RuntimeException {

    public enum Why {
        /** No answer within the time we wait. */
        TIMEOUT,
        /** Too many requests, and the wait asked for is longer than a person waits. */
        THROTTLED,
        /** Not reachable, or an error of Microsoft's own, or our credentials are refused. */
        UNAVAILABLE,
        /** An answer that is not what Graph documents. */
        UNREADABLE
    }

    private final Why why;

    GraphSilent(Why why, String what, @Nullable Throwable cause) {
        super(what, cause);
        this.why = why;
    }

    GraphSilent(Why why, String what) {
        this(why, what, null);
    }

    public Why why() {
        return why;
    }
}
