package securitycenter.kql.syntax;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a text holds: names that it gives, and what it asks. Without the latter it asks nothing.
 *
 * @param words all names that are in it, whatever they stand for
 */
public record Query(List<Let> lets, @Nullable Expression asked, Set<String> words) {

    /** A name for a value, a table or a function. */
    public record Let(String name, Span named, Definition definition) {}

    public sealed interface Definition {

        record Value(Expression expression) implements Definition {}

        /** @param view whether wildcards find it */
        record Function(boolean view, List<Parameter> parameters, Query body, Span span) implements Definition {}
    }

    /**
     * What a function takes.
     *
     * @param type of a value; empty for a table
     * @param columns of a table; null for any
     * @param preset null where it must be given
     */
    public record Parameter(
            String name,
            String type,
            @Nullable List<Expression.TypedName> columns,
            @Nullable Expression preset,
            Span span) {}
}
