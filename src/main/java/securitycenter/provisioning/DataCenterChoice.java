package securitycenter.provisioning;

import java.time.Clock;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import securitycenter.audit.Act;
import securitycenter.audit.AuditLog;
import securitycenter.homes.DataCenter;
import securitycenter.homes.DataCenters;
import securitycenter.identity.SignedInUser;
import securitycenter.identity.TenantId;
import securitycenter.provisioning.DataCenterProposal.Known;

/** Where the data of a tenant without a home would live: what is promised to it, what it states, what is known of it. */
@Component
public class DataCenterChoice {

    private final LocationStatementRepository statements;
    private final PromisedLocationRepository promises;
    private final DataCenters dataCenters;
    private final AuditLog audit;
    private final Clock clock;

    DataCenterChoice(
            LocationStatementRepository statements,
            PromisedLocationRepository promises,
            DataCenters dataCenters,
            AuditLog audit,
            Clock clock) {
        this.statements = statements;
        this.promises = promises;
        this.dataCenters = dataCenters;
        this.audit = audit;
        this.clock = clock;
    }

    /** Where the data of a tenant would live that has no home yet. */
    @Transactional(readOnly = true)
    public DataCenterProposal propose(
            TenantId tenant, boolean endpointLicensed, @Nullable String country, @Nullable String regionScope) {
        var promise = promised(tenant);
        if (promise.isPresent()) {
            return DataCenterProposal.promised(promise.get(), dataCenters.onOffer());
        }
        var stated = endpointLicensed ? endpointLocation(tenant) : EndpointLocation.UNSTATED;
        return DataCenterProposal.of(
                new Known(stated.dataCenter(), stated.throughAzureDefender(), country, regionScope),
                dataCenters.onOffer());
    }

    @Transactional(readOnly = true)
    public EndpointLocation endpointLocation(TenantId tenant) {
        return statements
                .findByTenantId(tenant.value())
                .map(LocationStatement::location)
                .orElse(EndpointLocation.UNSTATED);
    }

    @Transactional
    public void stateEndpointLocation(SignedInUser user, EndpointLocation location) {
        var before = endpointLocation(user.tenant());
        statements.save(new LocationStatement(user, location, clock.instant()));
        audit.record(Act.of(user, "location.stated").from(before).to(location));
    }

    /** Where the tenant's data will live because support has promised it; for tenants without a home. */
    @Transactional(readOnly = true)
    public Optional<DataCenter> promised(TenantId tenant) {
        return promises.findByTenantId(tenant.value()).map(PromisedLocation::dataCenter);
    }

    /** @param dataCenter null takes the promise back */
    @Transactional(propagation = Propagation.MANDATORY)
    public void promise(TenantId tenant, @Nullable DataCenter dataCenter) {
        if (dataCenter == null) {
            promises.findByTenantId(tenant.value()).ifPresent(promises::delete);
        } else {
            promises.save(new PromisedLocation(tenant, dataCenter, clock.instant()));
        }
    }
}
