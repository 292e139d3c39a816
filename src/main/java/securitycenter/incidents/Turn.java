package securitycenter.incidents;

import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import securitycenter.homes.TenantHome;

/** The turn of one transaction: those who change incidents of a home do so one after the other. */
final class Turn {

    private final TenantHome home;
    private final Instant now;
    private long nextIncident;
    private long nextAlert;

    private Turn(TenantHome home, Instant now, long nextIncident, long nextAlert) {
        this.home = home;
        this.now = now;
        this.nextIncident = nextIncident;
        this.nextAlert = nextAlert;
    }

    /** Waits for whoever is changing incidents, and holds the others up until this transaction ends. */
    static Turn take(TenantHome home, Clock clock) {
        return home.database()
                .sql("select next_incident, next_alert from grouping where id = 1 for update")
                .query((row, _) -> new Turn(home, now(home, clock), row.getLong(1), row.getLong(2)))
                .single();
    }

    private static Instant now(TenantHome home, Clock clock) {
        var now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        return home.database()
                .sql("select changed_at from incident order by changed_at desc, id desc limit 1")
                .query(OffsetDateTime.class)
                .optional()
                .map(last -> last.toInstant().plus(1, ChronoUnit.MICROS))
                .filter(now::isBefore)
                .orElse(now);
    }

    /**
     * The moment of the changes to come, later than that of every change before, whatever the clock says: so who reads
     * changes in the order of their moments misses none.
     */
    Instant now() {
        return now;
    }

    /** The number of a new incident, which nobody else takes. */
    long incident() {
        return nextIncident++;
    }

    /** The number of a new alert, which nobody else takes. */
    long alert() {
        return nextAlert++;
    }

    /** Writes down which numbers were taken. */
    void end() {
        home.database()
                .sql("update grouping set next_incident = ?, next_alert = ? where id = 1")
                .params(nextIncident, nextAlert)
                .update();
    }
}
