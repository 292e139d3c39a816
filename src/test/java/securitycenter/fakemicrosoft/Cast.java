package securitycenter.fakemicrosoft;

import static securitycenter.identity.Role.GLOBAL_ADMINISTRATOR;
import static securitycenter.identity.Role.GLOBAL_READER;
import static securitycenter.identity.Role.SECURITY_ADMINISTRATOR;
import static securitycenter.identity.Role.SECURITY_OPERATOR;
import static securitycenter.identity.Role.SECURITY_READER;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import securitycenter.identity.TenantId;

/** The organizations and people of the demo: each shows one case that the product has to get right. */
public final class Cast {

    /** A program of Contoso's that may read and change everything through our API. */
    private static final String SCRIPT = "5c719e70-0000-4000-8000-000000000001";

    /** Our own organization, whose staff may look after the others. */
    public static final TenantId OPERATOR = Directory.idOf("securitycenter");

    public static final String SUPPORT_ROLE = "SecurityCenter.Support";

    private final Directory directory;

    private Cast(Directory directory) {
        this.directory = directory;
    }

    /** Everybody moves in. */
    public static Cast in(Directory directory) {
        var cast = new Cast(directory);
        cast.contoso();
        cast.otherLicenses();
        cast.almostLicensed();
        cast.endingLicenses();
        cast.elsewhere();
        cast.staffAndImpostor();
        return cast;
    }

    /** Whoever asks for the alerts of a tenant finds its past, and sees how it is attacked from then on. */
    public Cast underAttack() {
        for (var tenant : directory.tenants()) {
            var story = isContoso(tenant) ? Story.groupedByMicrosoft() : Story.ungrouped();
            tenant.alerts().plays(story.seed(seedOf(tenant)).withPast().withBackground());
        }
        return this;
    }

    /** The organization whose events are streamed. */
    public Tenant streaming() {
        return directory.tenants().stream().filter(Cast::isContoso).findFirst().orElseThrow();
    }

    /** Its events, and what of them belongs to its alerts, go into this storage account. */
    public StreamingApi streamingInto(Path account, Instant now) {
        return new StreamingApi(streaming(), seedOf(streaming()), account, now);
    }

    private static boolean isContoso(Tenant tenant) {
        return tenant.domain().startsWith("contoso");
    }

    private static long seedOf(Tenant tenant) {
        return tenant.id().hashCode();
    }

    public List<Tenant> tenants() {
        return directory.tenants();
    }

    public List<Person> people() {
        return directory.tenants().stream()
                .flatMap(tenant -> tenant.people().stream())
                .toList();
    }

    private void contoso() {
        var contoso = directory
                .tenant("Contoso B.V.", "contoso")
                .note("Microsoft 365 E5, the Netherlands: all four services")
                .licensed("SPE_E5");
        contoso.letsApplication(
                SCRIPT,
                "Incident.ReadWrite.All",
                "SecurityIncident.ReadWrite.All",
                "SecurityAlert.ReadWrite.All",
                "AdvancedHunting.Read.All",
                "AdvancedQuery.Read.All",
                "ThreatHunting.Read.All");
        contoso.person("Ada Lovelace").holds(GLOBAL_ADMINISTRATOR).purpose("Turns the product on and may do anything.");
        contoso.person("Sam Okafor")
                .holds(SECURITY_ADMINISTRATOR)
                .purpose("Turns the product on and approves remediation.");
        contoso.person("Olga Petrova").holds(SECURITY_OPERATOR).purpose("Works on incidents, approves nothing.");
        contoso.person("Rea Jansen").holds(SECURITY_READER).purpose("Reads everything, changes nothing.");
        contoso.person("Gil Moreau").holds(GLOBAL_READER).purpose("Reads everything, changes nothing.");
        contoso.person("Nora de Vries").purpose("Has no role, so is told who can help.");
        contoso.person("Gus Visser")
                .guest()
                .holds(GLOBAL_ADMINISTRATOR)
                .purpose("A guest from elsewhere; even as an administrator may not turn anything on.");
        contoso.person("Pim Bakker")
                .eligibleFor(SECURITY_ADMINISTRATOR)
                .purpose("Has a role only after activating it, then signs in again.");
        contoso.person("Grace Hopper")
                .holdsThroughGroup(SECURITY_ADMINISTRATOR)
                .memberOfGroups(300)
                .withoutWids()
                .purpose("Is in 300 groups; her token says nothing of roles, so Graph is asked.");
        contoso.person("Una Smit").refusedWith(Refusal.NOT_ASSIGNED).purpose("Entra stops her: not assigned.");
        contoso.person("Cas Mulder")
                .refusedWith(Refusal.CONSENT_REQUIRED)
                .purpose("Comes back with an error: no consent.");
    }

