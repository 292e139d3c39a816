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
import securitycenter.kql.syntax.Span;

/** {@code mv-expand} and {@code mv-apply}: the elements of a list take the place of the list. */
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
        var fields = new ArrayList<>(input.fields());
        var lists = lists(expand.columns(), isOfPairs(expand.options()));
        lists.forEach(list -> put(fields, list.field()));
        var place = place(expand.options(), fields);
        if (place != null) {
            fields.add(place);
        }
        var expanded = new Relation.Expanded(input, lists, place, rows(expand.rows()), fields);
        return typed(expand.columns(), lists, expanded, expand.span());
    }

    /** Each row's elements go through steps of their own, which see the row's columns too. */
    Relation bind(Operator.MvApply apply) {
        var lists = lists(apply.columns(), isOfPairs(apply.options()));
        var place = place(apply.options(), lists.stream().map(Output::field).toList());
        var elements = new Relation.Elements(lists, place, rows(apply.rows()));
        var each = typed(apply.columns(), lists, elements, apply.span());
        var inner = new Scope(scope);
        input.fields()
                .forEach(field -> inner.name(field.name(), new Scope.Meaning.Value(new Scalar.FieldValue(field))));
        var pipe = new PipeBinder(binder, inner);
        for (var step : apply.steps()) {
            Nesting.check(step);
            each = pipe.bind(step, each);
        }
        var shown = each;
        var fields = new ArrayList<>(input.fields().stream()
                .filter(field -> Relation.find(shown.fields(), field.name()) == null)
                .toList());
        fields.addAll(shown.fields());
        return new Relation.Applied(input, shown, fields, false);
    }

    /** @param pairs a bag is a list of lists of a name and a value, and not of bags */
    private List<Output> lists(List<Operator.Expanded> columns, boolean pairs) {
        var row = binder.expressions(input.fields(), scope);
        var names = new ColumnNames(input.fields().stream().map(Field::name).toList());
        var lists = new ArrayList<Output>();
        for (var column : columns) {
            var value = row.bind(column.value().value());
            if (value.type() != KqlType.DYNAMIC) {
                throw new KqlException(
                        column.value().value().span(),
                        "Only a dynamic value has elements; this one is of the type "
                                + value.type().word() + ".");
            }
            var list = pairs ? row.apply("$pairs", column.value().value().span(), List.of(value)) : value;
            lists.add(new Output(binder.field(nameOf(column, names), KqlType.DYNAMIC), list));
        }
        checkNames(lists, columns);
        return lists;
    }

    private static boolean isOfPairs(Operator.Options options) {
        return "array".equals(options.word("kind")) || "array".equals(options.word("bagexpansion"));
    }

    private @Nullable Field place(Operator.Options options, List<Field> beside) {
        var index = options.word("with_itemindex");
        var names = new ColumnNames(beside.stream().map(Field::name).toList());
        return index == null ? null : binder.field(names.free(index), KqlType.LONG);
    }

    private long rows(@Nullable Expression rows) {
        return rows != null
                        && binder.expressions(List.of(), scope).bind(rows)
                                instanceof Scalar.Constant(var _, Long number)
                ? number
                : Long.MAX_VALUE;
    }

    private static void checkNames(List<Output> lists, List<Operator.Expanded> columns) {
        var seen = new HashSet<String>();
        for (int i = 0; i < lists.size(); i++) {
            var name = lists.get(i).field().name();
            if (!seen.add(name)) {
                throw new KqlException(
                        columns.get(i).value().value().span(), "There are two columns \"" + name + "\" here.");
            }
        }
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
    private Relation typed(List<Operator.Expanded> columns, List<Output> lists, Relation expanded, Span span) {
        if (columns.stream().allMatch(column -> column.type().isEmpty())) {
            return expanded;
        }
        var row = binder.expressions(expanded.fields(), scope);
        var outputs = new ArrayList<Output>();
        for (var field : expanded.fields()) {
            int place = lists.stream().map(Output::field).toList().indexOf(field);
            var type = place < 0 ? "" : columns.get(place).type();
            if (type.isEmpty()) {
                outputs.add(new Output(field, new Scalar.FieldValue(field)));
            } else {
                var wanted = ExpressionBinder.type(type, span);
                var value = row.apply("$as_" + wanted.word(), span, List.of(new Scalar.FieldValue(field)));
                outputs.add(new Output(binder.field(field.name(), wanted), value));
            }
        }
        return new Relation.Projection(expanded, outputs);
    }
}
