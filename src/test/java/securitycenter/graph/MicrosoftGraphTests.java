package securitycenter.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import securitycenter.fakemicrosoft.FakeMicrosoft;
import securitycenter.fakemicrosoft.Misbehavior;
import securitycenter.fakemicrosoft.Tenant;
import securitycenter.graph.GraphSilent.Why;
import securitycenter.graph.SubscribedSku.CapabilityStatus;
import securitycenter.graph.SubscribedSku.ProvisioningStatus;
import securitycenter.identity.EntraApplication;
import securitycenter.identity.MicrosoftEndpoints;
import securitycenter.identity.Role;
import securitycenter.identity.TenantId;

@Timeout(30)
class MicrosoftGraphTests {

    private static final FakeMicrosoft MICROSOFT = FakeMicrosoft.start(0);
    private static final Patience SHORT =
            new Patience(Duration.ofSeconds(2), Duration.ofSeconds(2), Duration.ofSeconds(3), 2);
    private static final String SECRET = "a-secret-nobody-may-read";

    private final MovableClock time = new MovableClock();
    private final MicrosoftGraph graph = graphAt(MICROSOFT.endpoints(), SECRET, SHORT);

    @AfterAll
    static void stop() {
        MICROSOFT.stop();
    }

    private MicrosoftGraph graphAt(MicrosoftEndpoints endpoints, String secret, Patience patience) {
        return new MicrosoftGraph(
                endpoints,
                new EntraApplication("the-client", secret, null),
                new PretendSession(endpoints).tokens(),
                time.clock(),
                patience);
    }

    private static Tenant tenant(String name) {
        return MICROSOFT.directory().tenant(name);
    }

    @Test
    void licensesAreReadWithTheirPlansAndUnits() {
        var tenant = tenant("Licensed").licensed("SPE_E5", e5 -> e5.units(7).provisioning("ATA", "PendingInput"));
        var sku = graph.subscribedSkus(tenant.id()).getFirst();
        assertThat(sku.skuPartNumber()).isEqualTo("SPE_E5");
        assertThat(sku.capabilityStatus()).isEqualTo(CapabilityStatus.ENABLED);
        assertThat(sku.prepaidUnits()).isEqualTo(new SubscribedSku.Units(7, 0, 0, 0));
        assertThat(sku.subscriptionIds()).hasSize(1);
        assertThat(sku.servicePlans())
                .contains(new SubscribedSku.ServicePlan(
                        "14ab5db5-e6c4-4b20-b4bc-13e36fd2227f", "ATA", ProvisioningStatus.PENDING_INPUT));
    }

    @Test
    void subscriptionsTellTrialsAndDates() {
        var end = time.instant().plus(Duration.ofDays(9));
        var tenant = tenant("Trying").licensed("SPE_E5", e5 -> e5.trial().until(end));
        var subscription = graph.subscriptions(tenant.id()).getFirst();
        assertThat(subscription.trial()).isTrue();
        assertThat(subscription.nextLifecycleDateTime()).isEqualTo(end);
        assertThat(subscription.id())
                .isEqualTo(graph.subscribedSkus(tenant.id())
                        .getFirst()
                        .subscriptionIds()
                        .getFirst());
    }

    @Test
    void anOrganizationHasANameACountryAndADomain() {
        var organization =
                graph.organization(tenant("Tailspin Toys").country("SE").id());
        assertThat(organization.displayName()).isEqualTo("Tailspin Toys");
        assertThat(organization.countryLetterCode()).isEqualTo("SE");
        assertThat(organization.defaultDomain()).isEqualTo("tailspintoys.example");
    }

    @Test
    void theRegionIsReadWithoutAToken() {
        var tenant = tenant("Government").region("NA").government("GCC").withoutApplication();
        assertThat(graph.regionOf(tenant.id())).isEqualTo(new TenantRegion("NA", "GCC"));
        assertThat(graph.regionOf(tenant("Elsewhere").id())).isEqualTo(new TenantRegion("EU", null));
        assertThat(silence(() -> graph.regionOf(new TenantId(UUID.randomUUID()))))
                .isEqualTo(Why.UNREADABLE);
    }

    @Test
    void oneTokenServesManyQuestionsUntilFiveMinutesBeforeItsEnd() {
        var tenant = tenant("Thrifty");
        graph.organization(tenant.id());
        graph.subscribedSkus(tenant.id());
        time.forward(Duration.ofMinutes(54));
        graph.organization(tenant.id());
        assertThat(tokensGivenTo(tenant)).isEqualTo(1);
        time.forward(Duration.ofMinutes(2));
        graph.organization(tenant.id());
        assertThat(tokensGivenTo(tenant)).isEqualTo(2);
    }

