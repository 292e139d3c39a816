package securitycenter.kql;

import org.jspecify.annotations.Nullable;
import securitycenter.kql.schema.Outside;
import securitycenter.kql.schema.Period;

/**
 * When a query is asked, and of when.
 *
 * @param now what {@code now()} is, in ticks of 100 ns since the year 1
 * @param period for the tables of which the query names no time; null for all that there is
 * @param peek null where there are no data to look at: then any column may follow from them
 */
public record Occasion(
        long now, @Nullable Period period, @Nullable Peek peek, Outside outside) {

    /** With nothing but the text of the query. */
    public Occasion(long now, @Nullable Period period) {
        this(now, period, null, Outside.NOTHING);
    }
}
