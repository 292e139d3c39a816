package securitycenter.fakemicrosoft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import securitycenter.fakemicrosoft.Visitor.Answer;
import securitycenter.identity.Role;
import tools.jackson.core.JacksonException;

class FakeGraphTests {

    private static final String SKUS = "/v1.0/subscribedSkus";
    private static final String MY_ROLES = "/v1.0/me/transitiveMemberOf/microsoft.graph.directoryRole";

    private static final FakeMicrosoft MICROSOFT = FakeMicrosoft.start(0);
    private static final Visitor VISITOR = new Visitor(MICROSOFT);

    private final Tenant tenant = MICROSOFT.directory().tenant("Tailspin").licensed("SPE_E5");
    private final Person ada = tenant.person("Ada Lovelace").holds(Role.GLOBAL_ADMINISTRATOR);
    private String token;

    @BeforeEach
    void signIn() {
        token = VISITOR.signIn(ada).get("access_token").asString();
    }

    @AfterAll
    static void stop() {
        MICROSOFT.stop();
    }

    @Test
    void aSkuHasTheServicePlansThatMicrosoftPutsInIt() {
        var sku = get(SKUS).json().at("/value/0");

        assertThat(sku.get("skuId").asString()).isEqualTo("06ebc4ee-1bb5-47dd-8120-11324bc54e06");
        assertThat(sku.get("id").asString())
                .isEqualTo(tenant.id() + "_" + sku.get("skuId").asString());
        assertThat(sku.get("servicePlans").findValuesAsString("servicePlanName"))
                .contains("MTP", "WINDEFATP", "ATA", "ADALLOM_S_STANDALONE", "THREAT_INTELLIGENCE");
        assertThat(sku.get("servicePlans").findValuesAsString("servicePlanId"))
                .contains("871d91ec-ec1a-452b-a83f-bd76c7d770ef");
    }

    @Test
    void aSubscriptionSaysWhatTheSkuDoesNot() {
        var end = Instant.parse("2027-01-31T00:00:00Z");
        tenant.subscription("SPE_E5").status("Warning").units(40).until(end).provisioning("WINDEFATP", "Disabled");
        tenant.licensed("ENTERPRISEPREMIUM", Subscription::trial);

        var sku = get(SKUS).json().at("/value/0");
        var subscriptions = get("/v1.0/directory/subscriptions").json().get("value");

        assertThat(sku.get("capabilityStatus").asString()).isEqualTo("Warning");
        assertThat(sku.at("/prepaidUnits/warning").asInt()).isEqualTo(40);
        assertThat(sku.at("/prepaidUnits/enabled").asInt()).isZero();
        assertThat(sku.get("servicePlans").findValuesAsString("provisioningStatus"))
                .contains("Disabled");
        assertThat(subscriptions.at("/0/id").asString())
                .isEqualTo(sku.at("/subscriptionIds/0").asString());
        assertThat(subscriptions.at("/0/nextLifecycleDateTime").asString()).isEqualTo(end.toString());
        assertThat(subscriptions.findValuesAsString("isTrial")).containsExactly("false", "true");
    }

    @Test
    void aSkuThatIsInNoListHasThePlansItIsGiven() {
        var school = MICROSOFT.directory().tenant("School").licensedUnlisted("A5_SECURITY", "WINDEFATP", "ATA");

        var sku = VISITOR.graph(VISITOR.applicationToken(school), SKUS).json().at("/value/0");

        assertThat(sku.get("servicePlans").findValuesAsString("servicePlanName"))
                .contains("WINDEFATP", "ATA");
        assertThatThrownBy(() -> school.licensed("A5_SECURITY")).hasMessageContaining("A5_SECURITY");
    }

