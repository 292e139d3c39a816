package securitycenter.kql.syntax;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import securitycenter.kql.syntax.Expression.TypedName;
import securitycenter.kql.syntax.Operator.Option;
import securitycenter.kql.syntax.Operator.Options;
import securitycenter.kql.syntax.Token.Kind;

/** {@code kind=inner}, {@code hint.strategy=shuffle}, {@code with (title="…")}, and what has nothing but them. */
final class OptionParser {

    private final TokenStream tokens;
    private final ExpressionParser expressions;
    private final NameParser names;

    OptionParser(TokenStream tokens, ExpressionParser expressions) {
        this.tokens = tokens;
        this.names = new NameParser(tokens);
        this.expressions = expressions;
    }

    /** @param names beside hints, which everything may have */
    Options options(Set<String> names) {
        var options = new LinkedHashMap<String, Option>();
        for (int words = nameOfOption(names); words > 0; words = nameOfOption(names)) {
            var name = tokens.joined(0, words);
            tokens.skip(words);
            tokens.expect("=");
            options.put(name, value());
        }
        return new Options(options);
    }

    private int nameOfOption(Set<String> names) {
        int words = 1;
        while (tokens.peek(words).is(".") && tokens.peek(words + 1).kind() == Kind.NAME) {
            words += 2;
        }
        var name = tokens.peek().kind() == Kind.NAME ? tokens.joined(0, words) : "";
        return tokens.peek(words).is("=") && (names.contains(name) || name.startsWith("hint.")) ? words : 0;
    }

    private Option value() {
        var token = tokens.next();
        if (token.kind() == Kind.END) {
            throw tokens.wrong(token, "Here the value of an option is expected");
        }
        var value = new StringBuilder(token.text());
        var span = token.span();
        while ((tokens.sees("-") || tokens.peek().kind() == Kind.NAME) && !value.isEmpty() && isTouching(span)) {
            value.append(tokens.peek().text());
            span = span.to(tokens.next().span());
        }
        return new Option(value.toString(), span);
    }

    private boolean isTouching(Span before) {
        return before.end() == tokens.peek().span().start();
    }

    /** In parentheses after {@code with}; none where that is missing. */
    Options with() {
        if (!tokens.accept("with")) {
            return Options.NONE;
        }
        tokens.expect("(");
        var options = new LinkedHashMap<String, Option>();
        while (!tokens.sees(")")) {
            property(options);
            if (!tokens.accept(",")) {
                break;
            }
        }
        tokens.expect(")");
        return new Options(options);
    }

    private void property(Map<String, Option> options) {
        var name = names.name("the name of an option");
        tokens.expect("=");
        var start = tokens.peek().span();
        var value = new StringBuilder();
        while (!tokens.sees(")") && tokens.peek().kind() != Kind.END && !isNextProperty()) {
            value.append(tokens.next().text());
        }
        if (start.equals(tokens.peek().span())) {
            throw tokens.wrong(tokens.peek(), "Here the value of an option is expected");
        }
        options.put(name.name(), new Option(value.toString(), tokens.since(start)));
    }

    /** A value may be a list itself. */
    private boolean isNextProperty() {
        return tokens.sees(",")
                && tokens.peek(1).kind() == Kind.NAME
                && tokens.peek(2).is("=");
    }

    Operator evaluate() {
        var span = tokens.next().span();
        var options = options(Set.of());
        var plugin = expressions.call();
        return new Operator.Evaluate(options, plugin, schemaOrNull(), span);
    }

    private @Nullable List<TypedName> schemaOrNull() {
        if (!tokens.accept(":")) {
            return null;
        }
        tokens.expect("(");
        var columns = new ArrayList<TypedName>();
        while (!tokens.sees(")")) {
            if (!tokens.accept("*")) {
                columns.add(names.typedName());
            }
            if (!tokens.accept(",")) {
                break;
            }
        }
        tokens.expect(")");
        return columns;
    }
}
