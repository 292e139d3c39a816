package securitycenter.kql.binding;

import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import securitycenter.kql.binding.Relation.Output;
import securitycenter.kql.binding.Relation.Scan;
import securitycenter.kql.schema.KqlType;
import securitycenter.kql.schema.Table;

/** Of which tables a query itself says from when it wants rows: a condition holds their time against one that it knows. */
public final class TimedScans {

    private final Set<Scan> timed = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Set<Relation> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Set<Scalar> looked = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Map<Field, Set<Scan>> timeOf = new HashMap<>();

    private TimedScans() {}

    public static Set<Scan> in(Relation relation) {
        var scans = new TimedScans();
        scans.visit(relation);
        return scans.timed;
    }

    private void visit(Relation relation) {
        if (!seen.add(relation)) {
            return;
        }
        relation.inputs().forEach(this::visit);
        relation.scalars().forEach(this::tables);
        switch (relation) {
            case Scan scan ->
                scan.columns().forEach((column, field) -> {
                    if (column.name().equals(Table.TIME)) {
                        timeOf.put(field, Set.of(scan));
                    }
                });
            case Relation.Filter(var _, var condition) -> condition(condition);
            case Relation.Projection projection -> pass(projection.outputs());
            case Relation.Aggregation(var _, var keys, var aggregates) -> {
                pass(keys);
                aggregates.forEach(this::pass);
            }
            case Relation.Stepped stepped
            when stepped.from() != null && isKnownTime(stepped.from()) -> mark(stepped.axis());
            case Relation.Join join -> pass(join.outputs());
            case Relation.Union(var legs, var fields) -> legs.forEach(leg -> pass(fields, leg.fields()));
            case Relation.Shared(var of, var _, var fields) -> pass(fields, of.fields());
            default -> {
                // Neither holds times against each other nor gives one another name.
            }
        }
    }

    private void pass(List<Output> outputs) {
        outputs.forEach(output -> pass(output.field(), output.value()));
    }

    /** What stands in one row is from when the row is. */
    private void pass(Relation.Aggregated aggregated) {
        var values = switch (aggregated.aggregate()) {
            case Aggregate.Chosen(var _, var _, var chosen) -> chosen;
            case Aggregate.Any(var any) -> any;
            default -> List.<Scalar>of();
        };
        for (int i = 0; i < values.size(); i++) {
            pass(aggregated.fields().get(i), values.get(i));
        }
    }

    /** A time that is worked out of another, such as the hour that it is in, is as good as that. */
    private void pass(Field field, Scalar value) {
        if (value.type() == KqlType.DATETIME) {
            fields(value).forEach(of -> pass(field, of));
        }
    }

    private void tables(Scalar value) {
        if (looked.add(value)) {
            value.relations().forEach(this::visit);
            value.parts().forEach(this::tables);
        }
    }

    private void pass(List<Field> fields, List<Field> of) {
        for (int i = 0; i < fields.size(); i++) {
            pass(fields.get(i), of.get(i));
        }
    }

    private void pass(Field field, Field of) {
        var scans = timeOf.get(of);
        if (scans != null && !field.equals(of)) {
            timeOf.computeIfAbsent(field, _ -> Collections.newSetFromMap(new IdentityHashMap<>()))
                    .addAll(scans);
        }
    }

    private void mark(Scalar time) {
        fields(time).forEach(field -> timed.addAll(timeOf.getOrDefault(field, Set.of())));
    }

    private void condition(Scalar condition) {
        var parts = condition.parts();
        if (parts.stream().anyMatch(TimedScans::isKnownTime)) {
            parts.forEach(this::mark);
        }
        parts.forEach(this::condition);
    }

    private static boolean isKnownTime(Scalar value) {
        return value.type() == KqlType.DATETIME && fields(value).findAny().isEmpty();
    }

    private static Stream<Field> fields(Scalar scalar) {
        return scalar instanceof Scalar.FieldValue(var field)
                ? Stream.of(field)
                : scalar.parts().stream().flatMap(TimedScans::fields);
    }
}