    private void otherLicenses() {
        directory
                .tenant("Northwind Ltd", "northwind")
                .note("Defender for Endpoint alone, United Kingdom")
                .country("GB")
                .licensed("WIN_DEF_ATP")
                .person("Bea Walker")
                .holds(GLOBAL_ADMINISTRATOR)
                .purpose("One service is enough; data rests where Endpoint's does.");
        directory
                .tenant("Fourth Coffee", "fourthcoffee")
                .note("Endpoint came through Azure Defender, United States")
                .country("US")
                .region("NA")
                .licensed("WIN_DEF_ATP")
                .person("Jo Rivera")
                .holds(SECURITY_ADMINISTRATOR)
                .purpose(
                        "Says that Endpoint came through Azure Defender; then the data is in Europe although the company is not.");
        directory
                .tenant("Fabrikam, Inc.", "fabrikam")
                .note("Office 365 E5 and EMS E5, no Endpoint, United States")
                .country("US")
                .region("NA")
                .licensed("ENTERPRISEPREMIUM")
                .licensed("EMSPREMIUM")
                .person("Fay Nguyen")
                .holds(GLOBAL_ADMINISTRATOR)
                .purpose("The country decides where the data rests.");
        directory
                .tenant("School of Fine Art", "fineart")
                .note("A5 Security, a SKU that is in no list")
                .country("FR")
                .licensedUnlisted(
                        "IDENTITY_THREAT_PROTECTION_FACULTY",
                        "MTP",
                        "WINDEFATP",
                        "THREAT_INTELLIGENCE",
                        "ADALLOM_S_STANDALONE",
                        "ATA")
                .person("Lou Martin")
                .holds(GLOBAL_ADMINISTRATOR)
                .purpose("Eligible by service plans, whatever the SKU is called.");
        directory
                .tenant("Proseware", "proseware")
                .note("E5 Developer: no Endpoint in it")
                .country("DE")
                .licensed("DEVELOPERPACK_E5")
                .person("Dev Kumar")
                .holds(GLOBAL_ADMINISTRATOR)
                .purpose("Eligible, and told which service is missing.");
    }

    private void almostLicensed() {
        directory
                .tenant("Wingtip Toys", "wingtip")
                .note("Office 365 E3: a near miss")
                .licensed("ENTERPRISEPACK")
                .person("Wim Peeters")
                .holds(GLOBAL_ADMINISTRATOR)
                .purpose("Is told which plan was found and why it does not count.");
        directory
                .tenant("Trey Research", "trey")
                .note("Office 365 E5 on trial")
                .licensed(
                        "ENTERPRISEPREMIUM",
                        trial -> trial.trial().until(Instant.now().plus(Duration.ofDays(20))))
                .person("Tia Costa")
                .holds(GLOBAL_ADMINISTRATOR)
                .purpose("A trial of Office 365 does not count.");
        directory
                .tenant("Tailspin", "tailspin")
                .note("No licenses at all")
                .person("Taj Singh")
                .holds(GLOBAL_ADMINISTRATOR)
                .purpose("Has the role but nothing to turn on.");
    }

    private void endingLicenses() {
        directory
                .tenant("Lucerne Publishing", "lucerne")
                .note("E5 in its grace period")
                .country("CH")
                .licensed(
                        "SPE_E5", e5 -> e5.status("Warning").until(Instant.now().plus(Duration.ofDays(12))))
                .person("Lea Keller")
                .holds(GLOBAL_ADMINISTRATOR)
                .purpose("May turn on, and is warned of the end date.");
        directory
                .tenant("Litware", "litware")
                .note("E5 suspended")
                .licensed(
                        "SPE_E5",
                        e5 -> e5.status("Suspended").until(Instant.now().plus(Duration.ofDays(60))))
                .person("Liv Berg")
                .holds(GLOBAL_ADMINISTRATOR)
                .purpose("Cannot turn on until the subscription is renewed.");
        directory
                .tenant("Adatum", "adatum")
                .note("E5 locked out")
                .licensed("SPE_E5", e5 -> e5.status("LockedOut"))
                .person("Abe Cohen")
                .holds(GLOBAL_ADMINISTRATOR)
                .purpose("Cancelled: the last stop before deletion.");
    }

    private void elsewhere() {
        directory
                .tenant("City of Woodgrove", "woodgrove")
                .note("US government community cloud")
                .country("US")
                .region("NA")
                .government("GCC")
                .licensed("M365_G5_GCC")
                .person("Cy Turner")
                .holds(GLOBAL_ADMINISTRATOR)
                .purpose("Fully licensed, but government tenants are excluded.");
        directory
                .tenant("Relecloud", "relecloud")
                .note("Microsoft 365 E5, but nobody has consented yet")
                .licensed("SPE_E5")
                .withoutApplication()
                .person("Ravi Patel")
                .holds(GLOBAL_ADMINISTRATOR)
                .purpose("Is sent to give consent first, which is not the same as having no license.");
    }

    private void staffAndImpostor() {
        var operations =
                directory.tenant("Security Center Operations", "securitycenter").note("Our own staff");
        operations
                .person("Stella Novak")
                .appRole(SUPPORT_ROLE)
                .purpose("Looks after all organizations on the internal pages.");
        operations
                .person("Samir Haddad")
                .appRole(SUPPORT_ROLE)
                .purpose("Her colleague, for what needs a second person.");
        directory
                .tenant("<script>alert(1)</script>", "rogue")
                .note("=cmd|' /C calc'!A0")
                .licensed("SPE_E5")
                .person("Mallory Black")
                .holds(GLOBAL_ADMINISTRATOR)
                .appRole(SUPPORT_ROLE)
                .purpose("Gave herself our support role in her own tenant; it must not work.");
    }
}
