package securitycenter.intake;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import securitycenter.eligibility.SupportedService;
import securitycenter.homes.TenantHome;

/** Which supported services a home takes data from, and what was last heard of each. */
@Component
class Connections {

    private final Clock clock;

    Connections(Clock clock) {
        this.clock = clock;
    }

    Map<SupportedService, Connection> of(TenantHome home) {
        var connections = new EnumMap<SupportedService, Connection>(SupportedService.class);
        home.database()
                .sql("select service, connected_at, last_data_at, last_arrived_at from connected_service")
                .query((row, _) -> connections.put(
                        SupportedService.valueOf(row.getString(1)),
                        new Connection(
                                row.getObject(2, OffsetDateTime.class).toInstant(), instant(row, 3), instant(row, 4))))
                .list();
        return connections;
    }

    private static @Nullable Instant instant(ResultSet row, int column) throws SQLException {
        return Optional.ofNullable(row.getObject(column, OffsetDateTime.class))
                .map(OffsetDateTime::toInstant)
                .orElse(null);
    }

    void connect(TenantHome home, SupportedService service) {
        home.database()
                .sql("insert into connected_service (service, connected_at) values (?, ?) on conflict do nothing")
                .param(service.name())
                // No later than it was, or what comes in that moment would seem older.
                .param(clock.instant().truncatedTo(ChronoUnit.MICROS).atOffset(ZoneOffset.UTC))
                .update();
    }

    /** @param changed when the newest of the records that have just come was changed */
    void heardOf(TenantHome home, SupportedService service, Instant changed) {
        var now = clock.instant();
        // What is said to have happened later than now, or never ends, is no news of tomorrow.
        var at = (changed.isAfter(now) ? now : changed).atOffset(ZoneOffset.UTC);
        home.database()
                .sql("""
                        update connected_service set last_data_at = ?, last_arrived_at = ?
                        where service = ? and (last_data_at is null or last_data_at < ?)""")
                .param(at)
                .param(now.atOffset(ZoneOffset.UTC))
                .param(service.name())
                .param(at)
                .update();
    }
}
