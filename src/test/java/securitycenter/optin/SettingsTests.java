package securitycenter.optin;

import static org.assertj.core.api.Assertions.assertThat;
import static securitycenter.identity.Role.GLOBAL_ADMINISTRATOR;
import static securitycenter.identity.Role.SECURITY_READER;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import securitycenter.ApplicationTest;
import securitycenter.Visitor;
import securitycenter.Visitors;
import securitycenter.fakemicrosoft.FakeMicrosoft;
import securitycenter.fakemicrosoft.Misbehavior;
import securitycenter.fakemicrosoft.Person;
import securitycenter.fakemicrosoft.Tenant;
import securitycenter.provisioning.Homes;

@ApplicationTest
class SettingsTests {

    @Autowired
    FakeMicrosoft microsoft;

    @Autowired
    Visitors visitors;

    @Autowired
    JdbcClient database;

    @Autowired
    Homes homes;

    Tenant tenant;
    Person ada;

    @BeforeEach
    void aLicensedTenant() {
        tenant = microsoft.directory().tenant("Settings Ltd").licensed("SPE_E5").country("NL");
        ada = tenant.person("Ada").holds(GLOBAL_ADMINISTRATOR);
    }

    @Test
    void aReaderSeesWhoCanTurnItOnAndMayNot() {
        var rea = visitors.signedIn(tenant.person("Rea").holds(SECURITY_READER));
        var page = rea.get("/settings");
        assertThat(page.text()).contains("People in your tenant who can: Ada");
        assertThat(rea.forge("/settings", Map.of("turnOn", "true")).status()).isEqualTo(403);
        assertNothingBuilt();
    }

    @Test
    void aPersonWithoutARoleReadsWhy() {
        var nora = visitors.signedIn(tenant.person("Nora"));
        assertThat(nora.get("/settings").text()).contains("No security role", "Not enough");
        assertThat(nora.get("/incidents").path()).isEqualTo("/settings");
    }

    @Test
    void aGuestMayNotWhateverTheRole() {
        var gus = visitors.signedIn(tenant.person("Gus").guest().holds(GLOBAL_ADMINISTRATOR));
        assertThat(gus.get("/settings").text()).contains("Guests cannot turn this on");
        assertThat(gus.forge("/settings", Map.of("turnOn", "true")).status()).isEqualTo(403);
        assertNothingBuilt();
    }

