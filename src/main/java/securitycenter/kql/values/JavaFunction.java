package securitycenter.kql.values;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A function that DuckDB calls. It says nothing of what is nothing, or a text that is empty.
 *
 * @param optional how many of the last arguments may be null because they are not written
 * @param rest whether the last argument is a list of all that is written from there on
 */
public record JavaFunction(String name, List<Kind> takes, int optional, boolean rest, Kind gives, Body body) {

    /** What becomes of the arguments: a Boolean, Double, List, Long, Map or String. */
    @FunctionalInterface
    interface Body {

        @Nullable
        Object of(Arguments arguments);
    }

    static JavaFunction of(String name, Kind gives, List<Kind> takes, Body body) {
        return new JavaFunction(name, takes, 0, false, gives, body);
    }

    JavaFunction optional(int last) {
        return new JavaFunction(name, takes, last, rest, gives, body);
    }

    JavaFunction withRest() {
        return new JavaFunction(name, takes, optional, true, gives, body);
    }

    JavaFunction named(String other) {
        return new JavaFunction(other, takes, optional, rest, gives, body);
    }

    /** As the database knows it. */
    public String sqlName() {
        return "kql_java_" + name.replace("$", "");
    }

    /** @param values as the database holds them: Boolean, Double, Long, String or null */
    public @Nullable Object apply(@Nullable Object[] values) {
        var result = body.of(new Arguments(takes, values));
        return switch (gives) {
            case DYNAMIC, VALUE -> result == null ? null : JsonWriter.written(result);
            case TEXT -> result == null ? "" : result;
            case BOOL, DECIMAL, GUID, LONG, MOMENT, REAL -> result;
        };
    }
}
