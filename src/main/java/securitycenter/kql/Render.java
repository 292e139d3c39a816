package securitycenter.kql;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import securitycenter.kql.syntax.Expression;
import securitycenter.kql.syntax.KqlException;
import securitycenter.kql.syntax.Operator;
import securitycenter.kql.syntax.Parser;

/**
 * How a query wants its answer drawn.
 *
 * @param kind as the query writes it
 */
public record Render(String kind, Map<String, String> options) {

    /** Of what is asked last; a text that cannot be read wants nothing. */
    public static Optional<Render> of(String text) {
        try {
            return Parser.parse(text).asked() instanceof Expression.Pipe(var _, var operators, var _)
                            && !operators.isEmpty()
                            && operators.getLast() instanceof Operator.Render(var kind, var options, var _)
                    ? Optional.of(of(kind, options))
                    : Optional.empty();
        } catch (KqlException unreadable) {
            return Optional.empty();
        }
    }

    private static Render of(String kind, Operator.Options options) {
        var words = new LinkedHashMap<String, String>();
        options.all().forEach((name, option) -> words.put(name, option.value()));
        return new Render(kind, words);
    }
}
