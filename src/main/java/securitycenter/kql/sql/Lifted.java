package securitycenter.kql.sql;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import securitycenter.kql.binding.Field;
import securitycenter.kql.binding.Relation.Output;
import securitycenter.kql.binding.Scalar;

/** What DuckDB does not take within other values is worked out by a SELECT of its own, below. */
final class Lifted {

    private static final Set<String> TAKES_TABLES = Set.of("==", "!=", "<", "<=", ">", ">=", "and", "or", "not");

    /** Those of queries count from 1. */
    private static final int FIRST = 1_000_000;

    private final List<Output> below = new ArrayList<>();
    private int fields = FIRST;

    /** What was lifted since it was asked last. */
    List<Output> below() {
        var lifted = List.copyOf(below);
        below.clear();
        return lifted;
    }

    /** Those that go by others come after them: no window takes another beside it. */
    static Collection<List<Output>> levels(List<Output> lifted) {
        var heights = new HashMap<Field, Integer>();
        var levels = new TreeMap<Integer, List<Output>>();
        for (var output : lifted) {
            var height = height(output.value(), heights);
            heights.put(output.field(), height + 1);
            levels.computeIfAbsent(height, _ -> new ArrayList<>()).add(output);
        }
        return levels.values();
    }

    private static int height(Scalar scalar, Map<Field, Integer> heights) {
        return scalar instanceof Scalar.FieldValue(var field)
                ? heights.getOrDefault(field, 0)
                : scalar.parts().stream()
                        .mapToInt(part -> height(part, heights))
                        .max()
                        .orElse(0);
    }

    /** @param windows whether rows around a row may have a say in it, as they may not in a condition */
    Scalar from(Scalar scalar, boolean windows) {
        return scalar instanceof Scalar.Windowed && windows ? within(scalar, true) : replaced(scalar, true);
    }

    /** Of what is written within something else. */
    Scalar fromPart(Scalar scalar) {
        return replaced(scalar, false);
    }

    private Scalar within(Scalar scalar, boolean tables) {
        return scalar.parts().isEmpty()
                ? scalar
                : scalar.of(scalar.parts().stream()
                        .map(part -> replaced(part, tables && takesTables(scalar)))
                        .toList());
    }

    private static boolean takesTables(Scalar scalar) {
        return scalar instanceof Scalar.Applied(var function, var _, var _) && TAKES_TABLES.contains(function.name());
    }

    private Scalar replaced(Scalar scalar, boolean tables) {
        return switch (scalar) {
            case Scalar.Windowed windowed -> lift(within(windowed, true));
            case Scalar.First first when !tables -> lift(first);
            default -> within(scalar, tables);
        };
    }

    private Scalar lift(Scalar scalar) {
        var field = new Field(++fields, "", scalar.type(), List.of());
        below.add(new Output(field, scalar));
        return new Scalar.FieldValue(field);
    }
}
