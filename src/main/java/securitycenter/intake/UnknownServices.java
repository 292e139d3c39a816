package securitycenter.intake;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import securitycenter.alerts.Alert;
import securitycenter.alerts.ServiceSource;
import securitycenter.homes.Sql;
import securitycenter.homes.TenantHome;

/** Alerts of services that nobody here knows. They may be of one that the tenant wants, so somebody has to see that they came. */
@Component
class UnknownServices {

    private static final Duration REMEMBERED = Duration.ofDays(30);

    private static final int MOST_NAMES = 5;

    private static final int LONGEST_NAME = 60;

    /** @param names of the services, as far as they were said */
    record Found(long alerts, List<String> names, Instant lastAt) {

        Found and(Found other) {
            return new Found(
                    alerts + other.alerts,
                    Stream.concat(names.stream(), other.names.stream())
                            .limit(MOST_NAMES)
                            .toList(),
                    lastAt.isAfter(other.lastAt) ? lastAt : other.lastAt);
        }
    }

    private final Clock clock;

    UnknownServices(Clock clock) {
        this.clock = clock;
    }

    /** However often an alert is told, it counts once. */
    void note(TenantHome home, List<Alert> alerts) {
        var now = Sql.time(clock.instant());
        var unknown = alerts.stream()
                .filter(alert -> alert.source() == ServiceSource.UNKNOWN)
                .map(alert -> new Object[] {alert.id(), nameOf(alert), now})
                .toList();
        Sql.write(
                home,
                "insert into unknown_alert (alert_id, service, came_at) values (?, ?, ?) on conflict do nothing",
                unknown);
        if (!unknown.isEmpty()) {
            home.database()
                    .sql("delete from unknown_alert where came_at < ?")
                    .param(Sql.time(clock.instant().minus(REMEMBERED)))
                    .update();
        }
    }

    private static String nameOf(Alert alert) {
        var said = alert.body().path("serviceSource").asString("").replaceAll("[^\\w .-]", "?");
        return said.isEmpty() ? "?" : said.substring(0, Math.min(LONGEST_NAME, said.length()));
    }

    /** Empty while there is none. */
    Optional<Found> of(TenantHome home) {
        var found = home.database()
                .sql("""
                        select service, count(*) as alerts, max(came_at) as last_at from unknown_alert where came_at >= ?
                        group by service order by service""")
                .param(Sql.time(clock.instant().minus(REMEMBERED)))
                .query((row, _) -> new Found(
                        row.getLong("alerts"), List.of(row.getString("service")), Sql.instant(row, "last_at")));
        return found.list().stream()
                .filter(each -> ServiceSource.find(each.names().getFirst()).isEmpty())
                .reduce(Found::and);
    }
}
