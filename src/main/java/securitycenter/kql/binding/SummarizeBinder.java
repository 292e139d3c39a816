package securitycenter.kql.binding;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import securitycenter.kql.binding.Relation.Aggregated;
import securitycenter.kql.binding.Relation.Output;
import securitycenter.kql.functions.Aggregates;
import securitycenter.kql.functions.Function;
import securitycenter.kql.schema.KqlType;
import securitycenter.kql.syntax.Expression;
import securitycenter.kql.syntax.KqlException;
import securitycenter.kql.syntax.Operator;
import securitycenter.kql.syntax.Operator.Named;

/** {@code summarize}: the columns that it groups by come first, then what became of each group. */
final class SummarizeBinder {

    private static final Map<String, String> FORMER = Map.of(
            "makeset", "make_set",
            "makelist", "make_list",
            "argmax", "arg_max",
            "argmin", "arg_min",
            "any", "take_any",
            "anyif", "take_anyif");
    private static final Set<String> CHOOSING = Set.of("arg_max", "arg_min");

    private final Binder binder;
    private final Scope scope;
    private final Relation input;
    private final ExpressionBinder row;
    private final ColumnNames names = new ColumnNames(List.of());

    SummarizeBinder(Binder binder, Scope scope, Relation input) {
        this.binder = binder;
        this.scope = scope;
        this.input = input;
        this.row = binder.expressions(input.fields(), scope);
    }

    static Relation count(Binder binder, Relation input) {
        var count = new Aggregate.Call(Aggregates.named("count").getFirst(), List.of(), KqlType.LONG);
        var field = binder.field("Count", KqlType.LONG);
        return new Relation.Aggregation(input, List.of(), List.of(new Aggregated(List.of(field), count)));
    }

    static Relation distinct(Relation input, List<Output> keys) {
        return new Relation.Aggregation(input, keys, List.of());
    }

    Relation bind(Operator.Summarize summarize) {
        var keys = summarize.by().stream().map(this::key).toList();
        var keyFields = keys.stream()
                .map(Output::value)
                .filter(Scalar.FieldValue.class::isInstance)
                .map(value -> ((Scalar.FieldValue) value).field())
                .toList();
        var aggregates = new ArrayList<Aggregated>();
        for (var each : summarize.aggregates()) {
            single(each).forEach(one -> aggregates.add(aggregated(one, keyFields)));
        }
        return new Relation.Aggregation(input, keys, aggregates);
    }

    Relation series(Operator.MakeSeries wanted) {
        var keys = wanted.by().stream().map(this::key).toList();
        var series = new ArrayList<Relation.Step>();
        for (var each : wanted.series()) {
            var call = each.aggregate().value() instanceof Expression.Call written
                    ? written
                    : any(each.aggregate().value());
            var function = FORMER.getOrDefault(call.function(), call.function());
            var aggregate = call(function, call);
            var missing = missing(each, aggregate.type());
            var name = names.free(nameOf(each.aggregate(), function, call));
            series.add(new Relation.Step(binder.field(name, KqlType.DYNAMIC), aggregate, missing));
        }
        var axis = row.bind(wanted.axis());
        var outer = binder.expressions(List.of(), scope);
        var name = ColumnNames.of(wanted.axis());
        var steps = binder.field(names.free(name.isEmpty() ? "Column1" : name), KqlType.DYNAMIC);
        var step = outer.bind(wanted.step());
        Steps.check(axis.type(), step, wanted.step());
        var stepped = new Relation.Stepped(
                input,
                keys,
                series,
                axis,
                steps,
                wanted.from() == null ? null : Steps.end(axis.type(), outer.bind(wanted.from()), wanted.from()),
                wanted.to() == null ? null : Steps.end(axis.type(), outer.bind(wanted.to()), wanted.to()),
                step);
        return "nonempty".equals(wanted.options().word("kind"))
                ? new SeriesOfNothing(binder, stepped).orThat(wanted.span())
                : stepped;
    }

    /** 0 where nothing is said, as far as that is a value of the type. */
    private Scalar missing(Operator.Series series, KqlType type) {
        if (series.missing() == null) {
            var counts = type.isNumber() || type == KqlType.TIMESPAN;
            return new Scalar.Constant(type, counts ? 0L : null);
        }
        var given = binder.expressions(List.of(), scope).bind(series.missing());
        return given.type() == type ? given : new Scalar.Converted(given, type);
    }

    /** What is the same in all rows is any of them. */
    private static Expression.Call any(Expression value) {
        return new Expression.Call("max", value.span(), List.of(new Expression.Argument("", value)), value.span());
    }

