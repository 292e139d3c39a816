package securitycenter.kql.syntax;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import securitycenter.kql.syntax.Operator.Expanded;
import securitycenter.kql.syntax.Operator.Named;
import securitycenter.kql.syntax.Operator.Ordering;
import securitycenter.kql.syntax.Operator.Piece;
import securitycenter.kql.syntax.Operator.Reordered;
import securitycenter.kql.syntax.Token.Kind;

/** The operators of a pipe, former spellings too. */
final class OperatorParser {

    private static final Set<String> JOIN = Set.of("kind");
    private static final Set<String> EXPAND = Set.of("bagexpansion", "kind", "with_itemindex", "id");
    private static final Set<String> PARSE = Set.of("kind", "flags");

    private final TokenStream tokens;
    private final ExpressionParser expressions;
    private final NameParser names;
    private final Supplier<Expression> table;
    private final Supplier<List<Operator>> steps;
    private final OptionParser options;
    private final SourceParser sources;

    OperatorParser(
            TokenStream tokens,
            ExpressionParser expressions,
            Supplier<Expression> table,
            Supplier<List<Operator>> steps) {
        this.tokens = tokens;
        this.names = new NameParser(tokens);
        this.expressions = expressions;
        this.table = table;
        this.steps = steps;
        this.options = new OptionParser(tokens, expressions);
        this.sources = new SourceParser(tokens, expressions, table);
    }

    Operator operator() {
        var word = tokens.peek();
        if (word.kind() != Kind.NAME) {
            throw tokens.wrong(word, "Here the name of an operator is expected");
        }
        var hyphened = hyphened();
        return switch (hyphened) {
            case "union" -> sources.union();
            case "search" -> sources.search();
            case "find" -> sources.find();
            case "evaluate" -> options.evaluate();
            default -> rest(hyphened, span(hyphened));
        };
    }

    /** {@code project-away} is one word, {@code a-b} elsewhere are three. */
    private String hyphened() {
        int words = 1;
        while (tokens.peek(words).is("-")
                && tokens.peek(words + 1).kind() == Kind.NAME
                && !tokens.joined(0, words + 2).isEmpty()) {
            words += 2;
        }
        return tokens.joined(0, words);
    }

    private Span span(String hyphened) {
        var start = tokens.peek().span();
        tokens.skip(1 + 2 * (int) hyphened.chars().filter(c -> c == '-').count());
        return tokens.since(start);
    }

    private Operator rest(String name, Span span) {
        return switch (name) {
            case "where", "filter" -> new Operator.Where(expressions.expression(), span);
            case "extend" -> new Operator.Extend(expressions.namedList(), span);
            case "project" -> new Operator.Project(sees("|") ? List.of() : expressions.namedList(), span);
            case "project-away" -> new Operator.ProjectAway(columns(), span);
            case "project-by-names" -> new Operator.ProjectByNames(values(), span);
            case "project-keep" -> new Operator.ProjectKeep(columns(), span);
            case "project-rename" -> new Operator.ProjectRename(expressions.namedList(), span);
            case "project-reorder" -> new Operator.ProjectReorder(reordered(), span);
            case "summarize" -> summarize(span);
            case "distinct" -> new Operator.Distinct(distinct(), span);
            case "sort", "order" -> new Operator.Sort(orderings(), span);
            case "top" -> new Operator.Top(expressions.expression(), orderings(), span);
            case "take", "limit" -> new Operator.Take(expressions.expression(), span);
            case "sample" -> new Operator.Sample(expressions.expression(), span);
            case "sample-distinct" -> sampleDistinct(span);
            case "count" -> new Operator.Count(span);
            case "getschema" -> new Operator.GetSchema(span);
            case "serialize" -> new Operator.Serialize(isEnd() ? List.of() : expressions.namedList(), span);
            case "as" -> as(span);
            case "join" -> join(span);
            case "lookup" -> lookup(span);
            case "mv-expand", "mvexpand" -> expand(span);
            case "mv-apply", "mvapply" -> apply(span);
            case "parse" -> parse(false, span);
            case "parse-where" -> parse(true, span);
            case "parse-kv" -> parseKv(span);
            case "invoke" -> new Operator.Invoke(expressions.call(), span);
            case "render" -> render(span);
            case "make-series" -> new SeriesParser(tokens, expressions).makeSeries(span);
            case "top-hitters" -> new NestedParser(tokens, expressions).topHitters(span);
            case "top-nested" -> new NestedParser(tokens, expressions).topNested(span);
            case "partition" -> partition(span);
            case "scan" -> new ScanParser(tokens, expressions, this::orderings).scan(span);
            case "consume", "facet", "fork", "make-graph", "graph-match", "graph-to-table", "macro-expand", "reduce" ->
                throw new KqlException(span, "The operator \"" + name + "\" is not supported.");
            default ->
                throw new KqlException(
                        span, "There is no operator \"" + name + "\"." + Nearest.didYouMean(name, OperatorNames.all()));
        };
    }

    private boolean sees(String word) {
        return tokens.sees(word);
    }

    /** Of this step. */
    private boolean isEnd() {
        return tokens.peek().kind() == Kind.END || sees("|") || sees(")") || sees(";") || sees("}");
    }

    private List<Expression> columns() {
        var columns = new ArrayList<Expression>();
        do {
            columns.add(names.nameOrWildcard("the name of a column"));
        } while (tokens.accept(","));
        return columns;
    }

