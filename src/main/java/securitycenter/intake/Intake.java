package securitycenter.intake;

import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.springframework.stereotype.Component;
import securitycenter.homes.DataCenters;
import securitycenter.homes.TenantHome;
import securitycenter.identity.TenantId;
import securitycenter.optin.OptIns;
import securitycenter.optin.ProductState;

/** Reads all sources of a tenant, as long as its product is on and its home can be written to. */
@Component
class Intake {

    private final OptIns optIns;
    private final DataCenters dataCenters;
    private final Admissions admissions;
    private final Connections connections;
    private final SourceReader reader;
    private final IntakeSettings settings;
    private final Clock clock;

    Intake(
            OptIns optIns,
            DataCenters dataCenters,
            Admissions admissions,
            Connections connections,
            SourceReader reader,
            IntakeSettings settings,
            Clock clock) {
        this.optIns = optIns;
        this.dataCenters = dataCenters;
        this.admissions = admissions;
        this.connections = connections;
        this.reader = reader;
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * @param stopped whether this process is about to end
     * @return when the next round is due; empty when the product is off
     */
    Optional<Instant> round(TenantId tenant, BooleanSupplier stopped) {
        return switch (optIns.stateOf(tenant)) {
            case ProductState.On on when on.frozen() -> Optional.of(soon());
            case ProductState.On(var home, var _) ->
                Optional.of(readIfThere(home, () -> !stopped.getAsBoolean() && isWritable(home)));
            case ProductState.Provisioning _ -> Optional.of(soon());
            case ProductState.OptedOut _, ProductState.Removing _, ProductState.Off _, ProductState.NotEligible _ ->
                Optional.empty();
        };
    }

    /** Looked at again after each page: a first reading may take longer than somebody's decision. */
    private boolean isWritable(TenantHome home) {
        return optIns.stateOf(home.tenant()) instanceof ProductState.On on
                && on.home().dataCenter() == home.dataCenter()
                && !on.frozen();
    }

    /** All tenants of a data center that is away must not keep the threads waiting. */
    private Instant readIfThere(TenantHome home, BooleanSupplier wanted) {
        return dataCenters.answers(home.dataCenter()) ? read(home, wanted) : nextRound();
    }

    private Instant read(TenantHome home, BooleanSupplier wanted) {
        var admission = admissions.of(home.tenant());
        var connected = connections.of(home).keySet();
        admission.licensed().stream()
                .filter(service -> !connected.contains(service))
                .forEach(service -> connections.connect(home, service));
        if (!admission.admitsAny()) {
            return nextRound();
        }
        return Arrays.stream(Source.values())
                .map(source -> reader.read(home, source, admission, wanted))
                .min(Instant::compareTo)
                .orElseThrow();
    }

    private Instant nextRound() {
        return clock.instant().plus(settings.interval());
    }

    /** So that the first incident does not keep an administrator waiting who has just turned the product on. */
    private Instant soon() {
        return clock.instant().plus(settings.interval().dividedBy(20));
    }
}
