package securitycenter.kql.binding;

import java.util.IdentityHashMap;
import java.util.Map;
import securitycenter.kql.syntax.KqlException;
import securitycenter.kql.syntax.Span;

/**
 * How large a query may become. What has a name is used as often as it is named, so that a few lines can mean more than any
 * computer could work through.
 */
final class Bounds {

    /** Deeper, and a thread that follows it comes to its end. */
    private static final int DEEPEST = 300;

    /** A sequence is as deep as so many other steps: DuckDB, which plans it, ends with the whole process when it is too deep. */
    private static final int OF_A_SCAN = 15;

    private static final long MOST = 200_000;

    private record Extent(long parts, int depth) {}

    private final Map<Scalar, Extent> values = new IdentityHashMap<>();
    private final Map<Relation, Integer> tables = new IdentityHashMap<>();
    private long named;

    /** Counts a value that is used under its name. */
    Scalar use(Scalar value, Span span) {
        named += named(value, span).parts();
        if (named > MOST) {
            throw tooMuch(span);
        }
        return value;
    }

    /** @return the value, which gets a name */
    Scalar checked(Scalar value, Span span) {
        named(value, span);
        return value;
    }

    private Extent named(Scalar value, Span span) {
        var extent = extent(value);
        if (extent.depth() > DEEPEST || extent.parts() > MOST) {
            throw tooMuch(span);
        }
        return extent;
    }

    private Extent extent(Scalar value) {
        var known = values.get(value);
        if (known != null) {
            return known;
        }
        long parts = 1;
        int depth = 0;
        for (var part : value.parts()) {
            var extent = extent(part);
            parts += extent.parts();
            depth = Math.max(depth, extent.depth());
        }
        var extent = new Extent(parts, depth + 1);
        values.put(value, extent);
        return extent;
    }

    /** @return the table, which gets a name or a further step */
    Relation checked(Relation table, Span span) {
        if (depth(table) > DEEPEST) {
            throw tooMuch(span);
        }
        return table;
    }

    private int depth(Relation table) {
        var known = tables.get(table);
        if (known != null) {
            return known;
        }
        int depth = (table instanceof Relation.Scanned ? OF_A_SCAN : 1)
                + table.inputs().stream().mapToInt(this::depth).max().orElse(0);
        tables.put(table, depth);
        return depth;
    }

    private static KqlException tooMuch(Span span) {
        return new KqlException(
                span, "This query is too complex: too many steps or values go by others, and those by others again.");
    }
}
