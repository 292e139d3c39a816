package securitycenter.kql.syntax;

import java.util.ArrayList;
import java.util.List;
import securitycenter.kql.syntax.Operator.Named;
import securitycenter.kql.syntax.Operator.Nested;

/** {@code top-nested} and {@code top-hitters}. */
final class NestedParser {

    private final TokenStream tokens;
    private final ExpressionParser expressions;

    NestedParser(TokenStream tokens, ExpressionParser expressions) {
        this.tokens = tokens;
        this.expressions = expressions;
    }

    Operator topNested(Span span) {
        var levels = new ArrayList<Nested>();
        levels.add(nested());
        while (tokens.accept(",")) {
            tokens.expect("top");
            tokens.expect("-");
            tokens.expect("nested");
            levels.add(nested());
        }
        return new Operator.TopNested(levels, span);
    }

    private Nested nested() {
        var rows = tokens.sees("of") ? null : expressions.expression();
        tokens.expect("of");
        var of = expressions.namedValue();
        Named others = null;
        if (tokens.accept("with")) {
            tokens.expect("others");
            tokens.expect("=");
            others = new Named(List.of(), expressions.expression());
        }
        tokens.expect("by");
        return new Nested(rows, of, others, expressions.namedValue(), OperatorParser.descending(tokens));
    }

    Operator topHitters(Span span) {
        var rows = expressions.expression();
        tokens.expect("of");
        var of = expressions.namedValue();
        return new Operator.TopHitters(rows, of, tokens.accept("by") ? expressions.expression() : null, span);
    }
}
