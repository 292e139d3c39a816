package securitycenter.incidents;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import securitycenter.homes.Sql;
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
                .sql("select last_turn, next_incident, next_alert from grouping where id = 1 for update")
                .query((row, _) ->
                        new Turn(home, after(Sql.instant(row, "last_turn"), clock), row.getLong(2), row.getLong(3)))
                .single()
                .begun();
    }

    private static Instant after(Instant last, Clock clock) {
        var now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        return now.isAfter(last) ? now : last.plus(1, ChronoUnit.MICROS);
    }

    private Turn begun() {
        home.database()
                .sql("update grouping set last_turn = ? where id = 1")
                .param(Sql.time(now))
                .update();
        return this;
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
