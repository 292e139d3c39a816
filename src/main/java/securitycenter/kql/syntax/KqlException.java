package securitycenter.kql.syntax;

/** The query is at fault; never thrown for a fault of ours. */
public class KqlException extends RuntimeException {

    private final Span span;
    private final String problem;

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
}
