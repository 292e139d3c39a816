package securitycenter.inquiries;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import securitycenter.homes.TenantHome;
import securitycenter.investigations.Assets;
import securitycenter.investigations.Exhibits;
import securitycenter.investigations.Investigation;
import securitycenter.investigations.LogBook;
import securitycenter.investigations.LogEntry.Outcome;
import securitycenter.investigations.Next;
import securitycenter.investigations.Records;
import securitycenter.investigations.Sightings;

/**
 * A step of an investigation that is under way. What it writes, it writes in one transaction at its end; cut off before that, nothing
 * has happened.
 */
record Step(TenantHome home, Investigation of, Instant began, Clock clock) {

    /** What a step writes, and what is next. */
    interface Ending {
        Next write(Next next);
    }

    static Step of(TenantHome home, Investigation investigation, Clock clock) {
        return new Step(home, investigation, now(clock), clock);
    }

    Assets assets() {
        return new Assets(home, of.number());
    }

    Exhibits exhibits() {
        return new Exhibits(home, of.number());
    }

    Sightings sightings() {
        return new Sightings(home, of.number());
    }

    /** @return false when somebody else has changed it meanwhile, and nothing was written */
    boolean end(Ending ending) {
        return Boolean.TRUE.equals(home.transactions().execute(_ -> {
            var records = new Records(home);
            var held = records.hold(of.number());
            if (held.isEmpty()
                    || held.get().version() != of.version()
                    || held.get().cancelledBy() != null) {
                return false;
            }
            records.change(ending.write(new Next(held.get(), now())).build());
            return true;
        }));
    }

    /** In its log, within {@link #end}. */
    void note(String what, Outcome outcome, Object... filledWith) {
        new LogBook(home).add(of.number(), of.stage(), what, outcome, began, now(), null, filledWith);
    }

    Instant now() {
        return now(clock);
    }

    private static Instant now(Clock clock) {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
