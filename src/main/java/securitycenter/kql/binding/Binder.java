package securitycenter.kql.binding;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import securitycenter.kql.binding.Relation.Output;
import securitycenter.kql.binding.Scope.Meaning;
import securitycenter.kql.functions.FunctionTable;
import securitycenter.kql.schema.Column;
import securitycenter.kql.schema.KqlType;
import securitycenter.kql.schema.Outside;
import securitycenter.kql.schema.Schema;
import securitycenter.kql.schema.Table;
import securitycenter.kql.syntax.Expression;
import securitycenter.kql.syntax.KqlException;
import securitycenter.kql.syntax.Parser;
import securitycenter.kql.syntax.Query;
import securitycenter.kql.syntax.Span;

/** Statements and pipes: what each table, variable and function is, and which columns there are after each step. */
public final class Binder implements ExpressionBinder.Tables {

    private static final int DEEPEST = 100;

    /** Of characters, of all files. */
    private static final long MOST_READ = 60_000_000;

    private final Schema schema;
    private final long now;
    private final @Nullable Look look;
    private final Outside outside;
    private Set<String> words = Set.of();
    private final Bounds bounds = new Bounds();
    private boolean open;
    private int fields;
    private int depth;
    private long read;

    /**
     * @param now when the query is asked, in ticks since the year 1
     * @param look null where there are no data to look at
     */
    public Binder(Schema schema, long now, @Nullable Look look, Outside outside) {
        this.schema = schema;
        this.now = now;
        this.look = look;
        this.outside = outside;
    }

    public Relation bind(Query query) {
        words = query.words();
        return bind(query, new Scope(null));
    }

    private Relation bind(Query query, Scope scope) {
        query.lets().forEach(let -> scope.name(let.name(), meaning(let, scope)));
        if (query.asked() == null) {
            throw new KqlException(new Span(0, 0), "This query asks nothing: a table or a \"print\" must follow.");
        }
        return isTable(query.asked(), scope) ? table(query.asked(), scope) : printed(query.asked(), scope);
    }

    /** A value alone is a table of one row. */
    private Relation printed(Expression value, Scope scope) {
        var scalar = expressions(List.of(), scope).bind(value);
        return new Relation.Projection(one(), List.of(new Output(field("print_0", scalar.type()), scalar)));
    }

    private Meaning meaning(Query.Let let, Scope scope) {
        return switch (let.definition()) {
            case Query.Definition.Function function -> new Meaning.Function(function, scope);
            case Query.Definition.Value(var expression) ->
                isTable(expression, scope)
                        ? new Meaning.Table(table(expression, scope))
                        : new Meaning.Value(
                                bounds.checked(expressions(List.of(), scope).bind(expression), expression.span()));
        };
    }

    private boolean isTable(Expression expression, Scope scope) {
        return switch (expression) {
            case Expression.Pipe _ -> true;
            case Expression.Name(var name, var _) ->
                switch (scope.find(name)) {
                    case Meaning.Table _ -> true;
                    case Meaning.Value _, Meaning.Step _ -> false;
                    case Meaning.Function function -> isTable(function.definition(), function.home());
                    case null -> true;
                };
            case Expression.Call call ->
                switch (call.function()) {
                    case "materialize", "view", "AssignedIPAddresses" -> true;
                    default ->
                        scope.find(call.function()) instanceof Meaning.Function found
                                && isTable(found.definition(), found.home());
                };
            default -> false;
        };
    }

    /** By what its body ends with. */
    private boolean isTable(Query.Definition.Function function, Scope home) {
        var scope = new Scope(home);
        for (var parameter : function.parameters()) {
            scope.name(
                    parameter.name(),
                    parameter.type().isEmpty()
                            ? new Meaning.Table(one())
                            : new Meaning.Value(new Scalar.Constant(KqlType.STRING, "")));
        }
        for (var let : function.body().lets()) {
            if (let.definition() instanceof Query.Definition.Value(var value) && !isTable(value, scope)) {
                scope.name(let.name(), new Meaning.Value(new Scalar.Constant(KqlType.STRING, "")));
            } else if (let.definition() instanceof Query.Definition.Function inner) {
                scope.name(let.name(), new Meaning.Function(inner, scope));
            } else {
                scope.name(let.name(), new Meaning.Table(one()));
            }
        }
        return function.body().asked() != null && isTable(function.body().asked(), scope);
    }

