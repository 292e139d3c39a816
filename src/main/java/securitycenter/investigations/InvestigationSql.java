package securitycenter.investigations;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import securitycenter.homes.RowCondition;
import securitycenter.homes.RowCondition.Comparison;
import securitycenter.homes.RowSql;
import securitycenter.investigations.InvestigationFeed.Field;

/** Which investigations are meant. */
final class InvestigationSql extends RowSql<Field> {

    private final String where;

    InvestigationSql(@Nullable RowCondition<Field> condition) {
        super("p");
        where = condition == null ? "1 = 1" : sql(condition);
    }

    String behind(@Nullable Long number) {
        return number == null ? where : where + " and number < " + parameter(number);
    }

    @Override
    protected String column(Field field) {
        return switch (field) {
            case ID -> "number";
            case STATE -> "state";
            case STARTED -> "started_at";
            case MACHINE -> "case when about_kind = 'DEVICE' then about_key end";
            case ALERT -> "alert_id";
        };
    }

    @Override
    protected String compares(Field field, Comparison comparison, @Nullable Object value) {
        return switch (field) {
            case ID -> comparesNumber(comparison, value);
            case MACHINE -> comparesMachine(comparison, value);
            case STATE, STARTED, ALERT -> super.compares(field, comparison, value);
        };
    }

    private String comparesMachine(Comparison comparison, @Nullable Object value) {
        if (!(value instanceof String text)) {
            return super.compares(Field.MACHINE, comparison, value);
        }
        var key = text.toLowerCase(Locale.ROOT);
        // The index is of the key alone.
        return comparison == Comparison.EQUAL
                ? "(about_key = " + parameter(key) + " and about_kind = 'DEVICE')"
                : super.compares(Field.MACHINE, comparison, key);
    }

    private String comparesNumber(Comparison comparison, @Nullable Object value) {
        return value instanceof String text && text.matches("\\d{1,18}")
                ? super.compares(Field.ID, comparison, Long.parseLong(text))
                : comparison == Comparison.EQUAL ? "1 = 0" : "1 = 1";
    }
}
