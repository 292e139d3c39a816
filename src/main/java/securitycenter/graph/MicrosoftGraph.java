package securitycenter.graph;

import java.net.URI;
import java.util.List;
import java.util.Set;
import org.springframework.stereotype.Component;
import securitycenter.identity.DirectoryRoles;
import securitycenter.identity.Role;
import securitycenter.identity.SignedInUser;
import securitycenter.identity.TenantId;

/**
 * Asks Microsoft about a tenant as this application, and about a person as that person.
 *
 * <p>Every question may end in {@link GraphSilent}; those about a tenant also in {@link ConsentMissing}. A person
 * waits for the answer: it comes, or the failure does, within seconds. Never call it inside a transaction.
 */
@Component
public class MicrosoftGraph implements DirectoryRoles {

    public List<SubscribedSku> subscribedSkus(TenantId tenant) {
        throw new UnsupportedOperationException();
    }

    public List<CompanySubscription> subscriptions(TenantId tenant) {
        throw new UnsupportedOperationException();
    }

    public Organization organization(TenantId tenant) {
        throw new UnsupportedOperationException();
    }

    /** The people who hold the role for the whole tenant, groups left out. */
    public List<DirectoryMember> membersOf(TenantId tenant, Role role) {
        throw new UnsupportedOperationException();
    }

    /** Needs no consent: everyone may read it. */
    public TenantRegion regionOf(TenantId tenant) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Set<Role> heldByBearerOf(String accessToken) {
        throw new UnsupportedOperationException();
    }

    /**
     * The roles that the person of the current request holds at this moment.
     *
     * @throws SignInEnded when the session's tokens are used up
     */
    public Set<Role> rolesNow(SignedInUser user) {
        throw new UnsupportedOperationException();
    }

    /** Where an administrator agrees for the whole tenant; Entra comes back to {@code redirect} with the state. */
    public URI adminConsent(TenantId tenant, URI redirect, String state) {
        throw new UnsupportedOperationException();
    }
}
