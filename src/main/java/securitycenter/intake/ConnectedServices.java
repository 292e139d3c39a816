package securitycenter.intake;

import static java.util.Objects.requireNonNullElse;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import securitycenter.eligibility.SupportedService;
import securitycenter.homes.DataCenters;
import securitycenter.homes.TenantHome;
import securitycenter.identity.TenantId;
import securitycenter.optin.OptIns;
import securitycenter.optin.ProductState;

/**
 * Which supported services send data, for those who must not see the data itself. Nothing while the product is not on;
 * empty as a whole when it is not known, because the data center or the home in it does not answer.
 */
@Component
public class ConnectedServices {

    private static final Logger log = LoggerFactory.getLogger(ConnectedServices.class);

    private final OptIns optIns;
    private final DataCenters dataCenters;
    private final Admissions admissions;
    private final Connections connections;
    private final Cursors cursors;
    private final Clock clock;

    ConnectedServices(
            OptIns optIns,
            DataCenters dataCenters,
            Admissions admissions,
            Connections connections,
            Cursors cursors,
            Clock clock) {
        this.optIns = optIns;
        this.dataCenters = dataCenters;
        this.admissions = admissions;
        this.connections = connections;
        this.cursors = cursors;
        this.clock = clock;
    }

    /** When each connected service last sent something, or empty for never. */
    public Optional<Map<SupportedService, Optional<Instant>>> lastDataOf(TenantId tenant) {
        return of(tenant).map(connections -> {
            var last = new EnumMap<SupportedService, Optional<Instant>>(SupportedService.class);
            connections.forEach((service, connection) -> last.put(service, Optional.ofNullable(connection.lastData())));
            return last;
        });
    }

    /** How data flows from each connected service that is licensed and wanted. */
    public Optional<List<DataFlow>> flowsOf(TenantId tenant) {
        return of(tenant).map(connections -> flowsOf(tenant, connections));
    }

    public Reading readingOf(TenantHome home) {
        return connections.of(home).isEmpty() ? Reading.UNCONNECTED : Reading.of(cursors.of(home));
    }

    /** @param changed when the newest of the records that have just come happened */
    public void heardOf(TenantHome home, SupportedService service, Instant changed) {
        connections.heardOf(home, service, changed);
    }

    private Optional<Map<SupportedService, Connection>> of(TenantId tenant) {
        return read(tenant, connections::of, Map.of());
    }

    List<DataFlow> flowsOf(TenantId tenant, Map<SupportedService, Connection> connections) {
        var admission = admissions.of(tenant);
        return connections.entrySet().stream()
                .filter(each -> admission.admits(each.getKey()))
                .map(each -> flow(each.getKey(), each.getValue()))
                .toList();
    }

    private DataFlow flow(SupportedService service, Connection connection) {
        var last = requireNonNullElse(connection.lastData(), connection.since());
        var silence = Duration.between(last, clock.instant());
        return new DataFlow(service, connection.lastData(), silence.isNegative() ? Duration.ZERO : silence);
    }

    /** @param off what stands for it while the product is not on */
    <T> Optional<T> read(TenantId tenant, Function<TenantHome, T> reading, T off) {
        if (!(optIns.stateOf(tenant) instanceof ProductState.On(var home, var _))) {
            return Optional.of(off);
        }
        if (!dataCenters.answers(home.dataCenter())) {
            return Optional.empty();
        }
        try {
            return Optional.of(reading.apply(home));
        } catch (DataAccessException away) {
            log.warn("The home of {} does not answer", tenant, away);
            return Optional.empty();
        }
    }
}
