package securitycenter.intake;

import java.time.Clock;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import securitycenter.alerts.Alert;
import securitycenter.alerts.AlertReader;
import securitycenter.alerts.IncidentReader;
import securitycenter.eligibility.SupportedService;
import securitycenter.homes.TenantHome;
import securitycenter.incidents.Incidents;
import tools.jackson.databind.JsonNode;

/** Takes the pages of one reading in, and keeps in mind how new they were. */
class Taking {

    private final TenantHome home;
    private final Admission admission;
    private final Incidents incidents;
    private final Connections connections;
    private final UnknownServices unknown;
    private final Clock clock;

    private @Nullable Instant newest;
    private @Nullable Instant newestAdmitted;

    Taking(
            TenantHome home,
            Admission admission,
            Incidents incidents,
            Connections connections,
            UnknownServices unknown,
            Clock clock) {
        this.home = home;
        this.admission = admission;
        this.incidents = incidents;
        this.connections = connections;
        this.unknown = unknown;
        this.clock = clock;
    }

    /** When the newest record was changed, taken in or not. */
    @Nullable
    Instant newest() {
        return newest;
    }

    /** When the newest record was changed that was taken in. */
    @Nullable
    Instant newestAdmitted() {
        return newestAdmitted;
    }

    void takeAlerts(List<JsonNode> page) {
        var now = clock.instant();
        var alerts = page.stream()
                .map(json -> AlertReader.read(json, now))
                .flatMap(Optional::stream)
                .toList();
        var admitted = admission.admitted(alerts);
        if (!admitted.isEmpty()) {
            incidents.take(home, admitted);
        }
        unknown.note(home, alerts);
        alerts.forEach(alert -> newest = later(newest, alert.updatedAt()));
        admitted.forEach(alert -> newestAdmitted = later(newestAdmitted, alert.updatedAt()));
        newestOfServices(admitted).forEach((service, changed) -> connections.heardOf(home, service, changed));
    }

    private static Map<SupportedService, Instant> newestOfServices(List<Alert> alerts) {
        var newest = new EnumMap<SupportedService, Instant>(SupportedService.class);
        for (var alert : alerts) {
            Admission.serviceOf(alert.source())
                    .ifPresent(service -> newest.merge(service, alert.updatedAt(), Taking::later));
        }
        return newest;
    }

    void takeIncidents(List<JsonNode> page) {
        var now = clock.instant();
        var read = page.stream()
                .map(json -> IncidentReader.read(json, now))
                .flatMap(Optional::stream)
                .toList();
        var admitted =
                read.stream().map(admission::admitted).flatMap(Optional::stream).toList();
        if (!admitted.isEmpty()) {
            incidents.takeIncidents(home, admitted);
        }
        read.forEach(incident -> newest = later(newest, incident.updatedAt()));
        admitted.forEach(incident -> newestAdmitted = later(newestAdmitted, incident.updatedAt()));
    }

    private static Instant later(@Nullable Instant one, Instant other) {
        return one == null || other.isAfter(one) ? other : one;
    }
}
