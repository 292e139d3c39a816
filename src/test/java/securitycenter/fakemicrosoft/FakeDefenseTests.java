package securitycenter.fakemicrosoft;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import securitycenter.fakemicrosoft.Mailboxes.Place;
import securitycenter.fakemicrosoft.Visitor.Answer;
import securitycenter.identity.Role;

/** What Graph does to accounts and messages. */
class FakeDefenseTests {

    private static final String REMEDIATE = "/beta/security/collaboration/analyzedEmails/remediate";
    private static final String COMPROMISED = "/v1.0/identityProtection/riskyUsers/confirmCompromised";

    private static final FakeMicrosoft MICROSOFT = FakeMicrosoft.start(0);
    private static final Visitor VISITOR = new Visitor(MICROSOFT);

    private final Tenant tenant = MICROSOFT.directory().tenant("Tailspin").licensed("SPE_E5");
    private final Person nora = tenant.person("Nora de Vries");

    @AfterAll
    static void stop() {
        MICROSOFT.stop();
    }

    @Test
    void whoeverIsDisabledDoesNotGetPastEntra() {
        assertThat(VISITOR.code(nora)).isNotBlank();

        assertThat(enable(nora.id().toString(), false).status()).isEqualTo(204);

        var refused = VISITOR.authorize("organizations", VISITOR.asking(nora));
        assertThat(refused.response().body()).contains("AADSTS50057");
        assertThat(enabled(nora.userPrincipalName())).isFalse();
        assertThat(nora.account().isEnabled()).isFalse();

        enable(nora.userPrincipalName(), true);
        assertThat(VISITOR.code(nora)).isNotBlank();
        assertThat(enabled(nora.id().toString())).isTrue();
    }

    @Test
    void whoeverIsDisabledGetsNoTokensForAnEarlierSignIn() {
        var earlier = VISITOR.signIn(nora).get("refresh_token").asString();
        enable(nora.id().toString(), false);

        assertThat(refresh(earlier).json().at("/error_codes/0").asInt()).isEqualTo(50057);
    }

