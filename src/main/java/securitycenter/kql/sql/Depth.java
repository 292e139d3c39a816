package securitycenter.kql.sql;

import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.Map;
import securitycenter.kql.binding.Aggregate;
import securitycenter.kql.binding.Relation;
import securitycenter.kql.binding.Scalar;
import securitycenter.kql.schema.KqlType;
import securitycenter.kql.syntax.KqlException;
import securitycenter.kql.syntax.Span;

/**
 * How often lists and bags may be put into one another, step by step: at some depth DuckDB would end the whole process. Counted
 * is more than there can be, as if each step worked on what is deepest of the step before.
 */
final class Depth {

    /** On top of what comes in, which is 200 deep at most. From about 2,700 on it is dangerous. */
    private static final int MOST = 500;

    /** Relations and values: what has a name stands in many places. */
    private final Map<Object, Integer> known = new IdentityHashMap<>();

    private Depth() {}

    /** @throws KqlException where it could be too deep */
    static void check(Relation relation) {
        if (new Depth().of(relation) > MOST) {
            throw new KqlException(
                    new Span(0, 0),
                    "This query puts lists and bags into one another more than " + MOST
                            + " times. Keep them side by side, with array_concat() or bag_merge().");
        }
    }

    private int of(Relation relation) {
        var before = known.get(relation);
        if (before != null) {
            return before;
        }
        var depth = deepest(relation.inputs()) + own(relation);
        known.put(relation, depth);
        return depth;
    }

    private int deepest(Collection<? extends Relation> relations) {
        return relations.stream().mapToInt(this::of).max().orElse(0);
    }

    private int own(Relation relation) {
        return switch (relation) {
            case Relation.Aggregation(var _, var keys, var aggregates) ->
                Math.max(
                        ofAll(keys.stream().map(Relation.Output::value).toList()),
                        aggregates.stream()
                                .mapToInt(each -> of(each.aggregate()))
                                .max()
                                .orElse(0));
            // For each row, of what the row has.
            case Relation.Applied applied -> of(applied.each());
            case Relation.Stepped _, Relation.Expanded _, Relation.Elements _ -> 1 + ofAll(relation.scalars());
            default -> ofAll(relation.scalars());
        };
    }

    private int of(Aggregate aggregate) {
        return switch (aggregate) {
            case Aggregate.Worked(var value, var _, var of) ->
                of(value) + of.stream().mapToInt(this::of).max().orElse(0);
            default -> 1 + ofAll(aggregate.scalars());
        };
    }

    private int ofAll(Collection<Scalar> scalars) {
        return scalars.stream().mapToInt(this::of).max().orElse(0);
    }

    private int of(Scalar scalar) {
        if (scalar.parts().isEmpty() && scalar.relations().isEmpty()) {
            return layers(scalar);
        }
        var before = known.get(scalar);
        if (before != null) {
            return before;
        }
        var depth = layers(scalar) + Math.max(ofAll(scalar.parts()), deepest(scalar.relations()));
        known.put(scalar, depth);
        return depth;
    }

    private static int layers(Scalar scalar) {
        var isMade = scalar instanceof Scalar.Applied || scalar instanceof Scalar.Windowed;
        return isMade && scalar.type() == KqlType.DYNAMIC ? 1 : 0;
    }
}
