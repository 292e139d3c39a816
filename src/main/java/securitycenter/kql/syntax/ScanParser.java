package securitycenter.kql.syntax;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import securitycenter.kql.syntax.Expression.TypedName;
import securitycenter.kql.syntax.Operator.Named;
import securitycenter.kql.syntax.Operator.Ordering;
import securitycenter.kql.syntax.Operator.Shown;
import securitycenter.kql.syntax.Operator.Step;

/** {@code scan}: steps of a sequence that rows match, one after the other. */
final class ScanParser {

    private static final Set<String> OPTIONS = Set.of("with_match_id", "kind");

    private final TokenStream tokens;
    private final ExpressionParser expressions;
    private final Supplier<List<Ordering>> orderings;
    private final NameParser names;
    private final OptionParser options;

    ScanParser(TokenStream tokens, ExpressionParser expressions, Supplier<List<Ordering>> orderings) {
        this.tokens = tokens;
        this.expressions = expressions;
        this.orderings = orderings;
        this.names = new NameParser(tokens);
        this.options = new OptionParser(tokens, expressions);
    }

    Operator scan(Span span) {
        var how = options.options(OPTIONS);
        var order = tokens.accept("order") ? orderings.get() : List.<Ordering>of();
        var parts = tokens.accept("partition") ? parts() : List.<Expression>of();
        var declared = tokens.accept("declare") ? declared() : List.<Operator.Declared>of();
        tokens.expect("with");
        tokens.expect("(");
        var steps = new ArrayList<Step>();
        do {
            steps.add(step());
        } while (tokens.sees("step"));
        tokens.expect(")");
        return new Operator.Scan(how, order, parts, declared, steps, span);
    }

    private List<Expression> parts() {
        tokens.expect("by");
        var parts = new ArrayList<Expression>();
        do {
            parts.add(expressions.column());
        } while (tokens.accept(","));
        return parts;
    }

    private List<Operator.Declared> declared() {
        tokens.expect("(");
        var declared = new ArrayList<Operator.Declared>();
        do {
            declared.add(declaration());
        } while (tokens.accept(","));
        tokens.expect(")");
        return declared;
    }

    /** {@code a:long=0}; without a value it is nothing of its type. */
    private Operator.Declared declaration() {
        TypedName name = names.typedName();
        return new Operator.Declared(
                name,
                tokens.accept("=") ? expressions.expression() : new Expression.NullLiteral(name.type(), name.span()));
    }

    private Step step() {
        tokens.expect("step");
        var name = names.name("the name of a step");
        if (tokens.sees("optional")) {
            throw new KqlException(tokens.peek().span(), "Steps that are optional are not supported.");
        }
        var output = options.options(Set.of("output")).all().get("output");
        tokens.expect(":");
        var condition = expressions.expression();
        var assigned = tokens.accept("=>") ? expressions.namedList() : List.<Named>of();
        tokens.expect(";");
        return new Step(name, output == null ? Shown.ALL : output(output), condition, assigned);
    }

    private static Shown output(Operator.Option written) {
        return switch (written.value()) {
            case "all" -> Shown.ALL;
            case "last" -> Shown.LAST;
            case "none" -> Shown.NONE;
            default -> throw new KqlException(written.span(), "The output of a step is all, last or none.");
        };
    }
}