    @Test
    void aRoleThatWasTakenAwaySinceSignInTurnsNothingOn() {
        var visitor = visitors.signedIn(ada);
        var page = visitor.get("/settings");
        ada.loses(GLOBAL_ADMINISTRATOR);
        var refused = page.form("/settings").tick("turnOn").submit();
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.text()).contains("your role was taken away since you signed in");
        assertNothingBuilt();
    }

    @Test
    void aLicenseThatWasTakenAwaySinceTheCheckTurnsNothingOn() {
        var page = visitors.signedIn(ada).get("/settings");
        tenant.unlicensed();
        var refused = page.form("/settings").tick("turnOn").submit();
        assertThat(refused.text()).contains("no license that includes this service was found just now");
        assertNothingBuilt();
    }

    @Test
    void whenMicrosoftIsSilentNothingIsChangedAndNobodyIsCalledNotEligible() {
        var page = visitors.signedIn(ada).get("/settings");
        tenant.misbehaves(Misbehavior.unavailable());
        var refused = page.form("/settings").tick("turnOn").submit();
        assertThat(refused.text()).contains("We could not check just now. Nothing was changed.");
        assertThat(refused.text()).doesNotContain("Not turned on: no license");
        assertNothingBuilt();
    }

    @Test
    void missingConsentIsToldApartFromAMissingLicenseAndCanBeGiven() {
        tenant.withholds("Organization.Read.All");
        var visitor = visitors.signedIn(ada);
        assertThat(visitor.get("/settings").text())
                .contains("Consent missing")
                .doesNotContain("No license that includes");
        tenant.consents();
        assertThat(visitor.get("/settings").form("/settings/check").submit().text())
                .contains("Defender for Endpoint");
    }

    @Test
    void whoeverChecksAgainAndAgainIsToldToWaitAndMicrosoftIsNotAsked() {
        var visitor = visitors.signedIn(ada);
        var page = visitor.get("/settings").form("/settings/check").submit();
        assertThat(page.text()).contains("Checked just now");
        var asked = microsoft.received("/v1.0/subscribedSkus", tenant);
        page = page.form("/settings/check").submit();
        assertThat(page.text()).contains("This was checked at").containsPattern("You can check again in \\d+ seconds");
        assertThat(page.text()).doesNotContain("Checked just now");
        assertThat(microsoft.received("/v1.0/subscribedSkus", tenant)).isEqualTo(asked);
    }

    @Test
    void aNearMissIsNamedWithItsReason() {
        var wingtip = microsoft
                .directory()
                .tenant("Near Miss")
                .licensed("ENTERPRISEPACK")
                .country("NL");
        var page = visitors.signedIn(wingtip.person("Win").holds(GLOBAL_ADMINISTRATOR))
                .get("/settings");
        assertThat(page.text()).contains("Defender for Office 365 Plan 1", "Plan 2 is needed");
    }

    @Test
    void anUntickedBoxChangesNothingAndSaysSo() {
        var page = visitors.signedIn(ada).get("/settings").form("/settings").submit();
        assertThat(page.text()).contains("Nothing to change");
        assertNothingBuilt();
    }

    @Test
    void licensesThatAreIncompleteOrHaveEndedAreSaidToBe() {
        var lucerne = microsoft.directory().tenant("Lucerne").licensed("EMSPREMIUM", ems -> ems.status("Warning"));
        var page = visitors.signedIn(lucerne.person("Lea").holds(GLOBAL_ADMINISTRATOR))
                .get("/settings");
        assertThat(page.text())
                .contains("Not licensed: Microsoft Defender for Endpoint, Microsoft Defender for Office 365.")
                .contains("The licenses have ended and still work for a while.");
    }

    @Test
    void aValueThatWasNeverOfferedIsRefused() {
        var page = visitors.signedIn(ada).forge("/settings", Map.of("turnOn", "yes please"));
        assertThat(page.status()).isEqualTo(422);
        assertThat(page.text()).contains("a value that this page does not offer");
        assertNothingBuilt();
    }

    @Test
    void aDataCenterThatIsNoneIsRefused() {
        var page = visitors.signedIn(ada).forge("/settings", Map.of("turnOn", "true", "place", "THE_MOON"));
        assertThat(page.status()).isEqualTo(400);
        assertNothingBuilt();
    }

    @Test
    void aLocationThatChangedWhileThePageWasOpenIsNotTaken() {
        var page = visitors.signedIn(ada).get("/settings");
        visitors.signedIn(ada)
                .get("/settings")
                .form("/settings/endpoint-location")
                .choose("endpoint", "UNITED_KINGDOM")
                .submit();
        var refused = page.form("/settings").tick("turnOn").submit();
        assertThat(refused.text()).contains("the location is another one now", "United Kingdom");
        assertNothingBuilt();
    }

    @Test
    void endpointsLocationWinsAndThePageSaysWhy() {
        var visitor = visitors.signedIn(ada);
        var page = visitor.get("/settings")
                .form("/settings/endpoint-location")
                .choose("endpoint", "UNITED_STATES")
                .submit();
        assertThat(page.text()).contains("United States, because your endpoint data is stored there");
    }

    @Test
    void throughAzureDefenderMeansTheEuropeanUnion() {
        tenant.country("US");
        var page = visitors.signedIn(ada)
                .get("/settings")
                .form("/settings/endpoint-location")
                .tick("throughAzureDefender")
                .submit();
        assertThat(page.text()).contains("European Union, because Defender for Endpoint was turned on through Azure");
    }

    @Test
    void theDryRunChangesNothing() {
        var page = visitors.signedIn(ada).get("/settings/dry-run");
        assertThat(page.text()).contains("An event store for hunting", "European Union", "Will be done");
        assertNothingBuilt();
    }

    @Test
    void twoAdministratorsAtOnceStartOneRun() throws InterruptedException {
        var other = tenant.person("Ben").holds(GLOBAL_ADMINISTRATOR);
        var forms = new Visitor.Form[] {
            visitors.signedIn(ada).get("/settings").form("/settings").tick("turnOn"),
            visitors.signedIn(other).get("/settings").form("/settings").tick("turnOn")
        };
        var paths = java.util.concurrent.ConcurrentHashMap.<String>newKeySet();
        var threads = java.util.Arrays.stream(forms)
                .map(form ->
                        Thread.ofVirtual().start(() -> paths.add(form.submit().path())))
                .toList();
        for (var thread : threads) {
            thread.join();
        }
        assertThat(paths).hasSize(1);
        assertThat(paths.iterator().next()).startsWith("/setup/runs/");
    }

    @Test
    void whoAppliesMoreSlowlyThanAnotherAdministratorsWholeRunIsShownThatRun() throws InterruptedException {
        var quick = visitors.signedIn(tenant.person("Ben").holds(GLOBAL_ADMINISTRATOR));
        var quickForm = quick.get("/settings").form("/settings").tick("turnOn");
        var slowForm = visitors.signedIn(ada).get("/settings").form("/settings").tick("turnOn");
        tenant.misbehaves(Misbehavior.slow(Duration.ofSeconds(4))
                .at("/v1.0/subscribedSkus")
                .times(1));
        var slowPath = new AtomicReference<String>();
        var slow = Thread.ofVirtual().start(() -> slowPath.set(slowForm.submit().path()));
        Thread.sleep(500);
        var run = quickForm.submit().path();
        slow.join();
        assertThat(slowPath).hasValue(run);
        assertThat(quick.get("/audit?what=product.turned-on").html().select("tbody tr"))
                .hasSize(1);
        assertThat(quick.get("/audit?what=run.started").html().select("tbody tr"))
                .hasSize(1);
    }

    @Test
    void aHomeThatIsBeingBuiltIsClosedEvenWhenItsRunIsNotSeenYet() throws InterruptedException {
        var visitor = visitors.signedIn(ada);
        var run = visitor.get("/settings")
                .form("/settings")
                .tick("turnOn")
                .submit()
                .path();
        while (!visitor.get("/incidents").path().equals("/incidents")) {
            Thread.sleep(20);
        }
        database.sql("update tenant_home set state = 'BUILDING' where tenant_id = ?")
                .param(tenant.id().value())
                .update();
        assertThat(visitor.get("/incidents").path()).isEqualTo(run);
    }

    @Test
    void aFormPostedTwiceStartsOneRun() {
        var form = visitors.signedIn(ada).get("/settings").form("/settings").tick("turnOn");
        var first = form.submit().path();
        assertThat(form.submit().path()).isIn(first, "/settings");
    }

    @Test
    void aHostileTenantNameIsOnlyText() {
        var rogue = microsoft
                .directory()
                .tenant("<script>alert(1)</script>")
                .licensed("SPE_E5")
                .country("NL");
        var page = visitors.signedIn(rogue.person("Mal").holds(GLOBAL_ADMINISTRATOR))
                .get("/settings");
        assertThat(page.body()).doesNotContain("<script>alert");
        assertThat(page.html().text()).contains("<script>alert(1)</script>");
    }

    @Test
    void anotherTenantsRunIsNotThere() {
        var run = visitors.signedIn(ada)
                .get("/settings")
                .form("/settings")
                .tick("turnOn")
                .submit()
                .path();
        var stranger = microsoft
                .directory()
                .tenant("Other Ltd")
                .licensed("SPE_E5")
                .person("Eve")
                .holds(GLOBAL_ADMINISTRATOR);
        assertThat(visitors.signedIn(stranger).get(run).status()).isEqualTo(404);
        assertThat(visitors.signedIn(stranger).forge(run + "/retry", Map.of()).status())
                .isEqualTo(404);
        assertThat(visitors.signedIn(stranger).get("/setup/runs/no-number").status())
                .isEqualTo(404);
        assertThat(visitors.signedIn(stranger)
                        .get("/setup/runs/99999999999999999999")
                        .status())
                .isEqualTo(404);
    }

    @Test
    void refusedActsAreInTheAuditLog() {
        var visitor = visitors.signedIn(ada);
        var page = visitor.get("/settings");
        ada.loses(GLOBAL_ADMINISTRATOR);
        page.form("/settings").tick("turnOn").submit();
        assertThat(visitor.get("/audit").text()).containsIgnoringCase("refused");
    }

    private void assertNothingBuilt() {
        assertThat(homes.placeOf(tenant.id())).isEmpty();
    }
}