    @Test
    void sessionsThatAreRevokedEndButTheNextSignInIsGood() {
        var earlier = VISITOR.signIn(nora).get("refresh_token").asString();
        assertThat(refresh(earlier).status()).isEqualTo(200);

        var answer = call("POST", "/v1.0/users/" + nora.id() + "/revokeSignInSessions", "");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().get("value").asBoolean()).isTrue();
        assertThat(nora.account().sessionsRevoked()).isPresent();
        assertThat(refresh(earlier).json().at("/error_codes/0").asInt()).isEqualTo(50173);
        assertThat(refresh(VISITOR.signIn(nora).get("refresh_token").asString()).status())
                .isEqualTo(200);
    }

    @Test
    void anAccountOfTheStoryOrOfAnAlertCanBeDisabledToo() {
        tenant.alerts().add(SampleAlert.identity("Odd").evidence(SampleEvidence.user("Zoe Stranger")));
        var maren = tenant.accounts().of("Maren Vos");
        var zoe = tenant.accounts().of("Zoe Stranger");

        assertThat(enable(maren.id(), false).status()).isEqualTo(204);
        assertThat(enable(zoe.userPrincipalName(), false).status()).isEqualTo(204);
        assertThat(maren.isEnabled()).isFalse();
        assertThat(zoe.isEnabled()).isFalse();
        assertError(enable("nobody@" + tenant.domain(), false), 404, "Request_ResourceNotFound");
    }

    @Test
    void aProgramMayNotDisableWhoeverHasARole() {
        var ada = tenant.person("Ada Lovelace").holds(Role.GLOBAL_ADMINISTRATOR);

        assertError(enable(ada.id().toString(), false), 403, "Authorization_RequestDenied");
        assertThat(ada.account().isEnabled()).isTrue();
    }

    @Test
    void nothingElseOfAnAccountCanBeChanged() {
        assertError(
                call("PATCH", "/v1.0/users/" + nora.id(), "{\"displayName\":\"X\",\"accountEnabled\":false}"),
                400,
                "Request_BadRequest");
        assertError(
                call("PATCH", "/v1.0/users/" + nora.id(), "{\"accountEnabled\":\"false\"}"), 400, "Request_BadRequest");
        assertThat(nora.account().isEnabled()).isTrue();
    }

    @Test
    void withoutConsentNobodyIsDisabledRevokedOrCompromised() {
        tenant.withholds("User.EnableDisableAccount.All")
                .withholds("User.RevokeSessions.All")
                .withholds("IdentityRiskyUser.ReadWrite.All");

        assertError(enable(nora.id().toString(), false), 403, "Authorization_RequestDenied");
        assertError(
                call("POST", "/v1.0/users/" + nora.id() + "/revokeSignInSessions", ""),
                403,
                "Authorization_RequestDenied");
        assertError(compromised(nora.id().toString()), 403, "Authorization_RequestDenied");

        tenant.consents().withholds("User.Read.All");
        assertError(enable(nora.id().toString(), false), 403, "Authorization_RequestDenied");
        assertError(get("/v1.0/users/" + nora.id() + "?$select=accountEnabled"), 403, "Authorization_RequestDenied");
        assertThat(nora.account().isEnabled()).isTrue();
        assertThat(nora.account().isCompromised()).isFalse();
    }

    @Test
    void whetherAnAccountIsEnabledIsToldOnlyIfAsked() {
        var usual = get("/v1.0/users/" + nora.id()).json();
        var asked = get("/v1.0/users/" + nora.id() + "?$select=accountEnabled").json();

        assertThat(usual.has("accountEnabled")).isFalse();
        assertThat(usual.get("userPrincipalName").asString()).isEqualTo(nora.userPrincipalName());
        assertThat(asked.propertyNames()).containsExactly("@odata.context", "accountEnabled");
    }

    @Test
    void somebodyCanBeSaidToBeCompromised() {
        assertThat(compromised(nora.id().toString()).status()).isEqualTo(204);
        assertThat(nora.account().isCompromised()).isTrue();

        assertError(compromised("00000000-0000-4000-8000-000000000000"), 404, "ResourceNotFound");
        assertError(call("POST", COMPROMISED, "{\"userIds\":[]}"), 400, "BadRequest");
    }

    @Test
    void withoutIdentityProtectionNobodyIsSaidToBeCompromised() {
        tenant.unlicensed().licensed("SPE_E3");

        assertError(compromised(nora.id().toString()), 403, "Forbidden");
        assertThat(nora.account().isCompromised()).isFalse();
    }

    @Test
    void aMessageThatWasRemediatedIsGoneFromWhereItWas() {
        var id = Mailboxes.reportId(
                SampleEvidence.messageId(tenant, "a@attacker.example", nora.userPrincipalName(), "Invoice"),
                nora.userPrincipalName());
        var another = id.replaceAll("-1$", "-2");
        assertThat(tenant.mailboxes().placeOf(id)).isEqualTo(Place.INBOX);

        var answer = remediate("softDelete", id);

        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.response().body()).isEmpty();
        assertThat(tenant.mailboxes().placeOf(id)).isEqualTo(Place.RECOVERABLE_ITEMS);
        assertThat(tenant.mailboxes().placeOf(another)).isEqualTo(Place.INBOX);
        assertThat(tenant.mailboxes().remediations()).singleElement().satisfies(done -> {
            assertThat(answer.header("Location"))
                    .startsWith("https://security.microsoft.com/action-center/history?")
                    .contains(done.id(), tenant.id().toString());
            assertThat(done.approver()).contains("sam@tailspin.example");
        });

        remediate("moveToInbox", id);
        assertThat(tenant.mailboxes().placeOf(id)).isEqualTo(Place.INBOX);
    }

    @Test
    void whatIsDeletedForGoodDoesNotComeBack() {
        var id = Mailboxes.reportId(tenant.idOf("mail").toString(), nora.userPrincipalName());

        remediate("hardDelete", id);
        remediate("moveToInbox", id);

        assertThat(tenant.mailboxes().placeOf(id)).isEqualTo(Place.NOWHERE);
    }

    @Test
    void aRemediationNeedsTheIdOfEmailEventsAndAnActionThatIsOne() {
        var id = Mailboxes.reportId(tenant.idOf("mail").toString(), nora.userPrincipalName());

        assertError(remediate("softDelete", tenant.idOf("mail").toString()), 400, "BadRequest");
        assertError(remediate("burn", id), 400, "BadRequest");
        assertError(call("POST", REMEDIATE, "{}"), 400, "BadRequest");
        assertThat(tenant.mailboxes().remediations()).isEmpty();
    }

    @Test
    void withoutConsentNoMessageIsTouched() {
        tenant.withholds("SecurityAnalyzedMessage.ReadWrite.All");
        var id = Mailboxes.reportId(tenant.idOf("mail").toString(), nora.userPrincipalName());

        var answer = remediate("softDelete", id);

        assertError(answer, 403, "Forbidden");
        assertThat(answer.json().at("/error/message").asString())
                .contains("API required roles: SecurityAnalyzedMessage.ReadWrite.All");
        assertThat(tenant.mailboxes().placeOf(id)).isEqualTo(Place.INBOX);
    }

    @Test
    void onlyTheRemediationIsInBeta() {
        assertError(get("/beta/organization"), 400, "BadRequest");
        assertError(
                call("POST", "/v1.0/security/collaboration/analyzedEmails/remediate", "{}"), 405, "Request_BadRequest");
        assertError(call("DELETE", "/v1.0/users/" + nora.id(), ""), 405, "Request_BadRequest");
    }

    @Test
    void graphCanActAndSayNothing() {
        tenant.misbehaves(Misbehavior.timesOutAfterActing().times(1).at("/v1.0/users/"));

        assertThat(enable(nora.id().toString(), false).status()).isEqualTo(504);
        assertThat(nora.account().isEnabled()).isFalse();

        tenant.misbehaves(Misbehavior.slow(Duration.ofMillis(50)).times(1));
        assertThat(enable(nora.id().toString(), true).status()).isEqualTo(204);
    }

    private Answer enable(String id, boolean whether) {
        return call("PATCH", "/v1.0/users/" + id, "{\"accountEnabled\":%s}".formatted(whether));
    }

    private boolean enabled(String id) {
        return get("/v1.0/users/" + id + "?$select=accountEnabled")
                .json()
                .get("accountEnabled")
                .asBoolean();
    }

    private Answer compromised(String id) {
        return call("POST", COMPROMISED, "{\"userIds\":[\"%s\"]}".formatted(id));
    }

    private Answer remediate(String action, String id) {
        return call("POST", REMEDIATE, """
                {"displayName":"Purge","description":"d","severity":"high","action":"%s",
                 "approverUpn":"sam@tailspin.example","remediateSendersCopy":false,"analyzedEmails":[{"id":"%s"}]}
                """.formatted(action, id));
    }

    private Answer refresh(String refreshToken) {
        var form = new LinkedHashMap<>(Map.of("grant_type", "refresh_token", "refresh_token", refreshToken));
        form.put("client_id", Visitor.CLIENT);
        form.put("client_secret", "secret");
        return VISITOR.token("organizations", form);
    }

    private Answer call(String method, String path, String json) {
        return VISITOR.call(VISITOR.applicationToken(tenant), method, path, json);
    }

    private Answer get(String path) {
        return VISITOR.graph(VISITOR.applicationToken(tenant), path);
    }

    private static void assertError(Answer answer, int status, String code) {
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.json().at("/error/code").asString()).isEqualTo(code);
    }
}
