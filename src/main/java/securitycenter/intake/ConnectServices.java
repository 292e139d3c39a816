package securitycenter.intake;

import com.github.kagkarlsson.scheduler.Scheduler;
import java.time.Clock;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import securitycenter.homes.TenantHome;
import securitycenter.provisioning.ProvisioningStep;

/** Connects the licensed services, and begins to read what they find. Nothing changes in the services themselves. */
@Component
class ConnectServices implements ProvisioningStep {

    private final Licenses licenses;
    private final Connections connections;
    private final ObjectProvider<Scheduler> scheduler;
    private final Clock clock;

    ConnectServices(Licenses licenses, Connections connections, ObjectProvider<Scheduler> scheduler, Clock clock) {
        this.licenses = licenses;
        this.connections = connections;
        this.scheduler = scheduler;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "connect-services";
    }

    @Override
    public int order() {
        return 500;
    }

    @Override
    public Part part() {
        return Part.CONTENT;
    }

    /** The connections lie in the schema, so there are none where that is missing; a later step than the schema's. */
    @Override
    public boolean isBuilt(TenantHome home) {
        return false;
    }

    @Override
    public void provision(TenantHome home) {
        licenses.of(home.tenant()).forEach(service -> connections.connect(home, service));
        scheduler
                .getObject()
                .scheduleIfNotExists(IntakeJobs.instanceOf(home.tenant()).scheduledTo(clock.instant()));
    }

    /** They go with the schema; the readings end when they find the product off. */
    @Override
    public void deprovision(TenantHome home) {}

    @Override
    public boolean isGone(TenantHome home) {
        return true;
    }
}
