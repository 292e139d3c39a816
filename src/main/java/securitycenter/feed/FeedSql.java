package securitycenter.feed;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import securitycenter.alerts.Severity;
import securitycenter.alerts.UserName;
import securitycenter.feed.FeedCondition.All;
import securitycenter.feed.FeedCondition.Any;
import securitycenter.feed.FeedCondition.Compares;
import securitycenter.feed.FeedCondition.Comparison;
import securitycenter.feed.FeedCondition.Field;

/** The part of a statement that says which rows, with its parameters. */
class FeedSql {

    private final Map<String, Object> parameters = new LinkedHashMap<>();
    private final StringBuilder where;

    FeedSql(@Nullable FeedCondition condition) {
        where = new StringBuilder(" where true");
        if (condition != null) {
            where.append(" and ").append(sql(condition));
        }
    }

    Map<String, Object> parameters() {
        return parameters;
    }

    String where() {
        return where.toString();
    }

    /** Those of the page, in its order. */
    String page(FeedQuery query, String number) {
        var column = query.by().column;
        if (query.after() != null) {
            var at = parameter(query.after().at());
            // The first half is what an index can be entered with.
            where.append(" and %1$s %2$s= %3$s and (%1$s %2$s %3$s or %4$s %2$s %5$s)"
                    .formatted(
                            column,
                            query.direction().beyond,
                            at,
                            number,
                            parameter(query.after().number())));
        }
        return where
                + " order by %1$s %2$s, %3$s %2$s limit %4$s offset %5$s"
                        .formatted(
                                column,
                                query.direction().word,
                                number,
                                parameter(query.limit()),
                                parameter(query.skip()));
    }

    private String sql(FeedCondition condition) {
        return switch (condition) {
            case All(var conditions) -> joined(conditions, " and ");
            case Any(var conditions) -> joined(conditions, " or ");
            case Compares(var field, var comparison, String name)
            when field == Field.ASSIGNED_TO -> sql(field.column, comparison, UserName.key(name));
            case Compares(var field, var comparison, var value) -> sql(field.column, comparison, value);
        };
    }

    private String joined(List<FeedCondition> conditions, String by) {
        return conditions.stream().map(this::sql).collect(Collectors.joining(by, "(", ")"));
    }

    /** What has no value is different from every value, which SQL alone would not say. */
    private String sql(String column, Comparison comparison, @Nullable Object value) {
        if (value == null) {
            return column + (comparison == Comparison.EQUAL ? " is null" : " is not null");
        }
        var compared = column + " " + comparison.sign + " " + parameter(value);
        return comparison == Comparison.NOT_EQUAL ? "(" + compared + " or " + column + " is null)" : compared;
    }

    private String parameter(Object value) {
        var name = "p" + parameters.size();
        parameters.put(name, stored(value));
        return ":" + name;
    }

    private static Object stored(Object value) {
        return switch (value) {
            case Instant at -> at.atOffset(ZoneOffset.UTC);
            case Severity severity -> severity.ordinal();
            case Enum<?> word -> word.name();
            default -> value;
        };
    }
}
