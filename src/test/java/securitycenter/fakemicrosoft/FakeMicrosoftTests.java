package securitycenter.fakemicrosoft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.SignedJWT;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import securitycenter.fakemicrosoft.Visitor.Answer;
import securitycenter.identity.Role;
import tools.jackson.databind.JsonNode;

class FakeMicrosoftTests {

    private static final FakeMicrosoft MICROSOFT = FakeMicrosoft.start(0);
    private static final Visitor VISITOR = new Visitor(MICROSOFT);

    private final Tenant tenant = MICROSOFT.directory().tenant("Tailspin").licensed("SPE_E5");
    private final Person ada = tenant.person("Ada Lovelace").holds(Role.GLOBAL_ADMINISTRATOR);

    @AfterAll
    static void stop() {
        MICROSOFT.stop();
    }

    @Test
    void aPersonSignsInAndReadsTheLicensesOfTheirTenant() {
        var tokens = VISITOR.signIn(ada);

        var claims = VISITOR.claims(tokens);
        assertThat(claims.get("iss").asString()).isEqualTo(MICROSOFT.address() + "/" + tenant.id() + "/v2.0");
        assertThat(claims.get("aud").asString()).isEqualTo(Visitor.CLIENT);
        assertThat(claims.get("tid").asString()).isEqualTo(tenant.id().toString());
        assertThat(claims.get("oid").asString()).isEqualTo(ada.id().toString());
        assertThat(claims.get("nonce").asString()).isEqualTo("nonce");
        assertThat(claims.get("ver").asString()).isEqualTo("2.0");
        assertThat(claims.get("tenant_ctry").asString()).isEqualTo("NL");
        assertThat(claims.get("acct").asInt()).isZero();
        assertThat(texts(claims.get("wids")))
                .containsExactlyInAnyOrder(
                        Role.GLOBAL_ADMINISTRATOR.templateId(), "b79fbf4d-3ef9-4689-8143-76b194e85509");
        var skus = VISITOR.graph(accessToken(tokens), "/v1.0/subscribedSkus").json();
        assertThat(skus.at("/value/0/skuPartNumber").asString()).isEqualTo("SPE_E5");
    }

    @Test
    void anIdTokenIsSignedWithAPublishedKeyEvenAfterTheKeyChanged() throws Exception {
        var before = SignedJWT.parse(VISITOR.signIn(ada).get("id_token").asString());
        MICROSOFT.rotateKeys();
        var after = SignedJWT.parse(VISITOR.signIn(ada).get("id_token").asString());

        assertThat(before.getHeader().getKeyID()).isNotEqualTo(after.getHeader().getKeyID());
        for (var token : new SignedJWT[] {before, after}) {
            assertThat(isSignedByMicrosoft(token)).isTrue();
        }
    }

    private static boolean isSignedByMicrosoft(SignedJWT token) throws Exception {
        var published = JWKSet.parse(
                VISITOR.get("/organizations/discovery/v2.0/keys").response().body());
        var key = published.getKeyByKeyId(token.getHeader().getKeyID());
        return token.verify(new RSASSAVerifier(key.toRSAKey()));
    }

    @Test
    void theConfigurationOfATenantNamesItsIssuerAndRegion() {
        tenant.region("NA").government("GCC");

        var json = configuration(tenant.id().toString());

        assertThat(json.get("issuer").asString()).isEqualTo(MICROSOFT.address() + "/" + tenant.id() + "/v2.0");
        assertThat(json.get("tenant_region_scope").asString()).isEqualTo("NA");
        assertThat(json.get("tenant_region_sub_scope").asString()).isEqualTo("GCC");
        assertThat(json.get("cloud_instance_name").asString()).isEqualTo("microsoftonline.com");
    }

    @Test
    void aCommercialTenantHasNoSubScope() {
        assertThat(configuration(tenant.domain()).has("tenant_region_sub_scope"))
                .isFalse();
    }

    @Test
    void theIssuerForAllOrganizationsIsATemplate() {
        assertThat(configuration("organizations").get("issuer").asString())
                .isEqualTo(MICROSOFT.address() + "/{tenantid}/v2.0");
    }

    @Test
    void aTenantThatDoesNotExistHasNoConfiguration() {
        var answer = VISITOR.get("/nowhere.example/v2.0/.well-known/openid-configuration");

        assertRefused(answer, 400, "invalid_tenant", 90002);
    }

