package securitycenter.feed;

import org.jspecify.annotations.Nullable;
import securitycenter.alerts.Severity;
import securitycenter.alerts.UserName;
import securitycenter.homes.RowCondition;
import securitycenter.homes.RowCondition.Comparison;
import securitycenter.homes.RowSql;

/** Which incidents or alerts are meant. */
final class FeedSql extends RowSql<FeedField> {

    private final StringBuilder where = new StringBuilder(" where true");

    FeedSql(@Nullable RowCondition<FeedField> condition) {
        super("p");
        if (condition != null) {
            where.append(" and ").append(sql(condition));
        }
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

    @Override
    protected String column(FeedField field) {
        return field.column;
    }

    @Override
    protected String compares(FeedField field, Comparison comparison, @Nullable Object value) {
        return field == FeedField.ASSIGNED_TO && value instanceof String name
                ? super.compares(field, comparison, UserName.key(name))
                : super.compares(field, comparison, value);
    }

    @Override
    protected Object stored(Object value) {
        return value instanceof Severity severity ? severity.ordinal() : super.stored(value);
    }
}
