package securitycenter.kql.syntax;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import securitycenter.kql.syntax.Expression.TypedName;
import securitycenter.kql.syntax.Query.Definition;
import securitycenter.kql.syntax.Query.Let;
import securitycenter.kql.syntax.Query.Parameter;
import securitycenter.kql.syntax.Token.Kind;

/** Statements and pipes, by recursive descent: one method for each rule of the grammar. */
public final class Parser {

    private static final Set<String> REFUSED = Set.of("alias", "declare", "pattern", "restrict");

    private final TokenStream tokens;
    private final ExpressionParser expressions;
    private final NameParser names;
    private final OperatorParser operators;
    private final SourceParser sources;

    private Parser(String text) {
        this.tokens = new TokenStream(text);
        this.names = new NameParser(tokens);
        this.expressions = new ExpressionParser(tokens, this::pipe);
        this.operators = new OperatorParser(tokens, expressions, this::pipe, this::steps);
        this.sources = new SourceParser(tokens, expressions, this::pipe);
    }

    /** @throws KqlException where the text follows no rule of the language */
    public static Query parse(String text) {
        var parser = new Parser(text);
        var query = parser.query();
        parser.tokens.expect(Kind.END, "\"|\" or the end of the query");
        return query;
    }

    /** What follows a table. */
    public static List<Operator> steps(String text) {
        var parser = new Parser(text);
        var steps = parser.steps();
        parser.tokens.expect(Kind.END, "\"|\"");
        return steps;
    }

    private Query query() {
        var lets = new ArrayList<Let>();
        Expression asked = null;
        while (!tokens.sees("}") && tokens.peek().kind() != Kind.END) {
            if (tokens.accept(";")) {
                continue;
            }
            var next = statement(lets);
            asked = next == null ? asked : next;
            if (!tokens.sees("}") && tokens.peek().kind() != Kind.END) {
                tokens.expect(";");
            }
        }
        return new Query(lets, asked, tokens.words());
    }

    private @Nullable Expression statement(List<Let> lets) {
        var word = tokens.peek();
        if (word.is("let")) {
            lets.add(let());
            return null;
        }
        if (word.is("set")) {
            skipOption();
            return null;
        }
        if (REFUSED.contains(word.text()) && tokens.peek(1).kind() == Kind.NAME) {
            throw new KqlException(word.span(), "\"" + word.text() + "\" statements are not supported.");
        }
        return pipe();
    }

    /** Options of a request are for another engine. */
    private void skipOption() {
        while (!tokens.sees(";") && tokens.peek().kind() != Kind.END) {
            tokens.next();
        }
    }

    private Let let() {
        tokens.expect("let");
        var name = names.name("a name");
        tokens.expect("=");
        return new Let(name.name(), name.span(), definition());
    }

    private Definition definition() {
        var view = tokens.sees("view") && tokens.peek(1).is("(");
        if (view) {
            tokens.next();
        }
        return view || isFunction() ? function(view) : new Definition.Value(pipe());
    }

    /** Parentheses that are followed by a body. */
    private boolean isFunction() {
        if (!tokens.sees("(")) {
            return false;
        }
        int open = 0;
        for (int further = 0; tokens.peek(further).kind() != Kind.END; further++) {
            if (tokens.peek(further).is("(")) {
                open++;
            } else if (tokens.peek(further).is(")") && --open == 0) {
                return tokens.peek(further + 1).is("{");
            }
        }
        return false;
    }

    private Definition function(boolean view) {
        tokens.enter();
        var start = tokens.expect("(");
        var parameters = new ArrayList<Parameter>();
        while (!tokens.sees(")")) {
            parameters.add(parameter());
            if (!tokens.accept(",")) {
                break;
            }
        }
        tokens.expect(")");
        tokens.expect("{");
        var body = query();
        tokens.expect("}");
        tokens.leave();
        return new Definition.Function(view, parameters, body, tokens.since(start));
    }

    private Parameter parameter() {
        var name = names.name("the name of a parameter");
        if (!tokens.accept(":")) {
            return new Parameter(name.name(), "dynamic", null, null, name.span());
        }
        if (tokens.sees("(")) {
            return new Parameter(name.name(), "", columns(), null, name.span());
        }
        var type = names.type();
        var preset = tokens.accept("=") ? expressions.expression() : null;
        return new Parameter(name.name(), type, null, preset, name.span());
    }

    private @Nullable List<TypedName> columns() {
        if (!tokens.peek(1).is("*")) {
            return names.typedNames();
        }
        tokens.skip(2);
        tokens.expect(")");
        return null;
    }

    /** A value, or a table and what its rows are piped through. */
    private Expression pipe() {
        tokens.enter();
        var start = tokens.peek().span();
        var first = sources.sourceOrNull();
        var source = first == null ? expressions.expression() : null;
        var steps = new ArrayList<Operator>();
        if (first != null) {
            steps.add(first);
        }
        while (tokens.accept("|")) {
            steps.add(operators.operator());
        }
        tokens.leave();
        return source != null && steps.isEmpty() ? source : new Expression.Pipe(source, steps, tokens.since(start));
    }

    /** Of a pipe whose table comes from elsewhere. */
    private List<Operator> steps() {
        tokens.enter();
        var steps = new ArrayList<Operator>();
        tokens.accept("|");
        do {
            steps.add(operators.operator());
        } while (tokens.accept("|"));
        tokens.leave();
        return steps;
    }
}