    private List<Expression> values() {
        var values = new ArrayList<Expression>();
        do {
            values.add(expressions.expression());
        } while (tokens.accept(","));
        return values;
    }

    private List<Expression> distinct() {
        var columns = new ArrayList<Expression>();
        do {
            columns.add(sees("*") ? names.nameOrWildcard("a column") : expressions.expression());
        } while (tokens.accept(","));
        return columns;
    }

    private List<Reordered> reordered() {
        var columns = new ArrayList<Reordered>();
        do {
            var column = names.nameOrWildcard("the name of a column");
            var order = hyphened();
            var known = Set.of("asc", "desc", "granny-asc", "granny-desc").contains(order);
            if (known) {
                span(order);
            }
            columns.add(new Reordered(column, known ? order : ""));
        } while (tokens.accept(","));
        return columns;
    }

    private Operator summarize(Span span) {
        options.options(Set.of());
        var aggregates = sees("by") || isEnd() ? List.<Named>of() : expressions.namedList();
        return new Operator.Summarize(aggregates, tokens.accept("by") ? expressions.namedList() : List.of(), span);
    }

    private List<Ordering> orderings() {
        options.options(Set.of());
        tokens.expect("by");
        var orderings = new ArrayList<Ordering>();
        do {
            orderings.add(ordering());
        } while (tokens.accept(","));
        return orderings;
    }

    private Ordering ordering() {
        var value = expressions.namedValue();
        var descending = descending();
        Boolean nullsFirst = null;
        if (tokens.accept("nulls")) {
            nullsFirst = sees("first");
            if (!tokens.accept("first")) {
                tokens.expect("last");
            }
        }
        return new Ordering(value, descending, nullsFirst);
    }

    private boolean descending() {
        return descending(tokens);
    }

    static boolean descending(TokenStream tokens) {
        return tokens.accept("desc") || !tokens.accept("asc");
    }

    private Operator sampleDistinct(Span span) {
        var values = expressions.expression();
        tokens.expect("of");
        return new Operator.SampleDistinct(values, expressions.expression(), span);
    }

    private Operator as(Span span) {
        options.options(Set.of());
        return new Operator.As(names.name("a name").name(), span);
    }

    private Operator join(Span span) {
        var how = options.options(JOIN);
        return new Operator.Join(how, right(), on(), span);
    }

    private Operator lookup(Span span) {
        var how = options.options(JOIN);
        return new Operator.Lookup(how, right(), on(), span);
    }

    private Expression right() {
        if (sees("on")) {
            throw tokens.wrong(tokens.peek(), "Here a table is expected");
        }
        if (!sees("(")) {
            return expressions.expression();
        }
        tokens.expect("(");
        var right = table.get();
        tokens.expect(")");
        return right;
    }

    private List<Expression> on() {
        if (!tokens.accept("on")) {
            return List.of();
        }
        var keys = new ArrayList<Expression>();
        do {
            keys.add(expressions.expression());
        } while (tokens.accept(","));
        return keys;
    }

    private Operator expand(Span span) {
        var how = options.options(EXPAND);
        return new Operator.MvExpand(how, expanded(), rowsOrNull(), span);
    }

    private Operator apply(Span span) {
        var how = options.options(EXPAND);
        var columns = expanded();
        var rows = rowsOrNull();
        tokens.expect("on");
        tokens.expect("(");
        var each = steps.get();
        tokens.expect(")");
        return new Operator.MvApply(how, columns, rows, each, span);
    }

    private List<Expanded> expanded() {
        var columns = new ArrayList<Expanded>();
        do {
            var value = expressions.namedValue();
            var type = "";
            if (tokens.accept("to")) {
                tokens.expect("typeof");
                tokens.expect("(");
                type = names.type();
                tokens.expect(")");
            }
            columns.add(new Expanded(value, type));
        } while (tokens.accept(","));
        return columns;
    }

    private @Nullable Expression rowsOrNull() {
        return tokens.accept("limit") ? expressions.expression() : null;
    }

    private Operator parse(boolean where, Span span) {
        var how = options.options(PARSE);
        var text = expressions.expression();
        tokens.expect("with");
        var pattern = new ArrayList<Piece>();
        while (!isEnd()) {
            pattern.add(piece());
        }
        return new Operator.Parse(where, how, text, pattern, span);
    }

    private Piece piece() {
        if (sees("*")) {
            return new Piece.Skipped(tokens.next().span());
        }
        if (tokens.peek().isString()) {
            return new Piece.Delimiter(expressions.string());
        }
        var name = names.newName("a text, a column or *");
        return new Piece.Column(name.name(), tokens.accept(":") ? names.type() : "", name.span());
    }

    private Operator parseKv(Span span) {
        var text = expressions.expression();
        tokens.expect("as");
        var keys = names.typedNames();
        return new Operator.ParseKv(text, keys, options.with(), span);
    }

    private Operator render(Span span) {
        var kind = tokens.expect(Kind.NAME, "the kind of a chart").text();
        var how = sees("with") ? options.with() : options.options(Set.of("kind", "title", "xcolumn", "ycolumns"));
        return new Operator.Render(kind, how, span);
    }

    private Operator partition(Span span) {
        var how = options.options(Set.of());
        tokens.expect("by");
        var by = expressions.column();
        tokens.expect("(");
        var each = steps.get();
        tokens.expect(")");
        return new Operator.Partition(how, by, each, span);
    }
}
