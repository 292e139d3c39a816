package securitycenter.kql.syntax;

/** What follows a {@code |} names no operator. */
public final class UnknownOperator extends KqlException {

    private final String name;

    UnknownOperator(Span span, String name) {
        super(span, "There is no operator \"" + name + "\".");
        this.name = name;
    }

    public String name() {
        return name;
    }
}
