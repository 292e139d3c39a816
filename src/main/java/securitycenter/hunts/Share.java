package securitycenter.hunts;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Component;
import securitycenter.homes.Sql;
import securitycenter.homes.TenantHome;

/** What a tenant's queries may use of the processors, by the quarter of an hour and by the day. */
@Component
class Share {

    private static final Duration QUARTER = Duration.ofMinutes(15);

    private final HuntSettings settings;
    private final Clock clock;

    Share(HuntSettings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * @param used 1 is all of it
     * @param until when another one begins
     */
    record Used(double used, Instant until) {}

    private record Spent(Duration ofQuarter, Duration ofDay) {}

    /**
     * Of the two, the one of which more is used.
     *
     * @param underWay what was spent on runs that are not over here, whatever is written down of them
     */
    Used of(TenantHome home, Map<UUID, Duration> underWay) {
        var processor = underWay.values().stream().reduce(Duration.ZERO, Duration::plus);
        var now = clock.instant();
        var day = now.truncatedTo(ChronoUnit.DAYS);
        var quarter = day.plus(QUARTER.multipliedBy(Duration.between(day, now).dividedBy(QUARTER)));
        var spent = spent(home, underWay.keySet(), quarter, day);
        var ofQuarter = (double) spent.ofQuarter().plus(processor).toMillis()
                / settings.processorPerQuarterHour().toMillis();
        var ofDay = (double) spent.ofDay().plus(processor).toMillis()
                / settings.processorPerDay().toMillis();
        return ofDay > ofQuarter
                ? new Used(ofDay, day.plus(1, ChronoUnit.DAYS))
                : new Used(ofQuarter, quarter.plus(QUARTER));
    }

    private static Spent spent(TenantHome home, Set<UUID> except, Instant quarter, Instant day) {
        return home.database()
                .sql("""
                        select cast(coalesce(sum(case when ended_at >= :quarter then processor_ms else 0 end), 0) as bigint),
                            cast(coalesce(sum(processor_ms), 0) as bigint)
                        from hunt where ended_at >= :day""" + (except.isEmpty() ? "" : " and id not in (:except)"))
                .param("quarter", Sql.time(quarter))
                .param("day", Sql.time(day))
                .param("except", except)
                .query((row, _) -> new Spent(Duration.ofMillis(row.getLong(1)), Duration.ofMillis(row.getLong(2))))
                .single();
    }
}