    @Test
    void skusCanBeReducedButNotFiltered() {
        var reduced = get(SKUS + "?$select=skuPartNumber,servicePlans").json();

        assertThat(reduced.at("/value/0").propertyNames()).containsExactlyInAnyOrder("skuPartNumber", "servicePlans");
        assertThat(reduced.get("@odata.context").asString()).endsWith("#subscribedSkus(skuPartNumber,servicePlans)");
        assertError(get(SKUS + "?$filter=skuPartNumber%20eq%20'SPE_E5'"), 400, "Request_UnsupportedQuery");
        assertError(get(SKUS + "?$select=partNumber"), 400, "Request_BadRequest");
    }

    @Test
    void aTokenThatIsUnknownOrOldIsRefused() {
        tenant.tokensLast(Duration.ZERO);
        var old = VISITOR.applicationToken(tenant);

        assertError(VISITOR.get(SKUS), 401, "InvalidAuthenticationToken");
        assertError(VISITOR.graph("made-up", SKUS), 401, "InvalidAuthenticationToken");
        assertError(VISITOR.graph(old, SKUS), 401, "InvalidAuthenticationToken");
    }

    @Test
    void anAnswerNamesItsRequest() {
        var answer = VISITOR.graph(token, SKUS, "client-request-id", "ours");

        assertThat(answer.header("client-request-id")).isEqualTo("ours");
        assertThat(answer.header("request-id")).isNotBlank();
        assertThat(answer.header("OData-Version")).isEqualTo("4.0");
    }

    @Test
    void withoutConsentAnOrganizationIsLittleMoreThanItsName() {
        tenant.withholds("Organization.Read.All");
        var less = VISITOR.signIn(ada).get("access_token").asString();

        var little = VISITOR.graph(less, "/v1.0/organization").json().at("/value/0");
        var full = get("/v1.0/organization").json().at("/value/0");

        assertThat(little.get("id").asString()).isEqualTo(tenant.id().toString());
        assertThat(little.at("/verifiedDomains/0/name").asString()).isEqualTo(tenant.domain());
        assertThat(little.get("countryLetterCode").isNull()).isTrue();
        assertThat(full.get("countryLetterCode").asString()).isEqualTo("NL");
        assertError(VISITOR.graph(less, SKUS), 403, "Authorization_RequestDenied");
        assertError(
                VISITOR.graph(VISITOR.applicationToken(tenant), "/v1.0/organization"),
                403,
                "Authorization_RequestDenied");
    }

    @Test
    void aGuestMayNotReadLicenses() {
        var gus = VISITOR.signIn(tenant.person("Gus Visser").guest())
                .get("access_token")
                .asString();

        assertError(VISITOR.graph(gus, SKUS), 403, "Authorization_RequestDenied");
    }

    @Test
    void theCastToRolesNeedsTheSlowIndex() {
        assertError(get(MY_ROLES), 400, "Request_UnsupportedQuery");
        assertError(get(MY_ROLES + "?$count=true"), 400, "Request_UnsupportedQuery");
        assertError(VISITOR.graph(token, MY_ROLES, "ConsistencyLevel", "eventual"), 400, "Request_UnsupportedQuery");

        var roles = myRoles(token).json();
        assertThat(roles.get("@odata.count").asInt()).isOne();
        assertThat(roles.at("/value/0/roleTemplateId").asString()).isEqualTo(Role.GLOBAL_ADMINISTRATOR.templateId());
        assertThat(roles.at("/value/0/displayName").isNull())
                .as("User.Read does not show names")
                .isTrue();
    }

    @Test
    void aRoleThatWasTakenAwayIsGoneFromGraphAtOnce() {
        ada.loses(Role.GLOBAL_ADMINISTRATOR).holdsThroughGroup(Role.SECURITY_READER);

        assertThat(myRoles(token).json().findValuesAsString("roleTemplateId"))
                .containsExactly(Role.SECURITY_READER.templateId());
    }

    @Test
    void aRoleMayShowNoTemplate() {
        tenant.hidesRoleTemplates();

        assertThat(myRoles(token).json().at("/value/0/roleTemplateId").isNull()).isTrue();
    }

