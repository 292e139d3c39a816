package securitycenter.incidents;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import securitycenter.alerts.IncidentStatus;
import securitycenter.correlation.Group;
import securitycenter.homes.Sql;
import securitycenter.homes.TenantHome;

/**
 * Opens incidents again that a person resolved here, when there is more to do in them. Microsoft is not told that they are
 * resolved, and goes on putting alerts into them or opening those that are there, where nobody would look for them.
 */
final class Reopening {

    private record Resolved(int version, IncidentStatus atMicrosoft) {}

    private final TenantHome home;
    private final Instant now;

    Reopening(TenantHome home, Instant now) {
        this.home = home;
        this.now = now;
    }

    /** As Microsoft says that it stands. What Microsoft resolved itself stays so. */
    void open(Group incident) {
        resolvedByPerson(incident).ifPresent(resolved -> {
            var version = resolved.version() + 1;
            home.database()
                    .sql("""
                            update incident set status = ?, status_is_own = false, is_open = true, resolved_at = null,
                                version = ?, changed_at = ?
                            where id = ?""")
                    .params(resolved.atMicrosoft().name(), version, Sql.time(now), incident.id())
                    .update();
            Presences.open(home, incident.id(), true);
            incident.reopen(resolved.atMicrosoft());
            new ActivityLog(home, null, now).reopened(incident.id(), version, resolved.atMicrosoft());
        });
    }

    private Optional<Resolved> resolvedByPerson(Group incident) {
        return incident.isOpen()
                ? Optional.empty()
                : home.database()
                        .sql("""
                                select version, source_status from incident
                                where id = ? and status = 'RESOLVED' and status_is_own""")
                        .param(incident.id())
                        .query((row, _) -> new Resolved(row.getInt(1), openAtMicrosoft(row.getString(2))))
                        .optional();
    }

    /** Resolved was said before there was more to do. */
    private static IncidentStatus openAtMicrosoft(@Nullable String said) {
        return Optional.ofNullable(said)
                .map(IncidentStatus::valueOf)
                .filter(IncidentStatus::isOpen)
                .orElse(IncidentStatus.ACTIVE);
    }
}
