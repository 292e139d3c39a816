package securitycenter.kql.binding;

import java.util.ArrayList;
import java.util.List;
import securitycenter.kql.binding.Relation.Output;
import securitycenter.kql.schema.KqlType;
import securitycenter.kql.syntax.KqlException;
import securitycenter.kql.syntax.Operator;

/** {@code mv-expand}: the elements of a list take the place of the list. */
final class ExpandBinder {

    private final Binder binder;
    private final Scope scope;
    private final Relation input;

    ExpandBinder(Binder binder, Scope scope, Relation input) {
        this.binder = binder;
        this.scope = scope;
        this.input = input;
    }

    Relation bind(Operator.MvExpand expand) {
        var row = binder.expressions(input.fields(), scope);
        var fields = new ArrayList<>(input.fields());
        var names = new ColumnNames(input.fields().stream().map(Field::name).toList());
        var lists = new ArrayList<Output>();
        for (var column : expand.columns()) {
            var value = row.bind(column.value().value());
            if (value.type() != KqlType.DYNAMIC) {
                throw new KqlException(
                        column.value().value().span(),
                        "Only a dynamic value has elements; this one is of the type "
                                + value.type().word() + ".");
            }
            var field = binder.field(nameOf(column, names), KqlType.DYNAMIC);
            lists.add(new Output(field, value));
            put(fields, field);
        }
        var index = expand.options().word("with_itemindex");
        var place = index == null ? null : binder.field(index, KqlType.LONG);
        if (place != null) {
            fields.add(place);
        }
        var most = expand.rows() == null ? Long.MAX_VALUE : rows(expand);
        return typed(expand, new Relation.Expanded(input, lists, place, most, fields));
    }

    private long rows(Operator.MvExpand expand) {
        return expand.rows() != null
                        && binder.expressions(List.of(), scope).bind(expand.rows())
                                instanceof Scalar.Constant(var _, Long number)
                ? number
                : Long.MAX_VALUE;
    }

    private static String nameOf(Operator.Expanded column, ColumnNames names) {
        if (!column.value().names().isEmpty()) {
            return column.value().names().getFirst().name();
        }
        var own = ColumnNames.of(column.value().value());
        return own.isEmpty() ? names.numbered("Column") : own;
    }

    private static void put(List<Field> fields, Field added) {
        for (int i = 0; i < fields.size(); i++) {
            if (fields.get(i).name().equals(added.name())) {
                fields.set(i, added);
                return;
            }
        }
        fields.add(added);
    }

    /** An element of another kind is nothing. */
    private Relation typed(Operator.MvExpand expand, Relation.Expanded expanded) {
        if (expand.columns().stream().allMatch(column -> column.type().isEmpty())) {
            return expanded;
        }
        var row = binder.expressions(expanded.fields(), scope);
        var outputs = new ArrayList<Output>();
        for (var field : expanded.fields()) {
            int place = expanded.lists().stream().map(Output::field).toList().indexOf(field);
            var type = place < 0 ? "" : expand.columns().get(place).type();
            if (type.isEmpty()) {
                outputs.add(new Output(field, new Scalar.FieldValue(field)));
            } else {
                var wanted = ExpressionBinder.type(type, expand.span());
                var value = row.apply("$as_" + wanted.word(), expand.span(), List.of(new Scalar.FieldValue(field)));
                outputs.add(new Output(binder.field(field.name(), wanted), value));
            }
        }
        return new Relation.Projection(expanded, outputs);
    }
}
