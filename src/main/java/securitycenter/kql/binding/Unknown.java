package securitycenter.kql.binding;

import java.util.Collection;
import securitycenter.kql.syntax.KqlException;
import securitycenter.kql.syntax.Nearest;
import securitycenter.kql.syntax.Span;

/** Names that mean nothing. */
final class Unknown {

    private Unknown() {}

    static KqlException column(Span span, String name, Collection<String> known) {
        return new KqlException(span, "There is no column \"" + name + "\" here." + Nearest.didYouMean(name, known));
    }

    static UnknownTable table(Span span, String name, Collection<String> known) {
        return new UnknownTable(span, "There is no table \"" + name + "\"." + Nearest.didYouMean(name, known));
    }

    static KqlException function(Span span, String name, Collection<String> known) {
        return new KqlException(span, "There is no function \"" + name + "\"." + Nearest.didYouMean(name, known));
    }
}
