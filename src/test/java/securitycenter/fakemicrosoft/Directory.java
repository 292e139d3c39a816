package securitycenter.fakemicrosoft;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import securitycenter.identity.TenantId;

/** All tenants that the pretend Microsoft knows. */
public final class Directory {

    private final List<Tenant> tenants = new CopyOnWriteArrayList<>();

    /** A new tenant with an id of its own, even if there is one of this name already. */
    public synchronized Tenant tenant(String name) {
        var prefix = asLabel(name, "tenant");
        var taken = tenants.stream()
                .filter(tenant -> tenant.domainPrefix().startsWith(prefix))
                .count();
        return add(new Tenant(new TenantId(UUID.randomUUID()), name, taken == 0 ? prefix : prefix + "-" + (taken + 1)));
    }

    /** A new tenant whose id is the same each time, for the demo. */
    public Tenant tenant(String name, String domainPrefix) {
        return add(new Tenant(idOf(domainPrefix), name, domainPrefix));
    }

    /** The tenant of our own staff. */
    public synchronized Tenant operator() {
        return find(Cast.OPERATOR).orElseGet(() -> tenant("Security Center Operations", "securitycenter"));
    }

    static TenantId idOf(String domainPrefix) {
        return new TenantId(UUID.nameUUIDFromBytes(domainPrefix.getBytes(StandardCharsets.UTF_8)));
    }

    static String asLabel(String name, String otherwise) {
        var label = name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
        return label.isEmpty() ? otherwise : label;
    }

    private Tenant add(Tenant tenant) {
        tenants.add(tenant);
        return tenant;
    }

    public List<Tenant> tenants() {
        return List.copyOf(tenants);
    }

    public Optional<Tenant> find(TenantId id) {
        return tenants.stream().filter(tenant -> tenant.id().equals(id)).findFirst();
    }

    /** By id or by domain, as Entra has it in its addresses. */
    Optional<Tenant> find(String idOrDomain) {
        return tenants.stream()
                .filter(tenant -> tenant.id().toString().equals(idOrDomain)
                        || tenant.domain().equals(idOrDomain))
                .findFirst();
    }

    /** By user principal name, mail address or object id. */
    public Optional<Person> person(String hint) {
        return tenants.stream()
                .flatMap(tenant -> tenant.people().stream())
                .filter(person -> hint.equalsIgnoreCase(person.userPrincipalName())
                        || hint.equalsIgnoreCase(person.preferredUsername())
                        || hint.equals(person.id().toString()))
                .findFirst();
    }
}