    @Test
    void membershipsComeInPages() {
        ada.memberOfGroups(300);

        var first = get("/v1.0/me/transitiveMemberOf?$count=true").json();
        assertThat(first.get("value")).hasSize(100);
        assertThat(first.get("@odata.count").asInt()).isEqualTo(301);
        assertThat(first.at("/value/0/@odata.type").asString()).isEqualTo("#microsoft.graph.directoryRole");

        var pages = 1;
        for (var page = first; page.has("@odata.nextLink"); pages++) {
            var next = page.get("@odata.nextLink").asString();
            assertThat(next).startsWith(MICROSOFT.address() + "/v1.0/me/transitiveMemberOf?");
            page = get(next).json();
        }
        assertThat(pages).isEqualTo(4);
        assertThat(get("/v1.0/me/transitiveMemberOf?$top=999").json().get("value"))
                .hasSize(301);
        assertError(get("/v1.0/me/transitiveMemberOf?$top=1000"), 400, "Request_BadRequest");
    }

    @Test
    void theMembersOfARoleHideThoseWhoHoldItThroughAGroup() {
        var grace = tenant.person("Grace Hopper").holdsThroughGroup(Role.SECURITY_ADMINISTRATOR);
        var sam = tenant.person("Sam Okafor").holds(Role.SECURITY_ADMINISTRATOR);
        var application = VISITOR.applicationToken(tenant);
        var template = Role.SECURITY_ADMINISTRATOR.templateId();

        for (var path : new String[] {
            "/v1.0/directoryRoles/roleTemplateId=%s/members".formatted(template),
            "/v1.0/directoryRoles(roleTemplateId='%s')/members".formatted(template)
        }) {
            var members = VISITOR.graph(application, path).json();
            assertThat(members.findValuesAsString("id"))
                    .hasSize(2)
                    .contains(sam.id().toString())
                    .doesNotContain(grace.id().toString());
            assertThat(members.findValuesAsString("@odata.type"))
                    .containsExactly("#microsoft.graph.user", "#microsoft.graph.group");
        }
    }

    @Test
    void aRoleThatNobodyEverHadIsNotFound() {
        var path = "/v1.0/directoryRoles/roleTemplateId=%s/members".formatted(Role.GLOBAL_READER.templateId());

        assertError(VISITOR.graph(VISITOR.applicationToken(tenant), path), 404, "Request_ResourceNotFound");
        assertError(get(path), 403, "Authorization_RequestDenied");
    }

    @Test
    void theRolesOfATenantAreThoseThatSomebodyHoldsUnderTheIdsThatTheirHoldersSee() {
        tenant.person("Sam Okafor").holds(Role.SECURITY_ADMINISTRATOR);
        var listed = VISITOR.graph(VISITOR.applicationToken(tenant), "/v1.0/directoryRoles")
                .json();
        assertThat(listed.findValuesAsString("roleTemplateId"))
                .containsExactlyInAnyOrder(
                        Role.GLOBAL_ADMINISTRATOR.templateId(), Role.SECURITY_ADMINISTRATOR.templateId());
        assertThat(listed.findValuesAsString("id"))
                .contains(get("/v1.0/me/transitiveMemberOf")
                        .json()
                        .at("/value/0/id")
                        .asString());
        assertError(get("/v1.0/directoryRoles"), 403, "Authorization_RequestDenied");
    }

    @Test
    void whatIsAboutMeNeedsAPerson() {
        assertThat(get("/v1.0/me").json().get("id").asString())
                .isEqualTo(ada.id().toString());
        assertError(VISITOR.graph(VISITOR.applicationToken(tenant), "/v1.0/me"), 400, "BadRequest");
        assertError(get("/v1.0/unheardOf"), 400, "BadRequest");
    }

