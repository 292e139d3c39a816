package securitycenter.intake;

import com.github.kagkarlsson.scheduler.Scheduler;
import java.time.Clock;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import securitycenter.homes.TenantHome;
import securitycenter.provisioning.TracelessStep;

/**
 * Connects the licensed services, and begins to read what they find. Nothing changes in the services themselves. The
 * connections go with the schema that they lie in; the readings end when they find the product off.
 */
@Component
class ConnectServices implements TracelessStep {

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

    @Override
    public void provision(TenantHome home) {
        licenses.of(home.tenant()).forEach(service -> connections.connect(home, service));
        scheduler
                .getObject()
                .scheduleIfNotExists(IntakeJobs.instanceOf(home.tenant()).scheduledTo(clock.instant()));
    }
}