    private Output key(Named by) {
        var bound = row.bind(by.value());
        var value = bound.type() == KqlType.DYNAMIC && binder.isOpen()
                ? new Scalar.Converted(bound, KqlType.STRING)
                : bound;
        if (value.type() == KqlType.DYNAMIC) {
            throw new KqlException(
                    by.value().span(),
                    "Rows cannot be grouped by a dynamic value. Convert it, for example with tostring().");
        }
        var own = by.names().isEmpty()
                ? ColumnNames.of(by.value())
                : by.names().getFirst().name();
        var name = own.isEmpty() ? names.numbered("Column") : names.free(own);
        return new Output(binder.field(name, value.type()), value);
    }

    /** {@code percentiles(x, 5, 50)} are several aggregates in one. */
    private static List<Named> single(Named named) {
        var weighted =
                named.value() instanceof Expression.Call call && call.function().equals("percentilesw");
        if (!weighted
                && !(named.value() instanceof Expression.Call other
                        && other.function().equals("percentiles"))) {
            return List.of(named);
        }
        var call = (Expression.Call) named.value();
        var fixed = Math.min(weighted ? 2 : 1, call.arguments().size());
        var singles = new ArrayList<Named>();
        for (var percentage : call.arguments().subList(fixed, call.arguments().size())) {
            var arguments = new ArrayList<>(call.arguments().subList(0, fixed));
            arguments.add(percentage);
            var function = weighted ? "percentilew" : "percentile";
            var names = singles.size() < named.names().size()
                    ? List.of(named.names().get(singles.size()))
                    : List.<Expression.Name>of();
            singles.add(new Named(names, new Expression.Call(function, call.named(), arguments, call.span())));
        }
        return singles;
    }

    private Aggregated aggregated(Named named, List<Field> keys) {
        if (named.value() instanceof Expression.Call call) {
            var function = FORMER.getOrDefault(call.function(), call.function());
            if (CHOOSING.contains(function)) {
                return chosen(function, call, named, keys);
            }
            if (function.equals("take_any")) {
                return any(call, named, keys);
            }
            if (Aggregates.isNamed(function)) {
                var aggregate = call(function, call);
                var name = nameOf(named, function, call);
                return new Aggregated(List.of(binder.field(names.free(name), aggregate.type())), aggregate);
            }
        }
        return worked(named);
    }

    private static String nameOf(Named named, String function, Expression.Call call) {
        return named.names().isEmpty()
                ? ColumnNames.ofAggregate(
                        function,
                        call.arguments().stream()
                                .map(Expression.Argument::value)
                                .toList())
                : named.names().getFirst().name();
    }

    private Aggregate.Call call(String name, Expression.Call call) {
        var arguments = row.arguments(call);
        var given = arguments.stream().map(Scalar::type).toList();
        var function = Aggregates.named(name).stream()
                .filter(each -> each.fit(given).filter(given::equals).isPresent())
                .findFirst()
                .or(() -> Aggregates.named(name).stream()
                        .filter(each -> each.fit(given).isPresent())
                        .findFirst())
                .orElseThrow(() ->
                        new KqlException(call.span(), "\"" + call.function() + "\" does not take these arguments."));
        ExpressionBinder.check(function, call.span(), arguments);
        return call(function, arguments);
    }

    private static Aggregate.Call call(Function function, List<Scalar> arguments) {
        var given = arguments.stream().map(Scalar::type).toList();
        var types = function.fit(given).orElseThrow();
        var converted = new ArrayList<Scalar>();
        for (int i = 0; i < arguments.size(); i++) {
            var argument = arguments.get(i);
            converted.add(argument.type() == types.get(i) ? argument : new Scalar.Converted(argument, types.get(i)));
        }
        return new Aggregate.Call(function, converted, function.returns().of(types));
    }

    /** The greatest of something, and what else there is in its row. */
    private Aggregated chosen(String function, Expression.Call call, Named named, List<Field> keys) {
        if (call.arguments().isEmpty()) {
            throw new KqlException(call.span(), "\"" + function + "\" needs what is to be the greatest or the least.");
        }
        var by = row.bind(call.arguments().getFirst().value());
        var values = new ArrayList<Scalar>();
        var fields = new ArrayList<Field>();
        values.add(by);
        fields.add(binder.field(names.free(firstName(named, call)), by.type()));
        addRest(call, 1, named, keys, values, fields);
        return new Aggregated(fields, new Aggregate.Chosen(function.equals("arg_max"), by, values));
    }

    private static String firstName(Named named, Expression.Call call) {
        var own = ColumnNames.of(call.arguments().getFirst().value());
        return !named.names().isEmpty() ? named.names().getFirst().name() : own.isEmpty() ? call.function() + "_" : own;
    }

