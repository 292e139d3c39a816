package securitycenter.graph;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;
import org.springframework.web.util.UriComponentsBuilder;
import securitycenter.identity.DirectoryRoles;
import securitycenter.identity.EntraApplication;
import securitycenter.identity.MicrosoftEndpoints;
import securitycenter.identity.Role;
import securitycenter.identity.SignedInUser;
import securitycenter.identity.TenantId;

/**
 * Asks Microsoft about a tenant as this application, and about a person as that person.
 *
 * <p>Every question may end in {@link GraphSilent} or {@link ConsentMissing}. A person waits for the answer: it or the
 * failure comes within seconds. Never ask inside a transaction.
 */
@Component
public class MicrosoftGraph implements DirectoryRoles {

    private static final String READ_ORGANIZATION = "Organization.Read.All";
    private static final String READ_ROLES = "RoleManagement.Read.Directory";

    private final MicrosoftEndpoints microsoft;
    private final EntraApplication application;
    private final PersonTokens person;
    private final AppTokens app;
    private final GraphReader graph;
    private final Wire wire;

    @Autowired
    MicrosoftGraph(MicrosoftEndpoints microsoft, EntraApplication application, PersonTokens person, Clock clock) {
        this(microsoft, application, person, clock, Patience.OF_A_PERSON);
    }

    MicrosoftGraph(
            MicrosoftEndpoints microsoft,
            EntraApplication application,
            PersonTokens person,
            Clock clock,
            Patience patience) {
        this.microsoft = microsoft;
        this.application = application;
        this.person = person;
        this.wire = new Wire(patience);
        this.app = new AppTokens(microsoft, application, wire, clock);
        this.graph = new GraphReader(microsoft.graph(), wire);
    }

    public List<SubscribedSku> subscribedSkus(TenantId tenant) {
        return graph.all("/v1.0/subscribedSkus", app.in(tenant, READ_ORGANIZATION), SubscribedSku.class);
    }

    public List<CompanySubscription> subscriptions(TenantId tenant) {
        return graph.all("/v1.0/directory/subscriptions", app.in(tenant, READ_ORGANIZATION), CompanySubscription.class);
    }

    public Organization organization(TenantId tenant) {
        return graph.all("/v1.0/organization", app.in(tenant, READ_ORGANIZATION), Organization.class).stream()
                .findFirst()
                .orElseThrow(() -> new GraphSilent(GraphSilent.Why.UNREADABLE, "No organization in the answer"));
    }

    /** The people who hold the role for the whole tenant; holders through a group are not found. */
    public List<DirectoryMember> membersOf(TenantId tenant, Role role) {
        var path = "/v1.0/directoryRoles(roleTemplateId='" + role.templateId()
                + "')/members?$select=id,displayName,userPrincipalName,mail";
        return graph.allIfThere(path, app.in(tenant, READ_ROLES), Member.class).stream()
                .filter(Member::isPerson)
                .map(member -> new DirectoryMember(
                        member.id(), member.displayName(), member.userPrincipalName(), member.mail()))
                .toList();
    }

    /** Everyone may read it, so it needs no consent. */
    public TenantRegion regionOf(TenantId tenant) {
        var address = microsoft.login("/" + tenant + "/v2.0/.well-known/openid-configuration");
        var answer = wire.get(URI.create(address), plain -> {});
        if (!answer.fine()) {
            throw new GraphSilent(answer.why(), "Entra answered " + answer.status());
        }
        return answer.as(TenantRegion.class);
    }

    @Override
    public Set<Role> heldByBearerOf(String accessToken, TenantId tenant) {
        return rolesOf(Bearer.of(accessToken), tenant);
    }

    /**
     * The roles that the person of the current request holds at this moment.
     *
     * @throws SignInEnded when the session's tokens are used up
     */
    public Set<Role> rolesNow(SignedInUser user) {
        return rolesOf(person.of(user), user.tenant());
    }

    /**
     * To a person with User.Read alone Graph promises no more of a role than its id in the tenant. The application, which
     * may read the tenant's roles, knows which role that is. A role that stays unknown must not mean "none".
     */
    private Set<Role> rolesOf(Bearer bearer, TenantId tenant) {
        var held = graph.all(
                "/v1.0/me/transitiveMemberOf/microsoft.graph.directoryRole?$count=true", bearer, HeldRole.class);
        if (held.stream().allMatch(role -> role.roleTemplateId() != null)) {
            return templatesOf(held);
        }
        var ids = held.stream().map(HeldRole::id).toList();
        var known = graph.all("/v1.0/directoryRoles", app.in(tenant, READ_ROLES), HeldRole.class).stream()
                .filter(role -> ids.contains(role.id()))
                .toList();
        if (known.size() < held.size()) {
            throw new GraphSilent(GraphSilent.Why.UNREADABLE, "A role that the tenant does not list");
        }
        return templatesOf(known);
    }

    private static Set<Role> templatesOf(List<HeldRole> roles) {
        return Role.ofTemplates(roles.stream()
                .map(HeldRole::roleTemplateId)
                .filter(Objects::nonNull)
                .toList());
    }

    /** Where an administrator agrees for the whole tenant; Entra comes back to {@code redirect} with the state. */
    public URI adminConsent(TenantId tenant, URI redirect, String state) {
        return UriComponentsBuilder.fromUriString(microsoft.login("/" + tenant + "/v2.0/adminconsent"))
                .queryParam("client_id", "{client}")
                .queryParam("scope", "{scope}")
                .queryParam("redirect_uri", "{redirect}")
                .queryParam("state", "{state}")
                .encode()
                .buildAndExpand(requireNonNull(application.clientId()), microsoft.graph("/.default"), redirect, state)
                .toUri();
    }

    private record HeldRole(String id, @Nullable String roleTemplateId) {}

    private record Member(
            @JsonProperty("@odata.type") @Nullable String type,
            UUID id,
            @Nullable String displayName,
            @Nullable String userPrincipalName,
            @Nullable String mail) {

        boolean isPerson() {
            return type == null || type.equals("#microsoft.graph.user");
        }
    }
}
