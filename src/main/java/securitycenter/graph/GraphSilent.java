package securitycenter.graph;

import java.time.Duration;
import java.util.Optional;
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
    private final @Nullable Duration retryAfter;

    private GraphSilent(Why why, String what, @Nullable Throwable cause, @Nullable Duration retryAfter) {
        super(what, cause);
        this.why = why;
        this.retryAfter = retryAfter;
    }

    GraphSilent(Why why, String what, @Nullable Throwable cause) {
        this(why, what, cause, null);
    }

    GraphSilent(Why why, String what) {
        this(why, what, null, null);
    }

    static GraphSilent after(Answer answer, String what) {
        return new GraphSilent(answer.why(), what, null, answer.retryAfter().orElse(null));
    }

    public Why why() {
        return why;
    }

    /** How long Microsoft asks to be left alone; empty when it does not say. */
    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }
}