    private Aggregated any(Expression.Call call, Named named, List<Field> keys) {
        var values = new ArrayList<Scalar>();
        var fields = new ArrayList<Field>();
        addRest(call, 0, named, keys, values, fields);
        if (call.arguments().isEmpty()) {
            throw new KqlException(call.span(), "\"" + call.function() + "\" needs the columns that are wanted.");
        }
        return new Aggregated(fields, new Aggregate.Any(values));
    }

    private void addRest(
            Expression.Call call, int from, Named named, List<Field> keys, List<Scalar> values, List<Field> fields) {
        var arguments = call.arguments();
        for (int i = from; i < arguments.size(); i++) {
            if (arguments.get(i).value() instanceof Expression.Wildcard) {
                addAll(keys, values, fields);
                continue;
            }
            var value = row.bind(arguments.get(i).value());
            var own = ColumnNames.of(arguments.get(i).value());
            var plain = call.function().startsWith("any") ? "any_" + own : own;
            var written = i < named.names().size() ? named.names().get(i).name() : plain;
            fields.add(binder.field(names.free(written.isEmpty() ? call.function() + "_" : written), value.type()));
            values.add(value);
        }
    }

    /** What is grouped by, or stands there already, does not come a second time. */
    private void addAll(List<Field> keys, List<Scalar> values, List<Field> fields) {
        var there = values.stream()
                .filter(Scalar.FieldValue.class::isInstance)
                .map(value -> ((Scalar.FieldValue) value).field())
                .toList();
        for (var field : input.fields()) {
            if (!keys.contains(field) && !there.contains(field)) {
                fields.add(binder.field(names.free(field.name()), field.type()));
                values.add(new Scalar.FieldValue(field));
            }
        }
    }

    /** What is worked out of several aggregates, or of one. */
    private Aggregated worked(Named named) {
        var inner = new ArrayList<Field>();
        var of = new ArrayList<Aggregate>();
        var replaced = replaced(named.value(), inner, of);
        var known = inner.stream()
                .map(field -> new Field(field.number(), "$" + field.number(), field.type(), List.of()))
                .toList();
        var value = binder.expressions(known, scope).bind(replaced);
        var own = named.names().isEmpty()
                ? ownName(named.value())
                : named.names().getFirst().name();
        var name = own.isEmpty() ? names.numbered("Column") : names.free(own);
        return new Aggregated(List.of(binder.field(name, value.type())), new Aggregate.Worked(value, inner, of));
    }

    /** A conversion keeps the name of the aggregate in it. */
    private static String ownName(Expression value) {
        if (!(value instanceof Expression.Call call)) {
            return "";
        }
        var function = FORMER.getOrDefault(call.function(), call.function());
        if (Aggregates.isNamed(function)) {
            return nameOf(new Named(List.of(), value), function, call);
        }
        return ColumnNames.isKept(function) && !call.arguments().isEmpty()
                ? ownName(call.arguments().getFirst().value())
                : "";
    }

    /** The expression with a name in the place of each aggregate. */
    private Expression replaced(Expression expression, List<Field> inner, List<Aggregate> of) {
        return switch (expression) {
            case Expression.Call call
            when Aggregates.isNamed(FORMER.getOrDefault(call.function(), call.function())) -> {
                var aggregate = call(FORMER.getOrDefault(call.function(), call.function()), call);
                var field = binder.field("", aggregate.type());
                inner.add(field);
                of.add(aggregate);
                yield new Expression.Name("$" + field.number(), call.span());
            }
            case Expression.Call(var function, var namedAt, var arguments, var span) ->
                new Expression.Call(
                        function,
                        namedAt,
                        arguments.stream()
                                .map(each -> new Expression.Argument(each.name(), replaced(each.value(), inner, of)))
                                .toList(),
                        span);
            case Expression.Binary(var sign, var signed, var left, var right, var span) ->
                new Expression.Binary(sign, signed, replaced(left, inner, of), replaced(right, inner, of), span);
            case Expression.Signed(var sign, var value, var span) ->
                new Expression.Signed(sign, replaced(value, inner, of), span);
            case Expression.Between(var negated, var value, var low, var high, var span) ->
                new Expression.Between(
                        negated, replaced(value, inner, of), replaced(low, inner, of), replaced(high, inner, of), span);
            case Expression.In(var sign, var signed, var value, var list, var span) ->
                new Expression.In(sign, signed, replaced(value, inner, of), list, span);
            case Expression.Member(var base, var name, var namedAt, var span) ->
                new Expression.Member(replaced(base, inner, of), name, namedAt, span);
            case Expression.Index(var base, var index, var span) ->
                new Expression.Index(replaced(base, inner, of), replaced(index, inner, of), span);
            default -> expression;
        };
    }
}
