package securitycenter.kql.binding;

import java.util.Collection;
import securitycenter.kql.syntax.KqlException;
import securitycenter.kql.syntax.Nearest;
import securitycenter.kql.syntax.Span;

/** Names that mean nothing. */
final class Unknown {

    private static final int LONGEST = 100;

    private Unknown() {}

    static KqlException column(Span span, String name, Collection<String> known) {
        return new KqlException(
                span, "There is no column " + quoted(name) + " here." + Nearest.didYouMean(name, known));
    }

    static UnknownTable table(Span span, String name, Collection<String> known) {
        return new UnknownTable(span, "There is no table " + quoted(name) + "." + Nearest.didYouMean(name, known));
    }

    static KqlException function(Span span, String name, Collection<String> known) {
        return new KqlException(span, "There is no function " + quoted(name) + "." + Nearest.didYouMean(name, known));
    }

    private static String quoted(String name) {
        return '"' + (name.length() > LONGEST ? name.substring(0, LONGEST) + "…" : name) + '"';
    }
}
