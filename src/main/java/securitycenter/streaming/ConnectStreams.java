package securitycenter.streaming;

import com.github.kagkarlsson.scheduler.Scheduler;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import securitycenter.homes.TenantHome;
import securitycenter.provisioning.TracelessStep;

/**
 * Begins to look at the tenant's storage, which ends when the product is found off, and takes along to a new home what was
 * not read from it yet.
 */
@Component
class ConnectStreams implements TracelessStep {

    private final StorageFolder folder;
    private final StreamSettings settings;
    private final ObjectProvider<Scheduler> scheduler;
    private final Clock clock;

    ConnectStreams(StorageFolder folder, StreamSettings settings, ObjectProvider<Scheduler> scheduler, Clock clock) {
        this.folder = folder;
        this.settings = settings;
        this.scheduler = scheduler;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "connect-streams";
    }

    @Override
    public int order() {
        return 510;
    }

    @Override
    public Part part() {
        return Part.CONTENT;
    }

    @Override
    public void provision(TenantHome home) {
        scheduler
                .getObject()
                .scheduleIfNotExists(StreamJobs.instanceOf(home.tenant())
                        .scheduledTo(clock.instant().plus(settings.storagePoll())));
    }

    /** How far each was read lies in the schema. */
    @Override
    public void copy(TenantHome from, TenantHome to) {
        try {
            folder.takeAlong(from, to);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
