package securitycenter.audit;

import java.util.Set;
import java.util.UUID;
import securitycenter.identity.Role;
import securitycenter.identity.SignedInUser;
import securitycenter.identity.TenantId;

/** People for tests, each in the tenant that the test names. */
class Actors {

    private Actors() {}

    static TenantId newTenant() {
        return new TenantId(UUID.randomUUID());
    }

    static SignedInUser named(String name, TenantId tenant) {
        return new SignedInUser(
                UUID.randomUUID(),
                tenant,
                name,
                "someone@contoso.example",
                Set.of(Role.SECURITY_ADMINISTRATOR),
                false,
                false,
                "NL",
                null,
                "192.0.2.7");
    }

    static SignedInUser staff(String name, TenantId tenant) {
        return asStaff(named(name, tenant));
    }

    static SignedInUser asStaff(SignedInUser who) {
        return new SignedInUser(
                who.id(),
                who.tenant(),
                who.name(),
                who.userName(),
                who.roles(),
                who.guest(),
                true,
                who.country(),
                who.enteredAt(),
                who.address());
    }
}
