package securitycenter.kql.binding;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import securitycenter.kql.binding.Relation.Output;
import securitycenter.kql.binding.Relation.Projection;
import securitycenter.kql.schema.KqlType;
import securitycenter.kql.schema.Table;
import securitycenter.kql.syntax.Expression;
import securitycenter.kql.syntax.KqlException;
import securitycenter.kql.syntax.Operator;
import securitycenter.kql.syntax.Span;

/**
 * {@code union}: all columns of all tables, in the order in which they come up. One that is of several types becomes one
 * for each of them.
 */
final class UnionBinder {

    record Leg(String name, Relation relation) {}

    private record Column(String name, KqlType type) {}

    private final Binder binder;
    private final Scope scope;

    UnionBinder(Binder binder, Scope scope) {
        this.binder = binder;
        this.scope = scope;
    }

    Relation bind(Operator.Union union, Relation input) {
        var legs = new ArrayList<Leg>();
        if (!input.fields().isEmpty()) {
            legs.add(new Leg("union_arg0", input));
        }
        var fuzzy = "true".equals(union.options().word("isfuzzy"));
        for (var leg : union.legs()) {
            legs.addAll(legs(leg, legs.size(), fuzzy));
        }
        if (legs.isEmpty()) {
            throw new KqlException(union.span(), "None of these tables exists.");
        }
        var inner = "inner".equals(union.options().word("kind"));
        return union(legs, inner, sourceColumn(union));
    }

    private static @Nullable String sourceColumn(Operator.Union union) {
        var name = union.options().word("withsource");
        return name == null ? union.options().word("with_source") : name;
    }

    List<Leg> legs(Expression leg, int place, boolean fuzzy) {
        try {
            return switch (leg) {
                case Expression.Wildcard(var pattern, var span) -> matching(pattern, span);
                case Expression.Name(var name, var _) ->
                    List.of(new Leg(
                            scope.find(name) == null || isView(name) ? name : "union_arg" + place,
                            binder.table(leg, scope)));
                default -> List.of(new Leg("union_arg" + place, binder.table(leg, scope)));
            };
        } catch (UnknownName unknown) {
            if (fuzzy && unknown.what() == UnknownName.Of.TABLE) {
                return List.of();
            }
            throw unknown;
        }
    }

    private boolean isView(String name) {
        return scope.find(name) instanceof Scope.Meaning.Function(var function, var _) && function.view();
    }

    private List<Leg> matching(String pattern, Span span) {
        var names = ColumnsBinder.pattern(pattern);
        var legs = Stream.concat(
                        binder.schema().tables().stream().map(Table::name),
                        scope.all().stream().distinct().filter(this::isView).sorted())
                .filter(name -> names.matcher(name).matches())
                .map(name -> new Leg(name, binder.table(new Expression.Name(name, span), scope)))
                .toList();
        if (legs.isEmpty()) {
            throw new UnknownName(UnknownName.Of.TABLE, pattern, span, "No table is called \"" + pattern + "\".");
        }
        return legs;
    }

    Relation union(List<Leg> legs, boolean inner, @Nullable String source) {
        var columns = inner ? common(legs) : all(legs);
        var types = typesByName(columns);
        var fields = new ArrayList<Field>();
        if (source != null) {
            fields.add(binder.field(source, KqlType.STRING));
        }
        var alone = columns.stream()
                .map(Column::name)
                .filter(name -> types.getOrDefault(name, Set.of()).size() == 1)
                .toList();
        var names = new ColumnNames(alone);
        for (var column : columns) {
            var name = alone.contains(column.name())
                    ? column.name()
                    : names.free(column.name() + "_" + column.type().word());
            fields.add(binder.field(name, column.type()));
        }
        var outputs = legs.stream().map(leg -> outputs(leg, columns, source)).toList();
        return new Relation.Union(outputs, fields);
    }

    private static Set<Column> all(List<Leg> legs) {
        var columns = new LinkedHashSet<Column>();
        legs.stream().flatMap(UnionBinder::columns).forEach(columns::add);
        return columns;
    }

    private static Set<Column> common(List<Leg> legs) {
        var columns = all(legs);
        legs.forEach(leg -> columns.retainAll(columns(leg).toList()));
        return columns;
    }

    private static Stream<Column> columns(Leg leg) {
        return leg.relation().fields().stream().map(field -> new Column(field.name(), field.type()));
    }

    private static Map<String, Set<KqlType>> typesByName(Set<Column> columns) {
        var types = new LinkedHashMap<String, Set<KqlType>>();
        columns.forEach(column ->
                types.computeIfAbsent(column.name(), _ -> new LinkedHashSet<>()).add(column.type()));
        return types;
    }

    private Projection outputs(Leg leg, Set<Column> columns, @Nullable String source) {
        var outputs = new ArrayList<Output>();
        if (source != null) {
            var value = new Scalar.Constant(KqlType.STRING, leg.name());
            outputs.add(new Output(binder.field(source, KqlType.STRING), value));
        }
        for (var column : columns) {
            var found = Relation.find(leg.relation().fields(), column.name());
            Scalar value = found != null && found.type() == column.type()
                    ? new Scalar.FieldValue(found)
                    : new Scalar.Constant(column.type(), null);
            outputs.add(new Output(binder.field(column.name(), column.type()), value));
        }
        return new Projection(leg.relation(), outputs);
    }
}
