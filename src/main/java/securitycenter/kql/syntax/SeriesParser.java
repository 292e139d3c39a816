package securitycenter.kql.syntax;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import securitycenter.kql.syntax.Operator.Named;
import securitycenter.kql.syntax.Operator.Series;

/** {@code make-series}. */
final class SeriesParser {

    private static final Set<String> SERIES = Set.of("kind");

    private final TokenStream tokens;
    private final ExpressionParser expressions;

    SeriesParser(TokenStream tokens, ExpressionParser expressions) {
        this.tokens = tokens;
        this.expressions = expressions;
    }

    Operator makeSeries(Span span) {
        var how = new OptionParser(tokens, expressions).options(SERIES);
        var series = new ArrayList<Series>();
        do {
            var aggregate = expressions.namedValue();
            Expression missing = null;
            if (tokens.accept("default")) {
                tokens.expect("=");
                missing = expressions.expression();
            }
            series.add(new Series(aggregate, missing));
        } while (tokens.accept(","));
        tokens.expect("on");
        var axis = expressions.expression();
        if (tokens.accept("in")) {
            return inRange(how, series, axis, span);
        }
        var from = tokens.accept("from") ? expressions.expression() : null;
        var to = tokens.accept("to") ? expressions.expression() : null;
        tokens.expect("step");
        var step = expressions.expression();
        return new Operator.MakeSeries(how, series, axis, from, to, step, by(), span);
    }

    /** The former spelling: {@code in range(from, to, step)}. */
    private Operator inRange(Operator.Options how, List<Series> series, Expression axis, Span span) {
        tokens.expect("range");
        tokens.expect("(");
        var from = expressions.expression();
        tokens.expect(",");
        var to = expressions.expression();
        tokens.expect(",");
        var step = expressions.expression();
        tokens.expect(")");
        return new Operator.MakeSeries(how, series, axis, from, to, step, by(), span);
    }

    private List<Named> by() {
        return tokens.accept("by") ? expressions.namedList() : List.of();
    }
}
