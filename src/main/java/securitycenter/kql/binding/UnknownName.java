package securitycenter.kql.binding;

import securitycenter.kql.syntax.KqlException;
import securitycenter.kql.syntax.Span;

/** A name that means nothing where it stands. */
public final class UnknownName extends KqlException {

    /** What it would have to be the name of. */
    public enum Of {
        COLUMN,
        TABLE,
        FUNCTION
    }

    private final Of what;
    private final String name;

    UnknownName(Of what, String name, Span span, String problem) {
        super(span, problem);
        this.what = what;
        this.name = name;
    }

    public Of what() {
        return what;
    }

    public String name() {
        return name;
    }
}
