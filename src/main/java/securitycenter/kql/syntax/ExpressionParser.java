package securitycenter.kql.syntax;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import securitycenter.kql.syntax.Expression.Argument;
import securitycenter.kql.syntax.Expression.TypedName;
import securitycenter.kql.syntax.Operator.Named;
import securitycenter.kql.syntax.SignReader.Sign;
import securitycenter.kql.syntax.Token.Kind;

/** Values, from the sign that binds least to what binds most. Where a table may stand it asks {@link Parser}. */
final class ExpressionParser {

    private static final Set<String> EQUAL = Set.of("==", "!=", "<>");
    private static final Set<String> LISTS = Set.of("in", "!in", "in~", "!in~", "has_any", "has_all");
    private static final Set<String> RELATIONS = Set.of("<", ">", "<=", ">=");
    private static final Set<String> SUMS = Set.of("+", "-");
    private static final Set<String> PRODUCTS = Set.of("*", "/", "%");
    private static final Set<String> TEXTS = Set.of(
            "=~",
            "!~",
            "has",
            "!has",
            "has_cs",
            "!has_cs",
            "hasprefix",
            "!hasprefix",
            "hasprefix_cs",
            "!hasprefix_cs",
            "hassuffix",
            "!hassuffix",
            "hassuffix_cs",
            "!hassuffix_cs",
            "contains",
            "!contains",
            "contains_cs",
            "!contains_cs",
            "containscs",
            "notcontains",
            "notcontainscs",
            "startswith",
            "!startswith",
            "startswith_cs",
            "!startswith_cs",
            "endswith",
            "!endswith",
            "endswith_cs",
            "!endswith_cs",
            "matches regex");

    private static final int LONGEST_CHAIN = 200;
    private static final Map<String, String> FORMER =
            Map.of("containscs", "contains_cs", "notcontains", "!contains", "notcontainscs", "!contains_cs");

    private final TokenStream tokens;
    private final NameParser names;
    private final LiteralParser literals;
    private final SignReader signs;
    private final Supplier<Expression> table;
    private boolean searching;

    /** @param table reads what may be a value or a table */
    ExpressionParser(TokenStream tokens, Supplier<Expression> table) {
        this.tokens = tokens;
        this.names = new NameParser(tokens);
        this.literals = new LiteralParser(tokens);
        this.signs = new SignReader(tokens);
        this.table = table;
    }

    Expression expression() {
        tokens.enter();
        var expression = chain(Set.of("or"), () -> chain(Set.of("and"), this::equality));
        tokens.leave();
        return expression;
    }

    /** What {@code search} looks for: {@code column:word} means that the column has it. */
    Expression sought() {
        searching = true;
        try {
            return expression();
        } finally {
            searching = false;
        }
    }

    private Expression chain(Set<String> chained, Supplier<Expression> operand) {
        var left = operand.get();
        int links = 0;
        for (var sign = signs.sign(chained); sign != null; sign = signs.sign(chained)) {
            var signed = signs.take(sign);
            links = linked(chained == SUMS || chained == PRODUCTS ? links : 0, signed);
            var right = operand.get();
            left = new Expression.Binary(
                    sign.text(), signed, left, right, left.span().to(right.span()));
        }
        return left;
    }

    /** Each is within the one before it. */
    private static int linked(int links, Span sign) {
        if (links == LONGEST_CHAIN) {
            throw new KqlException(sign, "More than " + LONGEST_CHAIN + " of these follow each other.");
        }
        return links + 1;
    }

