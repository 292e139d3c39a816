package securitycenter.fakemicrosoft;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import securitycenter.identity.Role;
import securitycenter.identity.TenantId;

/** A customer organization with its people, licenses and consents. All of it can be changed at any time. */
public final class Tenant {

    private enum Application {
        CONSENTED,
        UNKNOWN,
        WITHOUT_SERVICE_PRINCIPAL
    }

    private final TenantId id;
    private final String name;
    private final String domainPrefix;
    private final List<Person> people = new ArrayList<>();
    private final List<Subscription> subscriptions = new ArrayList<>();
    private final List<Misbehavior> misbehaviors = new ArrayList<>();
    private final Set<Role> activated = ConcurrentHashMap.newKeySet();
    private final Set<String> withheld = new TreeSet<>();
    private final Alerts alerts = new Alerts(this);
    private final Defender defender = new Defender(this);
    private final Accounts accounts = new Accounts(this);
    private final Mailboxes mailboxes = new Mailboxes();
    private Application application = Application.CONSENTED;
    private String country = "NL";
    private String region = "EU";
    private String regionSubScope;
    private String note = "";
    private boolean roleTemplatesHidden;
    private Duration tokenLifetime = Duration.ofMinutes(60);
    private final Map<String, Set<String>> appRoles = new HashMap<>();
    private int tokenVersion = 2;
    private Forgery forgery;

    Tenant(TenantId id, String name, String domainPrefix) {
        this.id = id;
        this.name = name;
        this.domainPrefix = domainPrefix;
    }

    public synchronized Person person(String name) {
        var first = Directory.asLabel(name.split(" ")[0], "person");
        var alias =
                people.stream().anyMatch(person -> person.userPrincipalName().startsWith(first + "@"))
                        ? first + (people.size() + 1)
                        : first;
        var person = new Person(this, name, alias);
        people.add(person);
        return person;
    }

    public Tenant licensed(String partNumber) {
        return licensed(partNumber, asUsual -> {});
    }

    /** {@code licensed("SPE_E5", e5 -> e5.status("Warning").until(date))} */
    public Tenant licensed(String partNumber, Consumer<Subscription> details) {
        return add(new Subscription(Skus.named(partNumber)), details);
    }

    /** A SKU that is in no list, by the service plans that it holds. */
    public Tenant licensedUnlisted(String partNumber, String... planNames) {
        return add(new Subscription(Skus.unlisted(partNumber, List.of(planNames))), asUsual -> {});
    }

    private synchronized Tenant add(Subscription subscription, Consumer<Subscription> details) {
        details.accept(subscription);
        subscriptions.add(subscription);
        return this;
    }

    public synchronized Tenant unlicensed() {
        subscriptions.clear();
        return this;
    }

    public synchronized Subscription subscription(String partNumber) {
        return subscriptions.stream()
                .filter(subscription -> subscription.partNumber().equals(partNumber))
                .findFirst()
                .orElseThrow();
    }

    /** Two letters, or null where the tenant does not say. */
    public synchronized Tenant country(String letters) {
        country = letters;
        return this;
    }

    /** EU, NA, AS, OC, WW and the like, as in the OpenID configuration. */
    public synchronized Tenant region(String scope) {
        region = scope;
        return this;
    }

    /** GCC, DODCON or DOD: a government tenant. */
    public synchronized Tenant government(String subScope) {
        regionSubScope = subScope;
        return this;
    }

    /** No administrator consented to this permission. It is missing from tokens given out from now on. */
    public synchronized Tenant withholds(String permission) {
        withheld.add(permission);
        return this;
    }

    /** What an administrator's consent does. */
    public synchronized Tenant consents() {
        withheld.clear();
        application = Application.CONSENTED;
        return this;
    }

    /** Nobody here has ever heard of the application: AADSTS700016. */
    public synchronized Tenant withoutApplication() {
        application = Application.UNKNOWN;
        return this;
    }

    /** The application has been removed from here: AADSTS7000229. */
    public synchronized Tenant withoutServicePrincipal() {
        application = Application.WITHOUT_SERVICE_PRINCIPAL;
        return this;
    }

    /** With User.Read alone Graph promises no more than type and id of a role. */
    public synchronized Tenant hidesRoleTemplates() {
        roleTemplatesHidden = true;
        return this;
    }

    public synchronized Tenant tokensLast(Duration lifetime) {
        tokenLifetime = lifetime;
        return this;
    }