    @Test
    void aTenantIsNeverAskedWithTheTokenOfAnother() {
        var one = tenant("One");
        var other = tenant("Other");
        assertThat(graph.organization(one.id()).displayName()).isEqualTo("One");
        assertThat(graph.organization(other.id()).displayName()).isEqualTo("Other");
        assertThat(graph.organization(one.id()).displayName()).isEqualTo("One");
    }

    @Test
    void everyRequestBearsAnIdAndAsksForNewWords() {
        var tenant = tenant("Traced");
        graph.organization(tenant.id());
        var request = MICROSOFT.requests("/v1.0/organization").stream()
                .filter(one -> one.tenant().filter(tenant.id()::equals).isPresent())
                .findFirst()
                .orElseThrow();
        assertThat(UUID.fromString(request.header("client-request-id").orElseThrow()))
                .isNotNull();
        assertThat(request.header("Prefer")).contains("include-unknown-enum-members");
    }

    @Test
    void withoutConsentThePermissionIsNamedAndConsentHelpsAtOnce() {
        var tenant = tenant("Cautious").withholds("Organization.Read.All");
        assertThat(missing(() -> graph.subscribedSkus(tenant.id()))).isEqualTo("Organization.Read.All");
        tenant.consents();
        assertThat(graph.subscribedSkus(tenant.id())).isEmpty();
    }

    @Test
    void aTenantThatDoesNotKnowTheApplicationHasNotConsented() {
        var never = tenant("Never").withoutApplication();
        var removed = tenant("Removed").withoutServicePrincipal();
        assertThat(missing(() -> graph.subscribedSkus(never.id()))).isEqualTo("Organization.Read.All");
        assertThat(missing(() -> graph.membersOf(removed.id(), Role.GLOBAL_ADMINISTRATOR)))
                .isEqualTo("RoleManagement.Read.Directory");
    }

    @Test
    @ExtendWith(OutputCaptureExtension.class)
    void aRefusedSecretIsSaidToTheOperatorAndNotShown(CapturedOutput log) {
        var tenant = tenant("Expired Secret");
        var refused = graphAt(MICROSOFT.endpoints(), "expired", SHORT);
        assertThat(silence(() -> refused.subscribedSkus(tenant.id()))).isEqualTo(Why.UNAVAILABLE);
        assertThat(log).contains("7000222");
        graph.subscribedSkus(tenant.id());
        assertThat(log).doesNotContain(SECRET).doesNotContain("Bearer ");
    }

    @Test
    @ExtendWith(OutputCaptureExtension.class)
    void aFailureIsLoggedWithTheIdThatMicrosoftKnows(CapturedOutput log) {
        var tenant = tenant("Reported").withholds("Organization.Read.All");
        missing(() -> graph.subscribedSkus(tenant.id()));
        assertThat(log)
                .containsPattern(
                        "/v1.0/subscribedSkus answered 403 Authorization_RequestDenied \\(request-id [0-9a-f-]{36}");
    }

    @Test
    void aShortWaitIsKeptAndTheAnswerComes() {
        var tenant = tenant("Busy")
                .misbehaves(Misbehavior.tooManyRequests(Duration.ofSeconds(1)).times(1));
        var before = System.nanoTime();
        assertThat(graph.organization(tenant.id()).displayName()).isEqualTo("Busy");
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isGreaterThan(Duration.ofMillis(990));
    }

