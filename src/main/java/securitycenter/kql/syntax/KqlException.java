package securitycenter.kql.syntax;

import org.jspecify.annotations.Nullable;

/** The query is at fault; never thrown for a fault of ours. */
public class KqlException extends RuntimeException {

    private final Span span;
    private final String problem;
    private @Nullable Span operator;

    public KqlException(Span span, String problem) {
        super(problem, null, false, false);
        this.span = span;
        this.problem = problem;
    }

    public Span span() {
        return span;
    }

    /** For people, in one sentence. */
    public String problem() {
        return problem;
    }

    /** The name of the step that it is in; null outside of any. */
    public @Nullable Span operator() {
        return operator;
    }

    /** The inmost step that says so is the one. */
    public KqlException in(Span step) {
        if (operator == null) {
            operator = step;
        }
        return this;
    }
}