    private Expression equality() {
        if (tokens.sees("*") && TEXTS.contains(signs.signAfter(1).text())) {
            return everyColumn();
        }
        var left = relation();
        var list = signs.sign(LISTS);
        if (list != null) {
            var signed = signs.take(list);
            var values = list();
            return new Expression.In(list.text(), signed, left, values, tokens.since(left.span()));
        }
        var between = signs.sign(Set.of("between", "!between"));
        if (between != null) {
            signs.take(between);
            return between(between.text().startsWith("!"), left);
        }
        var sign = signs.sign(EQUAL);
        if (sign == null) {
            return left;
        }
        var signed = signs.take(sign);
        var right = relation();
        return new Expression.Binary(
                sign.text().equals("<>") ? "!=" : sign.text(),
                signed,
                left,
                right,
                left.span().to(right.span()));
    }

    /** {@code * has "word"}. */
    private Expression everyColumn() {
        var all = new Expression.Wildcard("*", tokens.next().span());
        var sign = signs.signAfter(0);
        var signed = signs.take(sign);
        var right = signed();
        return new Expression.Binary(sign.text(), signed, all, right, all.span().to(right.span()));
    }

    private List<Expression> list() {
        if (!tokens.sees("(")) {
            return List.of(signed());
        }
        tokens.expect("(");
        var values = new ArrayList<Expression>();
        while (!tokens.sees(")")) {
            values.add(table.get());
            if (!tokens.accept(",")) {
                break;
            }
        }
        tokens.expect(")");
        return values;
    }

    private Expression between(boolean negated, Expression value) {
        tokens.expect("(");
        var low = sum();
        tokens.expect("..");
        var high = sum();
        tokens.expect(")");
        return new Expression.Between(negated, value, low, high, tokens.since(value.span()));
    }

    private Expression relation() {
        var left = sum();
        var sign = signs.sign(RELATIONS);
        if (sign == null) {
            return left;
        }
        var signed = signs.take(sign);
        var right = sum();
        return new Expression.Binary(
                sign.text(), signed, left, right, left.span().to(right.span()));
    }

    private Expression sum() {
        return chain(SUMS, () -> chain(PRODUCTS, this::text));
    }

    private Expression text() {
        var left = signed();
        int links = 0;
        for (var sign = textSign(); sign != null; sign = textSign()) {
            var signed = signs.take(sign);
            links = linked(links, signed);
            var right = signed();
            left = new Expression.Binary(
                    FORMER.getOrDefault(sign.text(), sign.text()),
                    signed,
                    left,
                    right,
                    left.span().to(right.span()));
        }
        return left;
    }

    private @Nullable Sign textSign() {
        return searching && tokens.sees(":") ? new Sign(":", 1) : signs.sign(TEXTS);
    }

    private Expression signed() {
        var sign = tokens.peek();
        if (!sign.is("-") && !sign.is("+")) {
            return member();
        }
        tokens.next();
        tokens.enter();
        var value = signed();
        tokens.leave();
        return new Expression.Signed(sign.text(), value, sign.span().to(value.span()));
    }

    private Expression member() {
        var value = primary();
        for (int links = 0; ; ) {
            if (tokens.sees(".") || tokens.sees("[")) {
                links = linked(links, tokens.peek().span());
            }
            if (tokens.sees(".")) {
                tokens.next();
                var name = names.name("the name of a property");
                value = new Expression.Member(
                        value, name.name(), name.span(), value.span().to(name.span()));
            } else if (tokens.sees("[")) {
                tokens.next();
                var index = expression();
                tokens.expect("]");
                value = new Expression.Index(value, index, tokens.since(value.span()));
            } else {
                return value;
            }
        }
    }

    /** Where parentheses follow that belong to something else. */
    Expression column() {
        Expression value = names.name("the name of a column");
        for (int links = 0; tokens.accept("."); ) {
            links = linked(links, tokens.last());
            var name = names.name("the name of a property");
            value = new Expression.Member(
                    value, name.name(), name.span(), value.span().to(name.span()));
        }
        return value;
    }

    Expression.StringLiteral string() {
        return literals.string();
    }

