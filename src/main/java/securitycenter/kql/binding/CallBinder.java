package securitycenter.kql.binding;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import securitycenter.kql.binding.ExpressionBinder.Tables;
import securitycenter.kql.functions.FunctionTable;
import securitycenter.kql.functions.Windows;
import securitycenter.kql.schema.KqlType;
import securitycenter.kql.syntax.Expression;
import securitycenter.kql.syntax.KqlException;

/** Calls: functions of the query, those that look at rows around, and those that know more than what they are given. */
final class CallBinder {

    private final ExpressionBinder row;
    private final List<Field> fields;
    private final List<Relation.Key> order;
    private final @Nullable Field arrived;
    private final Scope scope;
    private final Tables tables;

    /** @param row binds what they are given */
    CallBinder(
            ExpressionBinder row,
            List<Field> fields,
            List<Relation.Key> order,
            @Nullable Field arrived,
            Scope scope,
            Tables tables) {
        this.row = row;
        this.fields = fields;
        this.order = order;
        this.arrived = arrived;
        this.scope = scope;
        this.tables = tables;
    }

    Scalar call(Expression.Call call) {
        var ofQuery = tables.value(call, scope, row);
        if (ofQuery != null) {
            return ofQuery;
        }
        return switch (call.function()) {
            case "now" -> now(call);
            case "ago" -> ago(call);
            case "pack_all" -> packAll(call);
            case "ingestion_time" -> ingestionTime();
            case "geo_info_from_ip_address" -> place(call);
            case "column_ifexists", "columnifexists" -> columnIfExists(call);
            default -> windowed(call);
        };
    }

    private Scalar place(Expression.Call call) {
        if (!tables.knowsPlaces()) {
            throw new KqlException(
                    call.named(),
                    "Where in the world an address is cannot be told here. The operator of this installation can provide a"
                            + " database of that.");
        }
        return windowed(call);
    }

    private Scalar windowed(Expression.Call call) {
        var last =
                call.arguments().isEmpty() ? null : call.arguments().getLast().value();
        if (last instanceof Expression.Typeof(var columns, var _)) {
            return typed(call, columns.getFirst());
        }
        if (!FunctionTable.isCallable(call.function())) {
            throw Unknown.function(call.named(), call.function(), List.of());
        }
        if (!Windows.isNamed(call.function())) {
            var number = Numbers.named(call);
            return number == null ? row.apply(call.function(), call.span(), row.arguments(call)) : number;
        }
        if (order.isEmpty()) {
            throw new KqlException(
                    call.span(), "\"" + call.function() + "\" needs rows in an order: put a \"sort by\" before it.");
        }
        var arguments = row.arguments(call);
        return Runs.isOne(call.function(), arguments)
                ? new Runs((name, values) -> window(name, call, values)).bind(call.function(), arguments)
                : window(call.function(), call, arguments);
    }

    private Scalar window(String name, Expression.Call call, List<Scalar> arguments) {
        var given = arguments.stream().map(Scalar::type).toList();
        var function = Windows.named(name).stream()
                .filter(each -> each.fit(given).isPresent())
                .findFirst()
                .orElseThrow(() -> new KqlException(call.span(), ExpressionBinder.doesNotTake(call.function(), given)));
        ExpressionBinder.check(function, call.span(), arguments);
        return new Scalar.Windowed(
                function, arguments, order, function.returns().of(given));
    }

    /** {@code extract(…, typeof(long))}. */
    private Scalar typed(Expression.Call call, Expression.TypedName wanted) {
        var arguments = call.arguments().subList(0, call.arguments().size() - 1);
        var value = row.bind(new Expression.Call(call.function(), call.named(), arguments, call.span()));
        var type = ExpressionBinder.type(wanted.type(), wanted.span());
        return value.type() == type ? value : new Scalar.Converted(value, type);
    }

    private Scalar columnIfExists(Expression.Call call) {
        if (call.arguments().size() != 2
                || !(row.bind(call.arguments().getFirst().value()) instanceof Scalar.Constant(var _, String name))) {
            throw new KqlException(
                    call.span(), "\"" + call.function() + "\" takes the name of a column as a text, and a value.");
        }
        var field = Relation.find(fields, name);
        return field == null ? row.bind(call.arguments().get(1).value()) : new Scalar.FieldValue(field);
    }

    /** Of rows that are no longer those of a table it is nothing, as in Kusto. */
    private Scalar ingestionTime() {
        return arrived == null ? new Scalar.Constant(KqlType.DATETIME, null) : new Scalar.FieldValue(arrived);
    }

    private Scalar packAll(Expression.Call call) {
        var arguments = new ArrayList<Scalar>();
        fields.forEach(field -> {
            arguments.add(new Scalar.Constant(KqlType.STRING, field.name()));
            arguments.add(new Scalar.FieldValue(field));
        });
        var bag = row.apply("bag_pack", call.span(), arguments);
        var ignoresEmpty = !call.arguments().isEmpty()
                && call.arguments().getFirst().value() instanceof Expression.BoolLiteral(var value, var _)
                && value;
        return ignoresEmpty ? row.apply("$filled", call.span(), List.of(bag)) : bag;
    }

    /** The same in the whole query. */
    private Scalar now(Expression.Call call) {
        var now = new Scalar.Constant(KqlType.DATETIME, tables.now());
        var arguments = row.arguments(call);
        return switch (arguments.isEmpty() ? null : arguments.getFirst()) {
            case null -> now;
            case Scalar.Constant(var type, Long ticks)
            when type == KqlType.TIMESPAN -> new Scalar.Constant(KqlType.DATETIME, tables.now() + ticks);
            case Scalar further -> row.apply("+", call.span(), List.of(now, further));
        };
    }

    private Scalar ago(Expression.Call call) {
        var arguments = row.arguments(call);
        if (arguments.size() != 1) {
            throw new KqlException(call.span(), "\"ago\" takes one span of time, such as ago(7d).");
        }
        var now = new Scalar.Constant(KqlType.DATETIME, tables.now());
        return arguments.getFirst() instanceof Scalar.Constant(var type, Long ticks) && type == KqlType.TIMESPAN
                ? new Scalar.Constant(KqlType.DATETIME, tables.now() - ticks)
                : row.apply("-", call.span(), List.of(now, arguments.getFirst()));
    }
}
