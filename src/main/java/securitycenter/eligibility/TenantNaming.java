package securitycenter.eligibility;

import java.util.Collection;
import java.util.Map;
import org.springframework.stereotype.Component;
import securitycenter.identity.People;
import securitycenter.identity.TenantId;

/** What a tenant is called where no person of it is there whose session says more. */
@Component
public class TenantNaming {

    private final Findings findings;
    private final People people;

    TenantNaming(Findings findings, People people) {
        this.findings = findings;
        this.people = people;
    }

    /** The name that Microsoft has told, or the domain of its people, or its id. */
    public String of(TenantId tenant) {
        return findings.last(tenant)
                .map(Finding::tenant)
                .map(TenantProfile::name)
                .or(() -> people.domainOf(tenant))
                .orElseGet(tenant::toString);
    }

    /** The names of many. Only those of whom Microsoft has told nothing are looked up one by one. */
    public Map<TenantId, String> of(Collection<TenantId> tenants) {
        var names = findings.of(tenants);
        tenants.forEach(tenant -> names.computeIfAbsent(tenant, this::of));
        return names;
    }
}
