package securitycenter.optin;

import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import securitycenter.eligibility.Eligibility.Eligible;
import securitycenter.eligibility.EligibilityCheck;
import securitycenter.eligibility.SupportedService;
import securitycenter.homes.TenantHome;
import securitycenter.provisioning.ProvisioningStep;

/** Which supported services the home takes data from. Nothing changes in the services themselves. */
@Component
class ConnectServices implements ProvisioningStep {

    /** @param lastData null until the service has sent something */
    record Connection(Instant since, @Nullable Instant lastData) {}

    private final EligibilityCheck eligibility;
    private final Clock clock;

    ConnectServices(EligibilityCheck eligibility, Clock clock) {
        this.eligibility = eligibility;
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
        var entitlement = eligibility
                .last(home.tenant())
                .map(finding -> finding.eligibility() instanceof Eligible(var licensed) ? licensed : null);
        for (var service : SupportedService.values()) {
            if (entitlement.filter(licensed -> licensed.covers(service)).isPresent()) {
                connect(home, service);
            }
        }
    }

    private void connect(TenantHome home, SupportedService service) {
        home.database()
                .sql("insert into connected_service (service, connected_at) values (?, ?) on conflict do nothing")
                .param(service.name())
                .param(OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC))
                .update();
    }

    /** They go with the schema. */
    @Override
    public void deprovision(TenantHome home) {}

    @Override
    public boolean isGone(TenantHome home) {
        return true;
    }

    Map<SupportedService, Connection> of(TenantHome home) {
        var connections = new EnumMap<SupportedService, Connection>(SupportedService.class);
        home.database()
                .sql("select service, connected_at, last_data_at from connected_service")
                .query((row, _) -> connections.put(
                        SupportedService.valueOf(row.getString(1)),
                        new Connection(
                                row.getObject(2, OffsetDateTime.class).toInstant(),
                                Optional.ofNullable(row.getObject(3, OffsetDateTime.class))
                                        .map(OffsetDateTime::toInstant)
                                        .orElse(null))))
                .list();
        return connections;
    }
}
