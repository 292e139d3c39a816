package securitycenter.incidents;

import java.time.Instant;
import java.util.Optional;
import securitycenter.alerts.IncidentStatus;
import securitycenter.correlation.Group;
import securitycenter.homes.Sql;
import securitycenter.homes.TenantHome;

/**
 * Opens incidents again that a person resolved here. Microsoft is not told of that and goes on putting alerts into them,
 * where nobody would look for them.
 */
final class Reopening {

    private final TenantHome home;
    private final Instant now;

    Reopening(TenantHome home, Instant now) {
        this.home = home;
        this.now = now;
    }

    /** As Microsoft says that it stands. What Microsoft resolved itself stays so. */
    void open(Group incident) {
        resolvedByPerson(incident).ifPresent(version -> {
            var status = statusAtMicrosoft(incident);
            home.database()
                    .sql("""
                            update incident set status = ?, status_is_own = false, is_open = true, resolved_at = null,
                                version = ?, changed_at = ?
                            where id = ?""")
                    .params(status.name(), version + 1, Sql.time(now), incident.id())
                    .update();
            Presences.open(home, incident.id(), true);
            incident.reopen(status);
            new ActivityLog(home, null, now).reopened(incident.id(), version + 1, status);
        });
    }

    /** The version that it has. */
    private Optional<Integer> resolvedByPerson(Group incident) {
        return incident.isOpen()
                ? Optional.empty()
                : home.database()
                        .sql("select version from incident where id = ? and status = 'RESOLVED' and status_is_own")
                        .param(incident.id())
                        .query(Integer.class)
                        .optional();
    }

    /** Resolved was said before there was more to do. */
    private IncidentStatus statusAtMicrosoft(Group incident) {
        return home.database()
                .sql("select source_status from incident where id = ?")
                .param(incident.id())
                .query((row, _) -> Optional.ofNullable(row.getString(1)))
                .single()
                .map(IncidentStatus::valueOf)
                .filter(IncidentStatus::isOpen)
                .orElse(IncidentStatus.ACTIVE);
    }
}
