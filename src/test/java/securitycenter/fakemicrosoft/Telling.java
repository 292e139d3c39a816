package securitycenter.fakemicrosoft;

import java.time.Instant;
import java.util.Set;

/** Puts the alerts of a story into a tenant, as far as it has the services, with ids that are the same each time. */
final class Telling {

    private final Tenant tenant;
    private final Set<ServiceSource> services;
    private final long seed;
    private int told;

    Telling(Tenant tenant, Set<ServiceSource> services, long seed) {
        this.tenant = tenant;
        this.services = services;
        this.seed = seed;
    }

    /** False where the service that would find this is not there. */
    boolean tell(SampleAlert alert, Instant when) {
        var id = tenant.idOf("story " + seed + "/" + told++);
        if (!alert.isFromAnyOf(services)) {
            return false;
        }
        tenant.alerts().add(alert.identify(id, when).created(when));
        return true;
    }

    void tell(SampleIncident incident) {
        tenant.alerts().add(incident);
    }
}
