package securitycenter.kql.binding;

import java.util.Collection;
import securitycenter.kql.binding.UnknownName.Of;
import securitycenter.kql.syntax.KqlException;
import securitycenter.kql.syntax.Nearest;
import securitycenter.kql.syntax.Span;

/** Names that mean nothing. */
final class Unknown {

    private static final int LONGEST = 100;

    private Unknown() {}

    static KqlException column(Span span, String name, Collection<String> known) {
        return unknown(Of.COLUMN, span, name, "There is no column %s here.", known);
    }

    static KqlException table(Span span, String name, Collection<String> known) {
        return unknown(Of.TABLE, span, name, "There is no table %s.", known);
    }

    static KqlException function(Span span, String name, Collection<String> known) {
        return unknown(Of.FUNCTION, span, name, "There is no function %s.", known);
    }

    private static KqlException unknown(Of what, Span span, String name, String says, Collection<String> known) {
        return new UnknownName(what, name, span, says.formatted(quoted(name)) + Nearest.didYouMean(name, known));
    }

    private static String quoted(String name) {
        return '"' + (name.length() > LONGEST ? name.substring(0, LONGEST) + "…" : name) + '"';
    }
}
