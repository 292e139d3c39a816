package securitycenter.homes;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import securitycenter.homes.RowCondition.All;
import securitycenter.homes.RowCondition.Any;
import securitycenter.homes.RowCondition.Compares;
import securitycenter.homes.RowCondition.Comparison;

/**
 * The part of a statement that says which rows are meant, with its parameters.
 *
 * @param <F> what can be asked about
 */
public abstract class RowSql<F> {

    private final Map<String, Object> parameters = new LinkedHashMap<>();
    private final String prefix;

    /** @param prefix of the names of its parameters: another for each part of one statement */
    protected RowSql(String prefix) {
        this.prefix = prefix;
    }

    public final Map<String, Object> parameters() {
        return parameters;
    }

    protected abstract String column(F field);

    protected final String sql(RowCondition<F> condition) {
        return switch (condition) {
            case All<F>(var conditions) -> joined(conditions, " and ");
            case Any<F>(var conditions) -> joined(conditions, " or ");
            case Compares<F>(var field, var comparison, var value) -> compares(field, comparison, value);
        };
    }

    private String joined(List<RowCondition<F>> conditions, String by) {
        return conditions.stream().map(this::sql).collect(Collectors.joining(by, "(", ")"));
    }

    /** What has no value is different from every value, which SQL alone would not say. */
    protected String compares(F field, Comparison comparison, @Nullable Object value) {
        var column = column(field);
        if (value == null) {
            return column + (comparison == Comparison.EQUAL ? " is null" : " is not null");
        }
        var compared = column + " " + comparison.sign + " " + parameter(value);
        return comparison == Comparison.NOT_EQUAL ? "(" + compared + " or " + column + " is null)" : compared;
    }

    protected final String parameter(Object value) {
        var name = prefix + parameters.size();
        parameters.put(name, stored(value));
        return ":" + name;
    }

    /** As its column holds it. */
    protected Object stored(Object value) {
        return switch (value) {
            case Instant at -> Sql.time(at);
            case Enum<?> word -> word.name();
            default -> value;
        };
    }
}