    @Test
    void theAnswerCarriesTheStateAndOpensASession() {
        var answer = VISITOR.authorize("organizations", VISITOR.asking(ada));

        assertThat(answer.status()).isEqualTo(302);
        assertThat(answer.header("Location")).startsWith(Visitor.REDIRECT + "?code=");
        assertThat(answer.parameters()).containsEntry("state", "state & more");
        assertThat(answer.header("Set-Cookie")).startsWith("PretendEntraSession=");
    }

    @Test
    void withoutAHintThePickerOffersEverybodyWithTheirPurpose() {
        ada.purpose("Turns it <b>on</b>.");
        var parameters = VISITOR.asking(ada);
        parameters.remove("login_hint");

        var page = VISITOR.authorize("organizations", parameters);

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.response().body())
                .contains("Ada Lovelace", "Global administrator", "Turns it &lt;b&gt;on&lt;/b&gt;.", "account=")
                .doesNotContain("<script", "<b>on");
    }

    @Test
    void aHintOfADomainNarrowsThePicker() {
        var elsewhere = MICROSOFT.directory().tenant("Northwind");
        elsewhere.person("Bea Walker");
        var parameters = VISITOR.asking(ada);
        parameters.remove("login_hint");
        parameters.put("domain_hint", elsewhere.domain());

        var page = VISITOR.authorize("organizations", parameters).response().body();

        assertThat(page).contains("Bea Walker").doesNotContain("Ada Lovelace");
    }

    @Test
    void signingInAgainAsksThatPersonAndLetsThemActivateTheirRole() {
        var pim = tenant.person("Pim Bakker").eligibleFor(Role.SECURITY_ADMINISTRATOR);
        assertThat(texts(VISITOR.claims(VISITOR.signIn(pim)).get("wids")))
                .doesNotContain(Role.SECURITY_ADMINISTRATOR.templateId());
        var parameters = VISITOR.asking(pim);
        parameters.put("prompt", "login");

        var page = VISITOR.authorize("organizations", parameters).response().body();
        assertThat(page).contains("Pim Bakker", "Activate role").doesNotContain("Ada Lovelace");
        var address = "/organizations/oauth2/v2.0/authorize?" + Request.encode(parameters);
        var activated = VISITOR.post(address, Map.of("activate", pim.userPrincipalName()));

        assertThat(activated.status()).isEqualTo(302);
        assertThat(activated.header("Location")).doesNotContain("activate").startsWith("/organizations/");
        assertThat(texts(VISITOR.claims(VISITOR.signIn(pim)).get("wids")))
                .contains(Role.SECURITY_ADMINISTRATOR.templateId());
    }

    @Test
    void aSilentSignInNeedsASession() {
        var parameters = VISITOR.asking(ada);
        parameters.remove("login_hint");
        parameters.put("prompt", "none");
        var address = "/organizations/oauth2/v2.0/authorize?" + Request.encode(parameters);

        assertSentBack(VISITOR.get(address), "login_required", 50058);
        assertThat(VISITOR.get(address, "Cookie", "PretendEntraSession=" + ada.id())
                        .parameters())
                .containsKey("code");
    }

    @Test
    void consentCanBeAskedForAndDeclined() {
        var parameters = VISITOR.asking(ada);
        parameters.put("prompt", "consent");
        assertThat(VISITOR.authorize("organizations", parameters).response().body())
                .contains("Accept", "Cancel", "Organization.Read.All");

        parameters.put("consent", "decline");
        assertSentBack(VISITOR.authorize("organizations", parameters), "access_denied", 65004);
        parameters.put("consent", "accept");
        assertThat(VISITOR.authorize("organizations", parameters).parameters()).containsKey("code");
    }

    @Test
    void anAddressThatIsNotRegisteredIsNeverSentAnything() {
        for (var uri : new String[] {
            "https://attacker.example/login/oauth2/code/entra",
            "http://localhost:8080/elsewhere",
            "http://localhost.attacker.example/login/oauth2/code/entra",
            "not an address"
        }) {
            var parameters = VISITOR.asking(ada);
            parameters.put("redirect_uri", uri);

            var answer = VISITOR.authorize("organizations", parameters);

            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.header("Location")).isEmpty();
            assertThat(answer.response().body()).contains("AADSTS50011");
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Refusal.class,
            names = {"CONSENT_REQUIRED", "ACCESS_DENIED"})
    void someRefusalsAreSentBackToTheApplication(Refusal refusal) {
        ada.refusedWith(refusal);

        assertSentBack(VISITOR.authorize("organizations", VISITOR.asking(ada)), refusal.error, refusal.code);
    }

    @ParameterizedTest
    @EnumSource(
            value = Refusal.class,
            names = {"NOT_ASSIGNED", "WRONG_ACCOUNT"})
    void someRefusalsStayAtEntra(Refusal refusal) {
        ada.refusedWith(refusal);

        var answer = VISITOR.authorize("organizations", VISITOR.asking(ada));

        assertThat(answer.header("Location")).isEmpty();
        assertThat(answer.response().body()).contains("AADSTS" + refusal.code, "Use another account");
    }

    @Test
    void anotherTenantsAddressDoesNotAdmitAPerson() {
        var other = MICROSOFT.directory().tenant("Northwind");

        var answer = VISITOR.authorize(other.id().toString(), VISITOR.asking(ada));

        assertThat(answer.response().body()).contains("AADSTS50020");
    }

    @Test
    void aCodeIsRedeemedOnce() {
        var form = VISITOR.redeeming(VISITOR.code(ada));

        assertThat(VISITOR.token("organizations", form).status()).isEqualTo(200);
        assertRefused(VISITOR.token("organizations", form), 400, "invalid_grant", 54005);
    }

    @Test
    void aCodeBelongsToOneClientAndOneAddress() {
        var form = VISITOR.redeeming(VISITOR.code(ada));
        form.put("client_id", "another");
        assertRefused(VISITOR.token("organizations", form), 400, "invalid_grant", 70000);
        form.put("client_id", Visitor.CLIENT);
        form.put("redirect_uri", "http://localhost:9999/login/oauth2/code/entra");
        assertRefused(VISITOR.token("organizations", form), 400, "invalid_grant", 500112);
    }

    @Test
    void aChallengeHasToBeMetByItsVerifier() {
        var parameters = VISITOR.asking(ada);
        // The pair of RFC 7636, appendix B.
        parameters.put("code_challenge", "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM");
        parameters.put("code_challenge_method", "S256");
        var form = VISITOR.redeeming(
                VISITOR.authorize("organizations", parameters).parameters().get("code"));

        assertRefused(VISITOR.token("organizations", form), 400, "invalid_grant", 50148);
        form.put("code_verifier", "guessed");
        assertRefused(VISITOR.token("organizations", form), 400, "invalid_grant", 501481);
        form.put("code_verifier", "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk");
        assertThat(VISITOR.token("organizations", form).status()).isEqualTo(200);
    }

    @Test
    void aRefreshTokenGivesTokensWithTheRolesOfNow() {
        var tokens = VISITOR.signIn(ada);
        ada.loses(Role.GLOBAL_ADMINISTRATOR);

        var again = VISITOR.token("organizations", refreshing(tokens)).json();

        assertThat(accessToken(again)).isNotEqualTo(accessToken(tokens));
        assertThat(texts(VISITOR.claims(again).get("wids"))).doesNotContain(Role.GLOBAL_ADMINISTRATOR.templateId());
    }

    @Test
    void aRefreshTokenIsWorthNothingOnceThePersonIsBlocked() {
        var tokens = VISITOR.signIn(ada);
        ada.refusedWith(Refusal.NOT_ASSIGNED);

        assertRefused(VISITOR.token("organizations", refreshing(tokens)), 400, "invalid_grant", 50105);
    }

    private static Map<String, String> refreshing(JsonNode tokens) {
        return Map.of(
                "grant_type",
                "refresh_token",
                "client_id",
                Visitor.CLIENT,
                "client_secret",
                "secret",
                "refresh_token",
                tokens.get("refresh_token").asString());
    }

    @Test
    void theSecretOfTheApplicationIsChecked() {
        var id = tenant.id().toString();

        assertRefused(VISITOR.token(id, VISITOR.asApplication("wrong")), 401, "invalid_client", 7000215);
        assertRefused(VISITOR.token(id, VISITOR.asApplication("expired")), 401, "invalid_client", 7000222);
        assertRefused(VISITOR.token(id, VISITOR.asApplication("")), 401, "invalid_client", 7000218);
        assertThat(VISITOR.token(id, VISITOR.asApplication("any other")).status())
                .isEqualTo(200);
    }

    @Test
    void theSecretMayBeInTheHeader() {
        var path = "/" + tenant.id() + "/oauth2/v2.0/token";
        var form = Map.of("grant_type", "client_credentials", "scope", "https://graph.microsoft.com/.default");

        assertThat(VISITOR.post(path, form, "Authorization", basic("a%3Ab%2Fc")).status())
                .isEqualTo(200);
        assertRefused(VISITOR.post(path, form, "Authorization", basic("wrong")), 401, "invalid_client", 7000215);
    }

    private static String basic(String secret) {
        var pair = Visitor.CLIENT + ":" + secret;
        return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void theApplicationGetsNoTokenWhereItIsNotKnown() {
        var id = tenant.id().toString();

        tenant.withoutApplication();
        assertRefused(VISITOR.token(id, VISITOR.asApplication("secret")), 400, "unauthorized_client", 700016);
        tenant.withoutServicePrincipal();
        assertRefused(VISITOR.token(id, VISITOR.asApplication("secret")), 401, "invalid_client", 7000229);
        assertRefused(VISITOR.token("organizations", VISITOR.asApplication("secret")), 400, "invalid_request", 50059);
    }

    @Test
    void anAdministratorConsentsForTheWholeTenant() {
        tenant.withholds("Organization.Read.All");
        var before = VISITOR.applicationToken(tenant);
        var address = "/%s/v2.0/adminconsent?client_id=%s&state=xyz&redirect_uri=http://localhost:8080/consent&scope=x"
                .formatted(tenant.id(), Visitor.CLIENT);
        assertThat(VISITOR.get(address).response().body()).contains("Permissions for all of Tailspin");

        var granted = VISITOR.get(address + "&consent=accept").parameters();

        assertThat(granted)
                .containsEntry("admin_consent", "True")
                .containsEntry("tenant", tenant.id().toString())
                .containsEntry("state", "xyz");
        assertThat(VISITOR.graph(before, "/v1.0/subscribedSkus").status())
                .as("an old token does not learn new permissions")
                .isEqualTo(403);
        assertThat(VISITOR.graph(VISITOR.applicationToken(tenant), "/v1.0/subscribedSkus")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void anAdministratorMayDecline() {
        var answer =
                VISITOR.get("/organizations/v2.0/adminconsent?account=%s&consent=decline&redirect_uri=http://localhost/"
                        .formatted(tenant.domain()));

        assertThat(answer.parameters())
                .containsEntry("error", "access_denied")
                .containsEntry("error_subcode", "cancel");
    }

    @Test
    void signingOutEndsTheSessionAndGoesBack() {
        var answer = VISITOR.get(
                "/organizations/oauth2/v2.0/logout?post_logout_redirect_uri=http://localhost:8080/signed-out");

        assertThat(answer.header("Location")).isEqualTo("http://localhost:8080/signed-out");
        assertThat(answer.header("Set-Cookie")).contains("Max-Age=0");
        assertThat(VISITOR.get("/organizations/oauth2/v2.0/logout?post_logout_redirect_uri=https://attacker.example/")
                        .response()
                        .body())
                .contains("You signed out");
    }

    @ParameterizedTest
    @EnumSource(Forgery.class)
    void aForgedTokenIsWrongInOneWayAndOnlyOnce(Forgery forgery) throws Exception {
        ada.nextSignIn(forgery);

        var forged = VISITOR.signIn(ada);
        var claims = VISITOR.claims(forged);
        var token = forged.get("id_token").asString();
        switch (forgery) {
            case EXPIRED ->
                assertThat(claims.get("exp").asLong()).isLessThan(Instant.now().getEpochSecond() - 3600);
            case WRONG_AUDIENCE -> assertThat(claims.get("aud").asString()).isNotEqualTo(Visitor.CLIENT);
            case WRONG_ISSUER -> assertThat(claims.get("iss").asString()).contains("attacker.example");
            case WRONG_NONCE -> assertThat(claims.get("nonce").asString()).isNotEqualTo("nonce");
            case TID_OF_ANOTHER_TENANT ->
                assertThat(claims.get("tid").asString())
                        .isNotEqualTo(tenant.id().toString());
            case NO_TID -> assertThat(claims.has("tid")).isFalse();
            case ALGORITHM_NONE -> assertThat(token).endsWith(".");
            case UNKNOWN_KEY, KEY_OF_ANOTHER_TENANT ->
                assertThat(SignedJWT.parse(token).getHeader().getKeyID()).isNotBlank();
            case FOREIGN_KEY ->
                assertThat(isSignedByMicrosoft(SignedJWT.parse(token))).isFalse();
        }

        var next = VISITOR.signIn(ada);
        assertThat(VISITOR.claims(next).get("tid").asString())
                .isEqualTo(tenant.id().toString());
        assertThat(isSignedByMicrosoft(SignedJWT.parse(next.get("id_token").asString())))
                .isTrue();
    }

    @Test
    void aGuestIsMarkedAsOne() {
        var gus = tenant.person("Gus Visser").guest();

        var claims = VISITOR.claims(VISITOR.signIn(gus));

        assertThat(claims.get("acct").asInt()).isOne();
        assertThat(claims.get("preferred_username").asString()).isEqualTo("gus@partner.example");
        assertThat(claims.has("wids")).isFalse();
    }

    @Test
    void tooManyGroupsAreLeftOutOfTheToken() {
        var claims = VISITOR.claims(
                VISITOR.signIn(tenant.person("Grace Hopper").memberOfGroups(300).withoutWids()));

        assertThat(claims.has("groups")).isFalse();
        assertThat(claims.has("wids")).isFalse();
        assertThat(claims.get("hasgroups").asBoolean()).isTrue();
        assertThat(claims.at("/_claim_names/groups").asString()).isEqualTo("src1");
        assertThat(claims.at("/_claim_sources/src1/endpoint").asString()).endsWith("getMemberObjects");
    }

    @Test
    void anAppRoleIsInTheToken() {
        var claims = VISITOR.claims(VISITOR.signIn(tenant.person("Stella Novak").appRole(Cast.SUPPORT_ROLE)));

        assertThat(texts(claims.get("roles"))).containsExactly(Cast.SUPPORT_ROLE);
    }

    @Test
    void tokensLastAsLongAsTheTenantSays() {
        tenant.tokensLast(Duration.ofSeconds(5));

        assertThat(VISITOR.signIn(ada).get("expires_in").asInt()).isEqualTo(5);
    }

    @Test
    void tenantsOfOneNameAreStrangers() {
        var namesake = MICROSOFT.directory().tenant("Tailspin");

        assertThat(namesake.id()).isNotEqualTo(tenant.id());
        assertThat(namesake.person("Ada Lovelace").userPrincipalName()).isNotEqualTo(ada.userPrincipalName());
    }

    @Test
    void theCastIsTheSameEachTime() {
        var cast = Cast.in(new Directory());
        var again = Cast.in(new Directory());

        assertThat(cast.people()).extracting(Person::id).isEqualTo(ids(again)).doesNotHaveDuplicates();
        assertThat(cast.people()).extracting(Person::userPrincipalName).contains("ada@contoso.example");
        assertThat(cast.people())
                .allSatisfy(person -> assertThat(person.purpose()).isNotBlank());
        assertThat(cast.tenants())
                .extracting(Tenant::id)
                .contains(Cast.OPERATOR)
                .doesNotHaveDuplicates();
    }

    private static Iterable<UUID> ids(Cast cast) {
        return cast.people().stream().map(Person::id).toList();
    }

    @Test
    void aPortIsTakenOnce() {
        var port = MICROSOFT.address().getPort();

        assertThatThrownBy(() -> FakeMicrosoft.start(port)).hasMessageContaining(String.valueOf(port));
    }

    private static JsonNode configuration(String authority) {
        return VISITOR.get("/" + authority + "/v2.0/.well-known/openid-configuration")
                .json();
    }

    private static String accessToken(JsonNode tokens) {
        return tokens.get("access_token").asString();
    }

    private static Iterable<String> texts(JsonNode array) {
        var texts = new ArrayList<String>();
        array.forEach(element -> texts.add(element.asString()));
        return texts;
    }

    private static void assertRefused(Answer answer, int status, String error, int code) {
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.json().get("error").asString()).isEqualTo(error);
        assertThat(answer.json().get("error_description").asString())
                .startsWith("AADSTS" + code + ": ")
                .contains("Trace ID: ", "Correlation ID: ", "Timestamp: ");
        assertThat(answer.json().at("/error_codes/0").asInt()).isEqualTo(code);
    }

    private static void assertSentBack(Answer answer, String error, int code) {
        assertThat(answer.header("Location")).startsWith(Visitor.REDIRECT);
        assertThat(answer.parameters()).containsEntry("error", error).containsEntry("state", "state & more");
        assertThat(answer.parameters().get("error_description")).startsWith("AADSTS" + code + ": ");
    }
}
