package securitycenter.fakemicrosoft;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import securitycenter.identity.Role;

/** Somebody who can sign in. Roles and faults can be changed at any time; tokens already given out do not change. */
public final class Person {

    private static final String MEMBER = "b79fbf4d-3ef9-4689-8143-76b194e85509";

    private final Tenant tenant;
    private final String name;
    private final String alias;
    private final Set<Role> held = EnumSet.noneOf(Role.class);
    private final Set<Role> heldThroughGroup = EnumSet.noneOf(Role.class);
    private final Set<Role> eligible = EnumSet.noneOf(Role.class);
    private final List<String> appRoles = new ArrayList<>();
    private String purpose = "";
    private boolean guest;
    private boolean mailbox = true;
    private int groups;
    private Duration enteredBefore = Duration.ZERO;
    private boolean widsLeftOut;
    private Refusal refusal;
    private Forgery forgery;

    Person(Tenant tenant, String name, String alias) {
        this.tenant = tenant;
        this.name = name;
        this.alias = alias;
    }

    public synchronized Person holds(Role role) {
        held.add(role);
        tenant.activate(role);
        return this;
    }

    /** The role belongs to a group that may have roles, and this person is in it. */
    public synchronized Person holdsThroughGroup(Role role) {
        heldThroughGroup.add(role);
        tenant.activate(role);
        return this;
    }

    /** From now on Graph does not list the role, while an earlier ID token still has it. */
    public synchronized Person loses(Role role) {
        held.remove(role);
        heldThroughGroup.remove(role);
        return this;
    }

    /** May activate the role in Privileged Identity Management, and has nothing until then. */
    public synchronized Person eligibleFor(Role role) {
        eligible.add(role);
        return this;
    }

    public synchronized Person activate() {
        eligible.forEach(this::holds);
        return this;
    }

    public synchronized Person deactivate() {
        eligible.forEach(this::loses);
        return this;
    }

    public synchronized Person appRole(String value) {
        appRoles.add(value);
        return this;
    }

    public synchronized Person guest() {
        guest = true;
        return this;
    }

    /** More than 200 groups do not fit a token: Entra then says where to ask for them instead. */
    public synchronized Person memberOfGroups(int count) {
        groups = count;
        return this;
    }

    /** The token says nothing of roles, as happens; the application has to ask Graph. */
    public synchronized Person withoutWids() {
        widsLeftOut = true;
        return this;
    }

    /** Their browser is still signed in from so long ago, unless an application wants them to enter it all again. */
    public synchronized Person signedInSince(Duration ago) {
        enteredBefore = ago;
        return this;
    }

    synchronized Instant enteredAt(boolean anew) {
        if (anew) {
            enteredBefore = Duration.ZERO;
        }
        return Instant.now().minus(enteredBefore);
    }

    public synchronized Person refusedWith(Refusal reason) {
        refusal = reason;
        return this;
    }

    public synchronized Person letIn() {
        refusal = null;
        return this;
    }

    public synchronized Person nextSignIn(Forgery wrong) {
        forgery = wrong;
        return this;
    }

    /** As many administrators are. */
    public synchronized Person withoutMailbox() {
        mailbox = false;
        return this;
    }

    /** One line for the account picker: what to see with this person. */
    public synchronized Person purpose(String text) {
        purpose = text;
        return this;
    }

    public synchronized String purpose() {
        return purpose;
    }

    public String name() {
        return name;
    }

    public Tenant tenant() {
        return tenant;
    }

    public UUID id() {
        return UUID.nameUUIDFromBytes((tenant.id() + "/" + alias).getBytes(StandardCharsets.UTF_8));
    }

    /** What to give as {@code login_hint}. */
    public synchronized String userPrincipalName() {
        return guest ? alias + "_partner.example#EXT#@" + tenant.domain() : alias + "@" + tenant.domain();
    }

    synchronized String preferredUsername() {
        return guest ? alias + "@partner.example" : userPrincipalName();
    }

    /** Held now, directly or through a group. */
    public synchronized Set<Role> roles() {
        var all = EnumSet.copyOf(held);
        all.addAll(heldThroughGroup);
        return all;
    }

    synchronized boolean holdsDirectly(Role role) {
        return held.contains(role);
    }

    synchronized Set<Role> rolesThroughGroup() {
        return EnumSet.copyOf(heldThroughGroup);
    }

    public synchronized boolean hasRoleToActivate() {
        return !held.containsAll(eligible);
    }

    synchronized Optional<String> mail() {
        return mailbox ? Optional.of(preferredUsername()) : Optional.empty();
    }

    synchronized Optional<List<String>> wids() {
        if (widsLeftOut) {
            return Optional.empty();
        }
        List<String> templates =
                new ArrayList<>(roles().stream().map(Role::templateId).toList());
        if (!guest) {
            templates.add(MEMBER);
        }
        return Optional.of(templates).filter(list -> !list.isEmpty());
    }

    synchronized List<String> appRoles() {
        return List.copyOf(appRoles);
    }

    synchronized boolean isGuest() {
        return guest;
    }

    synchronized int groups() {
        return groups;
    }

    Optional<Refusal> refusal() {
        return account().isEnabled() ? ownRefusal() : Optional.of(Refusal.DISABLED);
    }

    private synchronized Optional<Refusal> ownRefusal() {
        return Optional.ofNullable(refusal);
    }

    public Account account() {
        return tenant.accounts().of(this);
    }

    synchronized Optional<Forgery> takeForgery() {
        var taken = Optional.ofNullable(forgery);
        forgery = null;
        return taken;
    }

    @Override
    public String toString() {
        return name + ", " + tenant.name();
    }
}