    @Test
    void graphCanBeOverrunForAWhile() {
        tenant.misbehaves(
                Misbehavior.tooManyRequests(Duration.ofSeconds(7)).times(1).at(SKUS));
        tenant.misbehaves(Misbehavior.tooManyRequests().times(1).at(SKUS));

        assertThat(get("/v1.0/organization").status()).isEqualTo(200);
        var first = get(SKUS);
        var second = get(SKUS);

        assertThat(first.status()).isEqualTo(429);
        assertThat(first.header("Retry-After")).isEqualTo("7");
        assertThat(second.status()).isEqualTo(429);
        assertThat(second.header("Retry-After")).isEmpty();
        assertThat(get(SKUS).status()).isEqualTo(200);
    }

    @Test
    void graphCanFailUntilItIsToldToBehave() {
        tenant.misbehaves(Misbehavior.unavailable());
        assertThat(get(SKUS).status()).isEqualTo(503);
        assertThat(get(SKUS).status()).isEqualTo(503);

        tenant.behaves().misbehaves(Misbehavior.consentMissing());
        assertError(get(SKUS), 403, "Authorization_RequestDenied");

        tenant.behaves();
        assertThat(get(SKUS).status()).isEqualTo(200);
    }

    @Test
    void oneTenantsTroubleIsNotAnothers() {
        tenant.misbehaves(Misbehavior.unavailable());
        var other = MICROSOFT.directory().tenant("Northwind");

        assertThat(VISITOR.graph(VISITOR.applicationToken(other), SKUS).status())
                .isEqualTo(200);
    }

    @Test
    void graphCanBeSlowOrBroken() {
        tenant.misbehaves(Misbehavior.slow(Duration.ofMillis(150)).times(1));
        var before = System.nanoTime();
        assertThat(get(SKUS).status()).isEqualTo(200);
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isGreaterThanOrEqualTo(Duration.ofMillis(150));

        tenant.misbehaves(Misbehavior.brokenJson().times(1));
        assertThatThrownBy(() -> get(SKUS).json()).isInstanceOf(JacksonException.class);

        tenant.misbehaves(Misbehavior.connectionClosed());
        assertThatThrownBy(() -> get(SKUS)).isInstanceOf(UncheckedIOException.class);
    }

    @Test
    void graphCanSayWhatNobodyExpects() {
        tenant.misbehaves(Misbehavior.unknownEnumValues().times(1));
        assertThat(get(SKUS).json().at("/value/0/capabilityStatus").asString()).isEqualTo("unknownFutureValue");

        tenant.misbehaves(Misbehavior.hostileNames().times(2));
        assertThat(get("/v1.0/organization").json().at("/value/0/displayName").asString())
                .contains("<img");
        assertThat(get(SKUS).json().at("/value/0/skuPartNumber").asString()).startsWith("=cmd");

        tenant.misbehaves(Misbehavior.nextLinkAt(URI.create("https://attacker.example/v1.0/subscribedSkus")));
        assertThat(get(SKUS).json().get("@odata.nextLink").asString()).startsWith("https://attacker.example/");
    }

    @Test
    void requestsAreCountedForEachTenant() {
        var other = MICROSOFT.directory().tenant("Northwind");
        VISITOR.graph(VISITOR.applicationToken(other), SKUS);
        VISITOR.graph(token, SKUS, "client-request-id", "ours");

        assertThat(MICROSOFT.received(SKUS, tenant)).isOne();
        assertThat(MICROSOFT.received("/" + other.id() + "/oauth2/v2.0/token", other))
                .isOne();
        assertThat(MICROSOFT.requests(SKUS).getLast().header("client-request-id"))
                .contains("ours");
    }

    private Answer get(String path) {
        return VISITOR.graph(token, path);
    }

    private static Answer myRoles(String token) {
        return VISITOR.graph(token, MY_ROLES + "?$count=true", "ConsistencyLevel", "eventual");
    }

    private static void assertError(Answer answer, int status, String code) {
        assertThat(answer.status()).isEqualTo(status);
        var error = answer.json().get("error");
        assertThat(error.get("code").asString()).isEqualTo(code);
        assertThat(error.get("message").asString()).isNotBlank();
        assertThat(error.at("/innerError/request-id").asString()).isEqualTo(answer.header("request-id"));
    }
}