    // Tables

    @Override
    public long now() {
        return now;
    }

    @Override
    public Relation table(Expression expression, Scope scope) {
        return switch (expression) {
            case Expression.Name name -> named(name, scope);
            case Expression.Pipe(var source, var operators, var _) -> {
                var pipe = new PipeBinder(this, scope);
                var relation = source == null ? one() : table(source, scope);
                for (var operator : operators) {
                    relation = bounds.checked(pipe.bind(operator, relation), operator.span());
                }
                yield relation;
            }
            case Expression.Call call -> called(call, scope);
            default -> throw new KqlException(expression.span(), "Here a table is expected, not a value.");
        };
    }

    private Relation named(Expression.Name name, Scope scope) {
        return switch (scope.find(name.name())) {
            case Meaning.Table(var relation) -> shared(relation, false);
            case Meaning.Function _ ->
                called(new Expression.Call(name.name(), name.span(), List.of(), name.span()), scope);
            case Meaning.Value _, Meaning.Step _ ->
                throw new KqlException(name.span(), "\"" + name.name() + "\" is a value; here a table is expected.");
            case null ->
                schema.table(name.name())
                        .<Relation>map(this::scan)
                        .orElseThrow(() -> Unknown.table(
                                name.span(),
                                name.name(),
                                schema.tables().stream().map(Table::name).toList()));
        };
    }

    /** What is gone is there for those who ask for it. */
    private Relation scan(Table table) {
        var columns = new LinkedHashMap<Column, Field>();
        var apart = new HashMap<Field, Field>();
        for (var column : table.columns()) {
            if (!column.isGone() || words.contains(column.name())) {
                columns.put(column, new Field(++fields, column.name(), column.type(), column.also()));
            }
        }
        if (FunctionTable.READING_JSON.stream().anyMatch(words::contains)) {
            columns.forEach((column, field) -> {
                if (column.isJson()) {
                    apart.put(field, field(column.apart(), KqlType.DYNAMIC));
                }
            });
        }
        var arrived = words.contains("ingestion_time") ? field("", KqlType.DATETIME) : null;
        return new Relation.Scan(table, columns, apart, arrived);
    }

    /**
     * What becomes of rows in steps that we have written as a query. They know no name that the query at hand gives.
     *
     * @param at where it is to blame
     */
    Relation steps(String text, Relation input, Span at) {
        var pipe = new PipeBinder(this, new Scope(null));
        var relation = input;
        try {
            for (var step : Parser.steps(text)) {
                relation = pipe.bind(step, relation);
            }
        } catch (KqlException e) {
            throw new KqlException(at, e.problem());
        }
        return relation;
    }

    /** Where there are no data to look at, columns may follow that nobody knows. */
    List<List<@Nullable String>> look(Relation relation) {
        if (look == null) {
            open();
            return List.of();
        }
        return look.rows(relation);
    }

    @Override
    public boolean isTable(String name) {
        return schema.table(name).isPresent();
    }

    @Override
    public Scalar use(Scalar value, Span span) {
        return bounds.use(value, span);
    }

    /** From here on a column that is not there is nothing: which there are depends on data that are not there. */
    void open() {
        open = true;
    }

    @Override
    public boolean isOpen() {
        return open;
    }

    Relation shared(Relation relation, boolean once) {
        return new Relation.Shared(
                relation,
                once,
                relation.fields().stream()
                        .map(each -> field(each.name(), each.type()))
                        .toList());
    }