    @Test
    void aLongWaitIsNotWaitedFor() {
        var tenant = tenant("Too Busy").misbehaves(Misbehavior.tooManyRequests(Duration.ofMinutes(2)));
        var before = System.nanoTime();
        assertThat(silence(() -> graph.organization(tenant.id()))).isEqualTo(Why.THROTTLED);
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(1));
        assertThat(MICROSOFT.received("/v1.0/organization", tenant)).isEqualTo(1);
    }

    @Test
    void withoutAWishForTheWaitItIsTriedThreeTimes() {
        var tenant = tenant("Silent Throttle").misbehaves(Misbehavior.tooManyRequests());
        assertThat(silence(() -> graph.organization(tenant.id()))).isEqualTo(Why.THROTTLED);
        assertThat(MICROSOFT.received("/v1.0/organization", tenant)).isEqualTo(3);
    }

    @Test
    void anOutageIsTriedAgainAndThenSaid() {
        var tenant = tenant("Outage").misbehaves(Misbehavior.unavailable().times(2));
        assertThat(graph.organization(tenant.id()).displayName()).isEqualTo("Outage");
        tenant.misbehaves(Misbehavior.unavailable());
        assertThat(silence(() -> graph.organization(tenant.id()))).isEqualTo(Why.UNAVAILABLE);
    }

    @Test
    void aSlowAnswerIsATimeout() {
        var hasty = graphAt(
                MICROSOFT.endpoints(),
                SECRET,
                new Patience(Duration.ofSeconds(2), Duration.ofMillis(300), Duration.ZERO, 0));
        var tenant = tenant("Slow").misbehaves(Misbehavior.slow(Duration.ofSeconds(3)));
        assertThat(silence(() -> hasty.organization(tenant.id()))).isEqualTo(Why.TIMEOUT);
    }

    @Test
    void anAnswerThatBeginsAndDoesNotEndIsATimeout() throws IOException {
        try (var scripted = new ScriptedGraph()) {
            scripted.beginsToAnswer();
            var hasty = graphAt(
                    scripted.endpoints(),
                    SECRET,
                    new Patience(Duration.ofSeconds(2), Duration.ofMillis(500), Duration.ZERO, 0));
            var before = System.nanoTime();
            assertThat(silence(() -> hasty.subscribedSkus(new TenantId(UUID.randomUUID()))))
                    .isEqualTo(Why.TIMEOUT);
            assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(2));
        }
    }

    @Test
    void aBrokenConnectionIsAnOutage() {
        var tenant = tenant("Cut Off").misbehaves(Misbehavior.connectionClosed());
        assertThat(silence(() -> graph.organization(tenant.id()))).isEqualTo(Why.UNAVAILABLE);
        var nobody = URI.create("http://localhost:1");
        var nowhere = graphAt(new MicrosoftEndpoints(nobody, nobody, nobody, nobody), SECRET, SHORT);
        assertThat(silence(() -> nowhere.organization(tenant.id()))).isEqualTo(Why.UNAVAILABLE);
    }

    @Test
    void brokenJsonIsUnreadable() {
        var tenant = tenant("Broken").misbehaves(Misbehavior.brokenJson());
        assertThat(silence(() -> graph.organization(tenant.id()))).isEqualTo(Why.UNREADABLE);
    }

    @Test
    void newWordsDoNotBreakAnAnswer() {
        var tenant = tenant("Future").licensed("SPE_E5").misbehaves(Misbehavior.unknownEnumValues());
        var sku = graph.subscribedSkus(tenant.id()).getFirst();
        assertThat(sku.capabilityStatus()).isEqualTo(CapabilityStatus.UNKNOWN);
        assertThat(sku.servicePlans().getFirst().provisioningStatus()).isEqualTo(ProvisioningStatus.UNKNOWN);
    }

    @Test
    void aNextPageElsewhereIsNotVisited() throws IOException {
        try (var elsewhere = new ScriptedGraph()) {
            for (var link : new String[] {
                elsewhere.address() + "/v1.0/subscribedSkus?$skiptoken=2",
                "http://127.0.0.1:" + MICROSOFT.address().getPort() + "/v1.0/subscribedSkus",
                "https://localhost:" + MICROSOFT.address().getPort() + "/v1.0/subscribedSkus",
                "http://me@localhost:" + MICROSOFT.address().getPort() + "/v1.0/subscribedSkus",
                "/v1.0/subscribedSkus",
            }) {
                var tenant = tenant("Lured").misbehaves(Misbehavior.nextLinkAt(URI.create(link)));
                assertThat(silence(() -> graph.subscribedSkus(tenant.id())))
                        .as(link)
                        .isEqualTo(Why.UNREADABLE);
                assertThat(MICROSOFT.received("/v1.0/subscribedSkus", tenant))
                        .as(link)
                        .isEqualTo(1);
            }
            assertThat(elsewhere.bearers()).isEmpty();
        }
    }

    @Test
    void allPagesAreRead() {
        var tenant = tenant("Crowded");
        for (var i = 0; i < 250; i++) {
            tenant.person("Person" + i).holds(Role.SECURITY_ADMINISTRATOR);
        }
        assertThat(graph.membersOf(tenant.id(), Role.SECURITY_ADMINISTRATOR)).hasSize(250);
    }

    @Test
    void membersArePeopleAndARoleNeverUsedHasNone() {
        var tenant = tenant("Roles");
        tenant.person("Ada").holds(Role.GLOBAL_ADMINISTRATOR);
        tenant.person("Grace").holdsThroughGroup(Role.GLOBAL_ADMINISTRATOR);
        assertThat(graph.membersOf(tenant.id(), Role.GLOBAL_ADMINISTRATOR)).hasSize(1);
        assertThat(graph.membersOf(tenant.id(), Role.SECURITY_ADMINISTRATOR)).isEmpty();
    }

    @Test
    void a401IsAnsweredWithAFreshTokenOnce() throws IOException {
        try (var scripted = new ScriptedGraph()) {
            var asked = graphAt(scripted.endpoints(), SECRET, SHORT);
            scripted.answers(401, "{}").answers(200, "{\"value\":[]}");
            assertThat(asked.subscribedSkus(new TenantId(UUID.randomUUID()))).isEmpty();
            assertThat(scripted.bearers()).containsExactly("Bearer token-1", "Bearer token-2");

            scripted.answers(401, "{}").answers(401, "{}").answers(200, "{\"value\":[]}");
            assertThat(silence(() -> asked.subscribedSkus(new TenantId(UUID.randomUUID()))))
                    .isEqualTo(Why.UNAVAILABLE);
            assertThat(scripted.bearers()).hasSize(4);
        }
    }

    @Test
    void aRedirectIsNotFollowed() throws IOException {
        try (var scripted = new ScriptedGraph();
                var elsewhere = new ScriptedGraph()) {
            scripted.answers(302, Map.of("Location", elsewhere.address().toString()), "");
            var asked = graphAt(scripted.endpoints(), SECRET, SHORT);
            assertThat(silence(() -> asked.subscribedSkus(new TenantId(UUID.randomUUID()))))
                    .isEqualTo(Why.UNREADABLE);
            assertThat(elsewhere.bearers()).isEmpty();
        }
    }

    @Test
    void whatIsNoListIsUnreadable() throws IOException {
        try (var scripted = new ScriptedGraph()) {
            var asked = graphAt(scripted.endpoints(), SECRET, SHORT);
            for (var body : new String[] {"", "null", "[]", "{}", "{\"value\":null}", "{\"value\":7}", "<html>"}) {
                scripted.answers(200, body);
                assertThat(silence(() -> asked.subscribedSkus(new TenantId(UUID.randomUUID()))))
                        .as(body)
                        .isEqualTo(Why.UNREADABLE);
            }
        }
    }

    @Test
    void leftOutFieldsNullsAndNewFieldsAreTaken() throws IOException {
        try (var scripted = new ScriptedGraph()) {
            scripted.answers(200, """
                    {"value": [null, {}, {"new": [1], "prepaidUnits": {"enabled": null}, "servicePlans": [{}]}]}""");
            var skus = graphAt(scripted.endpoints(), SECRET, SHORT).subscribedSkus(new TenantId(UUID.randomUUID()));
            assertThat(skus).hasSize(2);
            assertThat(skus.getFirst().capabilityStatus()).isEqualTo(CapabilityStatus.UNKNOWN);
            assertThat(skus.getLast().prepaidUnits()).isEqualTo(new SubscribedSku.Units(0, 0, 0, 0));
        }
    }

    @Test
    void anAnswerWithoutEndIsCutOff() throws IOException {
        try (var scripted = new ScriptedGraph()) {
            scripted.answers(200, "{\"value\":[]}" + " ".repeat(10 * 1024 * 1024));
            var asked = graphAt(scripted.endpoints(), SECRET, SHORT);
            assertThat(silence(() -> asked.subscribedSkus(new TenantId(UUID.randomUUID()))))
                    .isEqualTo(Why.UNREADABLE);
        }
    }

    @Test
    void pagesWithoutEndAreCutOff() throws IOException {
        try (var scripted = new ScriptedGraph()) {
            for (var i = 0; i < 150; i++) {
                scripted.answers(
                        200, "{\"value\":[],\"@odata.nextLink\":\"" + scripted.address() + "/v1.0/subscribedSkus\"}");
            }
            var asked = graphAt(scripted.endpoints(), SECRET, SHORT);
            assertThat(silence(() -> asked.subscribedSkus(new TenantId(UUID.randomUUID()))))
                    .isEqualTo(Why.UNREADABLE);
            assertThat(scripted.bearers()).hasSize(100);
        }
    }

    @Test
    void consentIsAskedForAtTheTenantsOwnAddress() {
        var tenant = tenant("Asked");
        var link = graph.adminConsent(tenant.id(), URI.create("https://center.example/settings?a=1&b=2"), "s & t");
        assertThat(link.toString())
                .isEqualTo(MICROSOFT.address() + "/" + tenant.id() + "/v2.0/adminconsent?client_id=the-client&scope="
                        + MICROSOFT.address().toString().replace(":", "%3A").replace("/", "%2F")
                        + "%2F.default&redirect_uri=https%3A%2F%2Fcenter.example%2Fsettings%3Fa%3D1%26b%3D2"
                        + "&state=s%20%26%20t");
    }

    private static int tokensGivenTo(Tenant tenant) {
        return MICROSOFT.received("/" + tenant.id() + "/oauth2/v2.0/token");
    }

    private static Why silence(ThrowingCallable question) {
        var silent = catchThrowableOfType(GraphSilent.class, question);
        assertThat(silent).isNotNull();
        return silent.why();
    }

    private static String missing(ThrowingCallable question) {
        var missing = catchThrowableOfType(ConsentMissing.class, question);
        assertThat(missing).isNotNull();
        return missing.permission();
    }
}
