package securitycenter.fakemicrosoft;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/** Puts the alerts of a story into a tenant, as far as it has the services, with ids that are the same each time. */
final class Telling {

    private final Tenant tenant;
    private final Set<ServiceSource> services;
    private final long seed;

    Telling(Tenant tenant, Set<ServiceSource> services, long seed) {
        this.tenant = tenant;
        this.services = services;
        this.seed = seed;
    }

    /** False where the service that would find this is not there. */
    boolean tell(SampleAlert alert, Instant when) {
        if (!alert.isFromAnyOf(services)) {
            return false;
        }
        var id = tenant.idOf("story %d/%s/%s".formatted(seed, when, alert.title()));
        tenant.alerts().add(alert.identify(id, when).created(when));
        return true;
    }

    /** From then on, what an automated investigation made of it. */
    void investigated(Optional<SampleAlert> alert, Instant when) {
        alert.ifPresent(known -> tenant.alerts()
                .later(
                        when,
                        known,
                        it -> it.status("inProgress")
                                .assignedTo("Automation")
                                .investigation("successfullyRemediated")));
    }

    void tell(SampleIncident incident) {
        tenant.alerts().add(incident);
    }

    /** The number of an incident that begins now: later ones have higher numbers, as with Microsoft. */
    static String incidentId(Instant begins) {
        return String.valueOf(begins.getEpochSecond() / 60);
    }
}