    private Expression primary() {
        var token = tokens.peek();
        return switch (token.kind()) {
            case NUMBER -> literals.number();
            case TIMESPAN -> new Expression.TimespanLiteral(LiteralParser.timespan(tokens.next()), token.span());
            case STRING, HIDDEN_STRING -> literals.string();
            case NAME -> named();
            case SYMBOL -> {
                if (token.is("(")) {
                    yield inParentheses();
                }
                if (token.is("[") && tokens.peek(1).isString()) {
                    yield names.name("a name");
                }
                throw tokens.wrong(token, "Here a value is expected");
            }
            case RAW, END -> throw tokens.wrong(token, "Here a value is expected");
        };
    }

    private Expression inParentheses() {
        tokens.expect("(");
        tokens.enter();
        var inner = table.get();
        tokens.leave();
        tokens.expect(")");
        return inner;
    }

    private Expression named() {
        var token = tokens.peek();
        if (!tokens.peek(1).is("(")) {
            tokens.next();
            return switch (token.text()) {
                case "true" -> new Expression.BoolLiteral(true, token.span());
                case "false" -> new Expression.BoolLiteral(false, token.span());
                default -> new Expression.Name(token.text(), token.span());
            };
        }
        return switch (token.text()) {
            case "dynamic" -> literals.dynamic();
            case "typeof" -> typeof();
            default -> {
                var literal = literals.typedOrNull();
                yield literal == null ? call() : literal;
            }
        };
    }

    Expression.Call call() {
        var name = tokens.expect(Kind.NAME, "the name of a function");
        tokens.expect("(");
        tokens.enter();
        var arguments = new ArrayList<Argument>();
        while (!tokens.sees(")")) {
            arguments.add(argument());
            if (!tokens.accept(",")) {
                break;
            }
        }
        tokens.leave();
        tokens.expect(")");
        return new Expression.Call(name.text(), name.span(), arguments, tokens.since(name.span()));
    }

    private Argument argument() {
        if (tokens.sees("*") && (tokens.peek(1).is(",") || tokens.peek(1).is(")"))) {
            return new Argument("", new Expression.Wildcard("*", tokens.next().span()));
        }
        if (tokens.peek().kind() == Kind.NAME && tokens.peek(1).is("=")) {
            var name = tokens.next().text();
            tokens.next();
            return new Argument(name, table.get());
        }
        return new Argument("", table.get());
    }

    // Names and types

    private Expression typeof() {
        var start = tokens.next().span();
        tokens.expect("(");
        var columns = new ArrayList<TypedName>();
        do {
            columns.add(tokens.peek(1).is(":") || tokens.sees("[") ? names.typedName() : names.bareType());
        } while (tokens.accept(","));
        tokens.expect(")");
        return new Expression.Typeof(columns, tokens.since(start));
    }

    List<Named> namedList() {
        var list = new ArrayList<Named>();
        do {
            list.add(namedValue());
        } while (tokens.accept(","));
        return list;
    }

    Named namedValue() {
        if (tokens.sees("(") && isTuple()) {
            tokens.expect("(");
            var columns = new ArrayList<Expression.Name>();
            do {
                columns.add(names.newName("the name of a column"));
            } while (tokens.accept(","));
            tokens.expect(")");
            tokens.expect("=");
            return new Named(columns, expression());
        }
        if (tokens.peek().kind() == Kind.NAME && tokens.peek(1).is("=")
                || tokens.sees("[")
                        && tokens.peek(1).isString()
                        && tokens.peek(3).is("=")) {
            var name = names.newName("the name of a column");
            tokens.expect("=");
            return new Named(List.of(name), expression());
        }
        return new Named(List.of(), expression());
    }

    private boolean isTuple() {
        int further = 1;
        while (tokens.peek(further).kind() == Kind.NAME
                && tokens.peek(further + 1).is(",")) {
            further += 2;
        }
        return tokens.peek(further).kind() == Kind.NAME
                && tokens.peek(further + 1).is(")")
                && tokens.peek(further + 2).is("=");
    }
}
