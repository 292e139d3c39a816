package securitycenter.kql.binding;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import securitycenter.kql.binding.Relation.Output;
import securitycenter.kql.schema.KqlType;
import securitycenter.kql.syntax.Expression;
import securitycenter.kql.syntax.KqlException;
import securitycenter.kql.syntax.Operator;
import securitycenter.kql.syntax.Operator.Named;
import securitycenter.kql.syntax.Span;

/** What makes rows itself. */
final class SourceBinder {

    private final Binder binder;
    private final Scope scope;

    SourceBinder(Binder binder, Scope scope) {
        this.binder = binder;
        this.scope = scope;
    }

    Relation print(List<Named> values) {
        var row = binder.expressions(List.of(), scope);
        var outputs = new ArrayList<Output>();
        var names = new ColumnNames(List.of());
        var written = new HashSet<String>();
        for (int i = 0; i < values.size(); i++) {
            var each = values.get(i);
            PipeBinder.once(each, written);
            var several = new ResultsBinder(binder, row, names).bind(each);
            if (!several.isEmpty()) {
                each.names().forEach(name -> names.free(name.name()));
                outputs.addAll(several);
                continue;
            }
            var value = row.bind(each.value());
            var own = each.names().isEmpty()
                    ? "print_" + i
                    : each.names().getFirst().name();
            outputs.add(new Output(binder.field(names.free(own), value.type()), value));
        }
        return new Relation.Projection(binder.one(), outputs);
    }

    Relation dataTable(List<Expression.TypedName> columns, List<Expression> values, Span span) {
        var fields = columns.stream()
                .map(column -> binder.field(column.name(), ExpressionBinder.type(column.type(), column.span())))
                .toList();
        if (fields.isEmpty() || values.size() % fields.size() != 0) {
            throw new KqlException(
                    span,
                    "This table has " + fields.size() + " columns, and " + values.size()
                            + " values do not make whole rows.");
        }
        var row = binder.expressions(List.of(), scope);
        var rows = new ArrayList<List<Scalar>>();
        for (int from = 0; from < values.size(); from += fields.size()) {
            var cells = new ArrayList<Scalar>();
            for (int i = 0; i < fields.size(); i++) {
                cells.add(cell(row.bind(values.get(from + i)), fields.get(i).type()));
            }
            rows.add(cells);
        }
        return new Relation.Values(fields, rows);
    }

    private static Scalar cell(Scalar value, KqlType type) {
        return value.type() == type ? value : new Scalar.Converted(value, type);
    }

    Relation range(Operator.Range range) {
        var row = binder.expressions(List.of(), scope);
        var from = row.bind(range.from());
        var to = row.bind(range.to());
        var step = row.bind(range.step());
        var numbers = from.type().isNumber() && (to.type() == KqlType.REAL || step.type() == KqlType.REAL);
        var type = numbers ? KqlType.REAL : from.type() == KqlType.INT ? KqlType.LONG : from.type();
        Steps.check(type, step, range.step());
        return new Relation.Series(
                binder.field(range.column(), type),
                Steps.end(type, from, range.from()),
                Steps.end(type, to, range.to()),
                type == KqlType.REAL && step.type() != type ? new Scalar.Converted(step, type) : step);
    }

    Relation getSchema(Relation input) {
        var fields = List.of(
                binder.field("ColumnName", KqlType.STRING),
                binder.field("ColumnOrdinal", KqlType.INT),
                binder.field("DataType", KqlType.STRING),
                binder.field("ColumnType", KqlType.STRING));
        var rows = new ArrayList<List<Scalar>>();
        for (int i = 0; i < input.fields().size(); i++) {
            var field = input.fields().get(i);
            rows.add(List.of(
                    text(field.name()),
                    new Scalar.Constant(KqlType.INT, (long) i),
                    text(field.type().netName()),
                    text(field.type().word())));
        }
        return new Relation.Values(fields, rows);
    }

    private static Scalar text(@Nullable String value) {
        return new Scalar.Constant(KqlType.STRING, value);
    }
}
