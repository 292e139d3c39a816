package securitycenter.kql.syntax;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import securitycenter.kql.syntax.Expression.TypedName;
import securitycenter.kql.syntax.Token.Kind;

/** Operators that may begin a pipe. Their names are names of columns too, elsewhere. */
final class SourceParser {

    private static final Set<String> UNION = Set.of("kind", "withsource", "with_source", "isfuzzy");
    private static final Set<String> SEARCH = Set.of("kind", "withsource", "with_source");
    private static final Set<String> FIND = Set.of("withsource", "with_source", "datascope");

    private final TokenStream tokens;
    private final ExpressionParser expressions;
    private final NameParser names;
    private final Supplier<Expression> table;

    SourceParser(TokenStream tokens, ExpressionParser expressions, Supplier<Expression> table) {
        this.tokens = tokens;
        this.names = new NameParser(tokens);
        this.expressions = expressions;
        this.table = table;
    }

    @Nullable
    Operator sourceOrNull() {
        var word = tokens.peek();
        var after = tokens.peek(1);
        return switch (word.kind() == Kind.NAME ? word.text() : "") {
            case "union" -> isOperand(after) || after.is("*") ? union() : null;
            case "print" -> isOperand(after) || after.is("-") || after.is("[") ? print() : null;
            case "range" -> after.kind() == Kind.NAME && tokens.peek(2).is("from") ? range() : null;
            case "search" -> isOperand(after) || after.is("*") ? search() : null;
            case "find" -> isOperand(after) || after.is("*") ? find() : null;
            case "datatable" -> after.is("(") ? dataTable() : null;
            case "externaldata", "external_data" -> after.is("(") ? externalData() : null;
            case "evaluate" -> after.kind() == Kind.NAME ? new OptionParser(tokens, expressions).evaluate() : null;
            default -> null;
        };
    }

    private static boolean isOperand(Token token) {
        return switch (token.kind()) {
            case NAME, NUMBER, STRING, HIDDEN_STRING, TIMESPAN -> true;
            case SYMBOL -> token.is("(");
            case RAW, END -> false;
        };
    }

    Operator union() {
        var span = tokens.next().span();
        var options = new OptionParser(tokens, expressions).options(UNION);
        var legs = new ArrayList<Expression>();
        do {
            legs.add(leg());
        } while (tokens.accept(","));
        return new Operator.Union(options, legs, span);
    }

    private Expression leg() {
        if (tokens.sees("(")) {
            tokens.expect("(");
            var leg = table.get();
            tokens.expect(")");
            return leg;
        }
        if (tokens.peek().kind() == Kind.NAME
                && (tokens.peek(1).is("(") || tokens.peek(1).is("."))) {
            return expressions.expression();
        }
        return names.nameOrWildcard("a table");
    }

    private Operator print() {
        var span = tokens.next().span();
        return new Operator.Print(expressions.namedList(), span);
    }

    private Operator range() {
        var span = tokens.next().span();
        var column = names.name("the name of a column").name();
        tokens.expect("from");
        var from = expressions.expression();
        tokens.expect("to");
        var to = expressions.expression();
        tokens.expect("step");
        return new Operator.Range(column, from, to, expressions.expression(), span);
    }

    private Operator dataTable() {
        var span = tokens.next().span();
        var columns = names.typedNames();
        tokens.expect("[");
        var values = new ArrayList<Expression>();
        while (!tokens.sees("]")) {
            values.add(expressions.expression());
            if (!tokens.accept(",")) {
                break;
            }
        }
        tokens.expect("]");
        return new Operator.DataTable(columns, values, span);
    }

    private Operator externalData() {
        var span = tokens.next().span();
        var columns = names.typedNames();
        tokens.expect("[");
        var addresses = new ArrayList<Expression>();
        while (!tokens.sees("]")) {
            addresses.add(expressions.expression());
            if (!tokens.accept(",")) {
                break;
            }
        }
        tokens.expect("]");
        return new Operator.ExternalData(columns, addresses, new OptionParser(tokens, expressions).with(), span);
    }

    Operator search() {
        var span = tokens.next().span();
        var options = new OptionParser(tokens, expressions).options(SEARCH);
        var tables = tables();
        return new Operator.Search(options, tables, expressions.sought(), span);
    }

    private List<Expression> tables() {
        if (!tokens.sees("in") || !tokens.peek(1).is("(")) {
            return List.of();
        }
        tokens.skip(2);
        var tables = new ArrayList<Expression>();
        do {
            tables.add(leg());
        } while (tokens.accept(","));
        tokens.expect(")");
        return tables;
    }

    Operator find() {
        var span = tokens.next().span();
        var options = new OptionParser(tokens, expressions).options(FIND);
        var tables = tables();
        tokens.accept("where");
        var condition = tokens.sees("project") ? null : expressions.sought();
        return new Operator.Find(options, tables, condition, shown(), span);
    }

    private List<TypedName> shown() {
        if (!tokens.accept("project")) {
            return List.of();
        }
        var columns = new ArrayList<TypedName>();
        do {
            var name = names.name("the name of a column");
            columns.add(new TypedName(name.name(), tokens.accept(":") ? names.type() : "", name.span()));
        } while (tokens.accept(","));
        return columns;
    }
}
