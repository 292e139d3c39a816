package securitycenter.kql.binding;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import securitycenter.kql.binding.ExpressionBinder.Tables;
import securitycenter.kql.binding.Scope.Meaning;
import securitycenter.kql.functions.FunctionTable;
import securitycenter.kql.schema.KqlType;
import securitycenter.kql.syntax.Expression;
import securitycenter.kql.syntax.KqlException;
import securitycenter.kql.syntax.Span;

/** What is held against each other, or sought in a list or a table. Each is taken for what the other one is. */
final class ComparisonBinder {

    private static final Set<String> ORDERED = Set.of("<", "<=", ">", ">=");

    private final ExpressionBinder row;
    private final List<Field> fields;
    private final Scope scope;
    private final Tables tables;

    /** @param row binds what is compared */
    ComparisonBinder(ExpressionBinder row, List<Field> fields, Scope scope, Tables tables) {
        this.row = row;
        this.fields = fields;
        this.scope = scope;
        this.tables = tables;
    }

    Scalar compare(String sign, Span span, Scalar left, Scalar right) {
        var one = likened(left, right);
        var two = likened(right, left);
        var same =
                one.type() == two.type() || one.type().isNumber() && two.type().isNumber();
        if (!same || ORDERED.contains(sign) && !isOrdered(one.type())) {
            throw new KqlException(
                    span,
                    "\"" + sign + "\" does not compare " + one.type().word() + " with "
                            + two.type().word() + ".");
        }
        return ExpressionBinder.applied(FunctionTable.named(sign).getFirst(), List.of(one, two));
    }

    private static boolean isOrdered(KqlType type) {
        return type.isNumber() || type == KqlType.DATETIME || type == KqlType.TIMESPAN;
    }

    /** As what it is compared with. A dynamic value is what the other one is, a text may be a time. */
    private static Scalar likened(Scalar value, Scalar other) {
        var isOther = value.type() != other.type();
        var isRead = value.type() == KqlType.STRING && other.type() != KqlType.DYNAMIC && other.type() != KqlType.BOOL;
        var isCounted = value.type() == KqlType.BOOL && other.type().isNumber();
        return isOther && (value.type() == KqlType.DYNAMIC || isRead || isCounted)
                ? new Scalar.Converted(value, other.type())
                : value;
    }

    Scalar between(Expression.Between between) {
        var value = row.bind(between.value());
        var low = row.bind(between.low());
        var high = row.bind(between.high());
        if (high.type() == KqlType.TIMESPAN && value.type() == KqlType.DATETIME) {
            high = row.apply("+", between.high().span(), List.of(low, high));
        }
        var inside = row.apply(
                "and",
                between.span(),
                List.of(compare(">=", between.span(), value, low), compare("<=", between.span(), value, high)));
        return between.negated() ? row.apply("not", between.span(), List.of(inside)) : inside;
    }

    Scalar in(Expression.In in) {
        var value = row.bind(in.value());
        if (in.sign().startsWith("has_")) {
            return terms(in, value);
        }
        var anyCase = in.sign().endsWith("~");
        var found = isTable(in.list()) ? tabled(in, value, anyCase) : listed(in, value, anyCase);
        return in.sign().startsWith("!") ? row.apply("not", in.span(), List.of(found)) : found;
    }

    private Scalar tabled(Expression.In in, Scalar value, boolean anyCase) {
        var written = in.list().getFirst();
        var table = tables.first(written, scope).table();
        var type = table.fields().getFirst().type();
        if (type == KqlType.DYNAMIC && value.type() != KqlType.DYNAMIC) {
            return new Scalar.Tabled(value, tables.firstAs(value.type(), table), anyCase);
        }
        var alike = likened(value, new Scalar.Constant(type, null));
        if (alike.type() != type && !(alike.type().isNumber() && type.isNumber())) {
            throw new KqlException(
                    in.span(),
                    "\"" + in.sign() + "\" does not look for " + value.type().word() + " in a column of " + type.word()
                            + ".");
        }
        return new Scalar.Tabled(alike, table, anyCase);
    }

    private boolean isTable(List<Expression> list) {
        return list.size() == 1
                && switch (list.getFirst()) {
                    case Expression.Pipe _ -> true;
                    case Expression.Name(var name, var _) ->
                        scope.find(name) instanceof Meaning.Table
                                || scope.find(name) == null
                                        && Relation.find(fields, name) == null
                                        && tables.isTable(name);
                    case Expression.Call(var function, var _, var _, var _) ->
                        scope.find(function) instanceof Meaning.Function;
                    default -> false;
                };
    }

    private Scalar listed(Expression.In in, Scalar value, boolean anyCase) {
        var list = in.list().stream().map(row::bind).toList();
        if (list.size() == 1 && list.getFirst().type() == KqlType.DYNAMIC) {
            return new Scalar.Listed(value, list, anyCase);
        }
        var likened = list.stream().map(each -> likened(each, value)).toList();
        likened.stream()
                .filter(each -> each.type() != value.type()
                        && !(each.type().isNumber() && value.type().isNumber())
                        && value.type() != KqlType.DYNAMIC)
                .findFirst()
                .ifPresent(other -> {
                    throw new KqlException(
                            in.span(),
                            "\"" + in.sign() + "\" does not look for "
                                    + other.type().word() + " in "
                                    + value.type().word() + ".");
                });
        return new Scalar.Listed(value, likened, anyCase);
    }

    private Scalar terms(Expression.In in, Scalar value) {
        var list = isTable(in.list())
                ? List.of(tables.first(in.list().getFirst(), scope))
                : in.list().stream().map(row::bind).toList();
        var arguments = new ArrayList<Scalar>();
        arguments.add(value);
        arguments.addAll(list);
        return row.apply(in.sign(), in.span(), arguments);
    }
}