    /** An administrator let the application of this id have these app roles of our API. */
    public synchronized Tenant letsApplication(String clientId, String... roles) {
        appRoles.computeIfAbsent(clientId, id -> new TreeSet<>()).addAll(List.of(roles));
        return this;
    }

    synchronized List<String> appRolesOf(String clientId) {
        return List.copyOf(appRoles.getOrDefault(clientId, Set.of()));
    }

    /** 1 or 2: the form of access tokens for the APIs of customers. */
    public synchronized Tenant tokensOfVersion(int version) {
        tokenVersion = version;
        return this;
    }

    synchronized int tokenVersion() {
        return tokenVersion;
    }

    /** What is wrong with the next access token for an API of customers. */
    public synchronized Tenant nextAccessToken(Forgery wrong) {
        forgery = wrong;
        return this;
    }

    synchronized Optional<Forgery> takeForgery() {
        var taken = Optional.ofNullable(forgery);
        forgery = null;
        return taken;
    }

    /** Graph and Defender answer wrongly for this tenant until {@link #behaves}, or as often as the misbehavior says. */
    public synchronized Tenant misbehaves(Misbehavior misbehavior) {
        misbehaviors.add(misbehavior);
        return this;
    }

    public synchronized Tenant behaves() {
        misbehaviors.clear();
        return this;
    }

    /** What its services found. */
    public Alerts alerts() {
        return alerts;
    }

    /** Its computers and what was done to them. */
    public Defender defender() {
        return defender;
    }

    /** Everybody who has an account here, whether or not the demo lets them sign in. */
    public Accounts accounts() {
        return accounts;
    }

    public Mailboxes mailboxes() {
        return mailboxes;
    }

    /** One line for the account picker. */
    public synchronized Tenant note(String text) {
        note = text;
        return this;
    }

    public synchronized String note() {
        return note;
    }

    public TenantId id() {
        return id;
    }

    public String name() {
        return name;
    }

    public String domain() {
        return domainPrefix + ".example";
    }

    public synchronized List<Person> people() {
        return List.copyOf(people);
    }

    String domainPrefix() {
        return domainPrefix;
    }

    void activate(Role role) {
        activated.add(role);
    }

    boolean hasActivated(Role role) {
        return role == Role.GLOBAL_ADMINISTRATOR || activated.contains(role);
    }

    synchronized List<Subscription> subscriptions() {
        return List.copyOf(subscriptions);
    }

    boolean hasIdentityProtection() {
        return subscriptions().stream().anyMatch(Subscription::hasIdentityProtection);
    }

    synchronized Optional<String> country() {
        return Optional.ofNullable(country);
    }

    synchronized String region() {
        return region;
    }

    synchronized Optional<String> regionSubScope() {
        return Optional.ofNullable(regionSubScope);
    }

    synchronized boolean areRoleTemplatesHidden() {
        return roleTemplatesHidden;
    }

    synchronized Duration tokenLifetime() {
        return tokenLifetime;
    }

    Set<String> applicationPermissions(Resource resource) {
        return resource.permissions.stream().filter(this::grants).collect(Collectors.toSet());
    }

    synchronized boolean grants(String permission) {
        var known = application == Application.CONSENTED
                || !Resource.allPermissions().contains(permission);
        return known && !withheld.contains(permission);
    }

    synchronized Optional<EntraError> problemOf(String clientId) {
        return switch (application) {
            case CONSENTED -> Optional.empty();
            case UNKNOWN ->
                Optional.of(new EntraError(
                        400,
                        "unauthorized_client",
                        700016,
                        "Application with identifier '%s' was not found in the directory '%s'. This can happen if the application has not been installed by the administrator of the tenant or consented to by any user in the tenant. You may have sent your authentication request to the wrong tenant."
                                .formatted(clientId, name)));
            case WITHOUT_SERVICE_PRINCIPAL ->
                Optional.of(EntraError.invalidClient(
                        7000229,
                        "The client application %s is missing service principal in the tenant %s."
                                .formatted(clientId, id)));
        };
    }

    /** The misbehavior that is next for this path, counted as used. */
    synchronized Optional<Misbehavior> nextMisbehavior(String path) {
        var next = misbehaviors.stream().filter(each -> each.appliesTo(path)).findFirst();
        next.filter(Misbehavior::countAndIsLast).ifPresent(misbehaviors::remove);
        return next;
    }

    /** Tenant-specific ids of roles and groups have to be stable but mean nothing. */
    UUID idOf(String thing) {
        return UUID.nameUUIDFromBytes((id + "/" + thing).getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public String toString() {
        return name;
    }
}
