package securitycenter.kql.sql;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import securitycenter.kql.binding.Aggregate;
import securitycenter.kql.binding.Field;
import securitycenter.kql.binding.Relation;
import securitycenter.kql.binding.Scalar;
import securitycenter.kql.functions.FunctionTable;

/**
 * What is read of a text with JSON comes from what the table holds taken apart beside it, where the rows still are those of the
 * table: a hundred times faster than to read each text.
 */
final class TakenApart {

    private final Relation rows;
    private final Set<Field> fields = new LinkedHashSet<>();

    /** @param rows those that the values are of */
    TakenApart(Relation rows) {
        this.rows = rows;
    }

    /** What the rows must bring along unseen. */
    Set<Field> fields() {
        return fields;
    }

    Scalar in(Scalar scalar) {
        if (scalar instanceof Scalar.Applied(var function, var arguments, var _)
                && FunctionTable.READING_JSON.contains(function.name())
                && arguments.getFirst() instanceof Scalar.FieldValue(var text)
                && find(text, rows) instanceof Field apart) {
            fields.add(apart);
            return new Scalar.FieldValue(apart);
        }
        return scalar.parts().isEmpty() ? scalar : scalar.of(all(scalar.parts()));
    }

    private List<Scalar> all(List<Scalar> scalars) {
        return scalars.stream().map(this::in).toList();
    }

    List<Relation.Output> in(List<Relation.Output> outputs) {
        return outputs.stream()
                .map(output -> new Relation.Output(output.field(), in(output.value())))
                .toList();
    }

    Relation.Aggregation in(Relation.Aggregation aggregation) {
        return new Relation.Aggregation(
                aggregation.input(),
                in(aggregation.keys()),
                aggregation.aggregates().stream()
                        .map(each -> new Relation.Aggregated(each.fields(), in(each.aggregate())))
                        .toList());
    }

    private Aggregate in(Aggregate aggregate) {
        return switch (aggregate) {
            case Aggregate.Call(var function, var arguments, var type) ->
                new Aggregate.Call(function, all(arguments), type);
            case Aggregate.Chosen(var greatest, var by, var values) ->
                new Aggregate.Chosen(greatest, in(by), all(values));
            case Aggregate.Any(var values) -> new Aggregate.Any(all(values));
            case Aggregate.Worked(var value, var inner, var of) -> {
                var parts = new ArrayList<Aggregate>();
                of.forEach(each -> parts.add(in(each)));
                yield new Aggregate.Worked(in(value), inner, parts);
            }
        };
    }

    /** What the rows of a relation can bring along. */
    static Set<Field> of(Relation relation) {
        return relation.fields().stream()
                .map(field -> find(field, relation))
                .filter(Objects::nonNull)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private static @Nullable Field find(Field text, Relation relation) {
        return switch (relation) {
            case Relation.Shared(var shared, var once, var fields) ->
                once || !fields.contains(text) ? null : find(shared.fields().get(fields.indexOf(text)), shared);
            case Relation.Scan scan -> scan.apart().get(text);
            case Relation.Passing passing -> find(text, passing.input());
            case Relation.Sorted(var input, var _) -> find(text, input);
            case Relation.Expanded expanded -> find(text, expanded.input());
            case Relation.Applied applied -> find(text, applied.input());
            case Relation.Projection(var input, var outputs) -> find(source(text, outputs), input);
            default -> null;
        };
    }

    /** Under which name it came. */
    private static Field source(Field field, List<Relation.Output> outputs) {
        return outputs.stream()
                                .filter(output -> output.field().equals(field))
                                .findFirst()
                                .map(Relation.Output::value)
                                .orElse(null)
                        instanceof Scalar.FieldValue(var before)
                ? before
                : field;
    }
}
