package securitycenter.kql.binding;

import securitycenter.kql.syntax.KqlException;
import securitycenter.kql.syntax.Span;

/** A table that is none, which a union may be told to do without. */
final class UnknownTable extends KqlException {

    UnknownTable(Span span, String problem) {
        super(span, problem);
    }
}
