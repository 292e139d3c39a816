package securitycenter.kql.binding;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import securitycenter.kql.binding.Relation.Output;
import securitycenter.kql.functions.Aggregates;
import securitycenter.kql.schema.KqlType;
import securitycenter.kql.syntax.Expression;
import securitycenter.kql.syntax.Expression.TypedName;
import securitycenter.kql.syntax.KqlException;
import securitycenter.kql.syntax.Operator;
import securitycenter.kql.syntax.Operator.Named;
import securitycenter.kql.syntax.Span;

/** {@code pivot}: a column's values as columns. */
final class PivotBinder {

    private static final int MOST_COLUMNS = 1_000;

    private final Binder binder;
    private final Scope scope;
    private final Relation input;
    private final ExpressionBinder row;

    PivotBinder(Binder binder, Scope scope, Relation input) {
        this.binder = binder;
        this.scope = scope;
        this.input = input;
        this.row = binder.expressions(input.fields(), scope);
    }

    Relation pivot(Expression.Call plugin, @Nullable List<TypedName> schema) {
        var arguments = new PluginArguments(plugin);
        var pivot = arguments.at(0, "the column whose values become columns");
        var aggregate = arguments.find(1, "");
        var call = aggregate instanceof Expression.Call found
                ? found
                : new Expression.Call("count", plugin.named(), List.of(), plugin.span());
        var named = call == aggregate ? 2 : 1;
        var by = arguments.size() > named ? arguments.from(named) : others(pivot, call);
        var values = schema == null ? distinct(pivot, plugin.span()) : valuesOf(schema, by);
        var aggregates = values.stream()
                .map(value ->
                        new Named(List.of(new Expression.Name(value, plugin.span())), conditional(call, pivot, value)))
                .toList();
        var keys = by.stream().map(key -> new Named(List.of(), key)).toList();
        return new SummarizeBinder(binder, scope, input).bind(new Operator.Summarize(aggregates, keys, plugin.span()));
    }

    private List<Expression> others(Expression pivot, Expression.Call aggregate) {
        var used = new HashSet<String>();
        Expressions.names(pivot, used);
        Expressions.names(aggregate, used);
        return input.fields().stream()
                .map(Field::name)
                .filter(name -> !used.contains(name))
                .<Expression>map(name -> new Expression.Name(name, aggregate.span()))
                .toList();
    }

    private List<String> distinct(Expression pivot, Span span) {
        var value = row.bind(pivot);
        var text = value.type() == KqlType.STRING ? value : new Scalar.Converted(value, KqlType.STRING);
        var texts = new Relation.Projection(input, List.of(new Output(binder.field("value", KqlType.STRING), text)));
        var rows = binder.look(binder.steps("distinct value | order by value asc", texts, span));
        if (rows.size() > MOST_COLUMNS) {
            throw new KqlException(
                    span, "There are " + rows.size() + " values, which is more than " + MOST_COLUMNS + " columns.");
        }
        return rows.stream().map(each -> String.valueOf(each.getFirst())).toList();
    }

    private static List<String> valuesOf(List<TypedName> schema, List<Expression> by) {
        var keys = new HashSet<String>();
        by.forEach(key -> Expressions.names(key, keys));
        return schema.stream()
                .map(TypedName::name)
                .filter(name -> !keys.contains(name))
                .toList();
    }

    /** {@code sum(x)} of those rows alone that have the value. */
    private Expression conditional(Expression.Call aggregate, Expression pivot, String value) {
        var name = aggregate.function();
        var twin = Aggregates.isNamed(name + "if") || name.equals("take_any") ? name + "if" : name + "_if";
        if (!Aggregates.isNamed(twin) && !name.equals("take_any")) {
            throw new KqlException(aggregate.named(), "\"pivot\" does not take \"" + name + "\".");
        }
        var span = aggregate.span();
        var text = new Expression.Call("tostring", span, List.of(new Expression.Argument("", pivot)), span);
        var is = new Expression.Binary("==", span, text, new Expression.StringLiteral(value, false, span), span);
        var arguments = new ArrayList<>(aggregate.arguments());
        arguments.add(new Expression.Argument("", is));
        return new Expression.Call(twin, aggregate.named(), arguments, span);
    }
}
