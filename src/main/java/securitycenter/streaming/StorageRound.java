package securitycenter.streaming;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.springframework.stereotype.Component;
import securitycenter.homes.DataCenters;
import securitycenter.homes.TenantHome;
import securitycenter.identity.TenantId;
import securitycenter.optin.OptIns;
import securitycenter.optin.ProductState;

/** Clears away what has served of a tenant's streams and reads its storage, as long as its home can be written to. */
@Component
class StorageRound {

    /** A mounted storage may hang; all that the scheduler's other threads do must go on. */
    private static final int AT_ONCE = 2;

    private static final Duration SHORTLY = Duration.ofSeconds(5);

    private final OptIns optIns;
    private final DataCenters dataCenters;
    private final StorageReader reader;
    private final DeadLetters deadLetters;
    private final StreamedAlerts alerts;
    private final StreamSettings settings;
    private final Clock clock;
    private final Semaphore turns = new Semaphore(AT_ONCE);

    StorageRound(
            OptIns optIns,
            DataCenters dataCenters,
            StorageReader reader,
            DeadLetters deadLetters,
            StreamedAlerts alerts,
            StreamSettings settings,
            Clock clock) {
        this.optIns = optIns;
        this.dataCenters = dataCenters;
        this.reader = reader;
        this.deadLetters = deadLetters;
        this.alerts = alerts;
        this.settings = settings;
        this.clock = clock;
    }

    /** @return when the next round is due; empty when the product is off */
    Optional<Instant> of(TenantId tenant) {
        return switch (optIns.stateOf(tenant)) {
            case ProductState.On on when on.frozen() -> Optional.of(next());
            case ProductState.On(var home, var _) -> Optional.of(inTurn(home));
            case ProductState.Provisioning _ -> Optional.of(next());
            case ProductState.OptedOut _, ProductState.Removing _, ProductState.Off _, ProductState.NotEligible _ ->
                Optional.empty();
        };
    }

    private Instant inTurn(TenantHome home) {
        if (!turns.tryAcquire()) {
            return clock.instant().plus(SHORTLY);
        }
        try {
            return readIfThere(home);
        } finally {
            turns.release();
        }
    }

    private Instant readIfThere(TenantHome home) {
        if (dataCenters.answers(home.dataCenter())) {
            deadLetters.deleteOutdated(home);
            alerts.deleteOutdated(home);
            reader.read(home);
        }
        return next();
    }

    private Instant next() {
        return clock.instant().plus(settings.storagePoll());
    }
}
