package securitycenter.support;

import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ResponseStatusException;
import securitycenter.eligibility.EligibilityCheck;
import securitycenter.identity.People;
import securitycenter.identity.TenantId;
import securitycenter.provisioning.Homes;

/** The tenants that there are for support: those of whom anybody has ever been here. */
@Component
public class KnownTenants {

    private final People people;
    private final EligibilityCheck eligibility;
    private final Homes homes;

    KnownTenants(People people, EligibilityCheck eligibility, Homes homes) {
        this.people = people;
        this.eligibility = eligibility;
        this.homes = homes;
    }

    /** The tenant of an address. One that nobody knows is no page. */
    public TenantId known(UUID id) {
        var tenant = new TenantId(id);
        if (people.lastSignInTo(tenant).isEmpty()
                && eligibility.last(tenant).isEmpty()
                && homes.placeOf(tenant).isEmpty()) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND);
        }
        return tenant;
    }
}
