package securitycenter.incidents;

import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import securitycenter.homes.TenantHome;

/** Lets those who change incidents of a home do so one after the other. */
final class Turn {

    private Turn() {}

    /**
     * Waits for whoever is changing incidents, and holds the others up until this transaction ends.
     *
     * @return the moment of the changes to come, later than that of every change before, whatever the clock says: so who
     *     reads changes in the order of their moments misses none
     */
    static Instant take(TenantHome home, Clock clock) {
        home.database()
                .sql("select id from grouping where id = 1 for update")
                .query(Integer.class)
                .single();
        var now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        return home.database()
                .sql("select changed_at from incident order by changed_at desc, id desc limit 1")
                .query(OffsetDateTime.class)
                .optional()
                .map(last -> last.toInstant().plus(1, ChronoUnit.MICROS))
                .filter(now::isBefore)
                .orElse(now);
    }
}
