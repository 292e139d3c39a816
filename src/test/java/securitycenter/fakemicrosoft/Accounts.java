package securitycenter.fakemicrosoft;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** All accounts of a tenant: of those who can sign in here, of the people in its story, and those that alerts name. */
public final class Accounts {

    private final Tenant tenant;
    private final Map<String, Account> known = new LinkedHashMap<>();

    Accounts(Tenant tenant) {
        this.tenant = tenant;
    }

    public Account of(Person person) {
        return known(person.id().toString(), person.userPrincipalName(), person.name());
    }

    /** By the name that evidence has for somebody, for example {@code Maren Vos}. */
    public Account of(String name) {
        return of(SampleEvidence.account(tenant, name));
    }

    private Account of(Map<String, Object> userAccount) {
        return known(
                AlertRows.text(userAccount, "azureAdUserId"),
                AlertRows.text(userAccount, "userPrincipalName"),
                AlertRows.text(userAccount, "displayName"));
    }

    private synchronized Account known(String id, String principalName, String name) {
        return known.computeIfAbsent(id, unknown -> new Account(id, principalName, name));
    }

    /** By object id or user principal name. */
    Optional<Account> find(String id) {
        return Stream.of(
                        tenant.people().stream().map(this::of),
                        StoryCast.NAMES.stream().map(this::of),
                        inAlerts())
                .flatMap(each -> each)
                .filter(account ->
                        account.id().equals(id) || account.userPrincipalName().equalsIgnoreCase(id))
                .findFirst();
    }

    private Stream<Account> inAlerts() {
        return tenant.alerts().toldSoFar().stream()
                .flatMap(alert -> AlertRows.evidenceOf(alert.json(tenant)).stream())
                .filter(evidence -> evidence.get("userAccount") != null)
                .map(evidence -> AlertRows.part(evidence, "userAccount"))
                .filter(account -> account.get("azureAdUserId") != null)
                .map(this::of);
    }

    /** Whether a program may change it: not that of somebody with a role, unless it has a role itself. */
    boolean isProtected(Account account) {
        return tenant.people().stream()
                .filter(person -> person.id().toString().equals(account.id()))
                .anyMatch(person -> !person.roles().isEmpty());
    }
}