    private Relation called(Expression.Call call, Scope scope) {
        if (call.function().equals("materialize") || call.function().equals("view")) {
            var relation = table(onlyArgument(call), scope);
            return call.function().equals("view") ? relation : shared(relation, true);
        }
        if (call.function().equals("AssignedIPAddresses") && scope.find(call.function()) == null) {
            return new Enrichments(this, scope).addresses(call);
        }
        if (!(scope.find(call.function()) instanceof Meaning.Function(var function, var home))) {
            throw new KqlException(
                    call.named(), "There is no function \"" + call.function() + "\" that gives a table.");
        }
        return inside(
                call, () -> bind(function.body(), new ParameterBinder(this).named(call, function, home, scope, null)));
    }

    static Expression onlyArgument(Expression.Call call) {
        if (call.arguments().size() != 1) {
            throw new KqlException(call.span(), "\"" + call.function() + "\" takes one argument.");
        }
        return call.arguments().getFirst().value();
    }

    private <T> T inside(Expression.Call call, Supplier<T> work) {
        if (++depth > DEEPEST) {
            throw new KqlException(
                    call.named(), "Functions call each other too deeply, more than " + DEEPEST + " times.");
        }
        try {
            return work.get();
        } finally {
            depth--;
        }
    }

    @Override
    public @Nullable Scalar value(Expression.Call call, Scope scope, ExpressionBinder arguments) {
        if (call.function().equals("toscalar")) {
            var argument = onlyArgument(call);
            return isTable(argument, scope) ? first(argument, scope) : arguments.bind(argument);
        }
        if (!(scope.find(call.function()) instanceof Meaning.Function(var function, var home))) {
            return null;
        }
        return inside(call, () -> {
            var inner = new ParameterBinder(this).named(call, function, home, scope, arguments);
            function.body().lets().forEach(let -> inner.name(let.name(), meaning(let, inner)));
            if (function.body().asked() == null) {
                throw new KqlException(call.span(), "\"" + call.function() + "\" has no result.");
            }
            return expressions(List.of(), inner).bind(function.body().asked());
        });
    }

    /** Of the first row the first value. */
    @Override
    public Scalar.First first(Expression written, Scope scope) {
        var table = table(written, scope);
        if (table.fields().isEmpty()) {
            throw new KqlException(written.span(), "This table has no columns, and so no value.");
        }
        return new Scalar.First(table);
    }

    @Override
    public Relation firstAs(KqlType type, Relation table) {
        var first = table.fields().getFirst();
        var converted = new Scalar.Converted(new Scalar.FieldValue(first), type);
        return new Relation.Projection(table, List.of(new Output(field(first.name(), type), converted)));
    }

    /** A value that gets a name. */
    Scalar named(Scalar value, Span span) {
        return bounds.checked(value, span);
    }

    // For the steps

    ExpressionBinder expressions(List<Field> row, Scope scope) {
        return new ExpressionBinder(row, List.of(), null, scope, this);
    }

    /** Of rows that have more columns than those of a relation. */
    ExpressionBinder expressions(List<Field> row, List<Relation.Key> order, Scope scope) {
        return new ExpressionBinder(row, order, null, scope, this);
    }

    /** Of rows whose order counts too. */
    ExpressionBinder expressions(Relation rows, Scope scope) {
        return new ExpressionBinder(rows.fields(), rows.order(), rows.arrived(), scope, this);
    }

    Field field(String name, KqlType type) {
        return new Field(++fields, name, type, List.of());
    }

    /** The same columns under other numbers. */
    List<Output> again(List<Field> columns) {
        return columns.stream()
                .map(column -> new Output(field(column.name(), column.type()), new Scalar.FieldValue(column)))
                .toList();
    }

    Schema schema() {
        return schema;
    }

    /** Counts what was read for the query: a function may read the same file each time that it is called. */
    void read(int characters, Span span) {
        read += characters;
        if (read > MOST_READ) {
            throw new KqlException(
                    span, "The files of this query hold too much, or are read too often. Give them a name with let.");
        }
    }

    Outside outside() {
        return outside;
    }

    @Override
    public boolean knowsPlaces() {
        return outside.knowsPlaces();
    }

    /** One row without columns. */
    Relation one() {
        return new Relation.Values(List.of(), List.of(List.of()));
    }
}
