package securitycenter.intake;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;
import securitycenter.alerts.Alert;
import securitycenter.alerts.ServiceSource;
import securitycenter.homes.TenantHome;

/** Alerts of services that nobody here knows. They may be of one that the tenant wants, so somebody has to see that they came. */
@Component
class UnknownServices {

    private static final Duration REMEMBERED = Duration.ofDays(30);

    private static final int MOST_NAMES = 5;

    private static final int LONGEST_NAME = 60;

    /** @param names of the services, as far as they were said */
    record Found(long alerts, List<String> names, Instant lastAt) {}

    private final Clock clock;

    UnknownServices(Clock clock) {
        this.clock = clock;
    }

    /** However often an alert is told, it counts once. */
    void note(TenantHome home, List<Alert> alerts) {
        var now = at(clock.instant());
        var unknown = alerts.stream()
                .filter(alert -> alert.source() == ServiceSource.UNKNOWN)
                .toList();
        for (var alert : unknown) {
            home.database()
                    .sql(
                            "insert into unknown_alert (alert_id, service, came_at) values (?, ?, ?) on conflict do nothing")
                    .params(alert.id(), nameOf(alert), now)
                    .update();
        }
        if (!unknown.isEmpty()) {
            home.database()
                    .sql("delete from unknown_alert where came_at < ?")
                    .param(at(clock.instant().minus(REMEMBERED)))
                    .update();
        }
    }

    private static String nameOf(Alert alert) {
        var said = alert.body().path("serviceSource").asString("").replaceAll("[^\\w .-]", "?");
        return said.isEmpty() ? "?" : said.substring(0, Math.min(LONGEST_NAME, said.length()));
    }

    /** Empty while there is none. */
    Optional<Found> of(TenantHome home) {
        var names = home.database()
                .sql("select distinct service from unknown_alert order by service limit ?")
                .param(MOST_NAMES)
                .query(String.class)
                .list();
        return names.isEmpty()
                ? Optional.empty()
                : home.database()
                        .sql("select count(*), max(came_at) from unknown_alert")
                        .query((row, _) -> new Found(
                                row.getLong(1),
                                names,
                                row.getObject(2, OffsetDateTime.class).toInstant()))
                        .optional();
    }

    private static OffsetDateTime at(Instant instant) {
        return OffsetDateTime.ofInstant(instant, ZoneOffset.UTC);
    }
}
