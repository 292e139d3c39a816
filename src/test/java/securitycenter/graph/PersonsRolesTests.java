package securitycenter.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import securitycenter.fakemicrosoft.FakeMicrosoft;
import securitycenter.fakemicrosoft.Misbehavior;
import securitycenter.fakemicrosoft.Refusal;
import securitycenter.fakemicrosoft.Tenant;
import securitycenter.identity.Role;

class PersonsRolesTests {

    private static final FakeMicrosoft MICROSOFT = FakeMicrosoft.start(0);
    private static final String TOKEN = "/organizations/oauth2/v2.0/token";

    private final PretendSession session = new PretendSession(MICROSOFT);
    private final MicrosoftGraph graph = session.graph(MICROSOFT, new MovableClock().clock());

    @AfterEach
    void end() {
        PretendSession.end();
    }

    @AfterAll
    static void stop() {
        MICROSOFT.stop();
    }

    private static Tenant tenant(String name) {
        return MICROSOFT.directory().tenant(name);
    }

    @Test
    void rolesAreThoseOfThisMomentAndNotOfTheSignIn() {
        var ada = tenant("Now").person("Ada").holds(Role.GLOBAL_ADMINISTRATOR).holds(Role.SECURITY_READER);
        var user = session.begin(ada);
        assertThat(graph.rolesNow(user)).containsExactly(Role.GLOBAL_ADMINISTRATOR, Role.SECURITY_READER);
        ada.loses(Role.GLOBAL_ADMINISTRATOR);
        assertThat(user.roles()).contains(Role.GLOBAL_ADMINISTRATOR);
        assertThat(graph.rolesNow(user)).containsExactly(Role.SECURITY_READER);
    }

    @Test
    void aRoleHeldThroughAGroupCounts() {
        var grace = tenant("Group").person("Grace").holdsThroughGroup(Role.SECURITY_ADMINISTRATOR);
        assertThat(graph.rolesNow(session.begin(grace))).containsExactly(Role.SECURITY_ADMINISTRATOR);
    }

    @Test
    void aTokenNearItsEndIsRenewedBeforeTheQuestion() {
        var tenant = tenant("Renewed").tokensLast(Duration.ofSeconds(30));
        var user = session.begin(tenant.person("Ada").holds(Role.GLOBAL_READER));
        tenant.tokensLast(Duration.ofMinutes(60));
        MICROSOFT.forgetRequests();
        assertThat(graph.rolesNow(user)).containsExactly(Role.GLOBAL_READER);
        assertThat(graph.rolesNow(user)).containsExactly(Role.GLOBAL_READER);
        assertThat(MICROSOFT.requests(TOKEN))
                .singleElement()
                .satisfies(renewal -> assertThat(renewal.parameters()).containsEntry("grant_type", "refresh_token"));
    }

    @Test
    void aTokenThatGraphRefusesIsRenewedOnce() {
        var tenant = tenant("Refused").tokensLast(Duration.ZERO);
        var ada = tenant.person("Ada").holds(Role.GLOBAL_READER);
        var user = session.beginWithTokenSaidToLast(ada, Duration.ofHours(1));
        MICROSOFT.forgetRequests();
        var silent = catchThrowableOfType(GraphSilent.class, () -> graph.rolesNow(user));
        assertThat(silent.why()).isEqualTo(GraphSilent.Why.UNAVAILABLE);
        assertThat(MICROSOFT.requests(TOKEN)).hasSize(1);

        var again = session.beginWithTokenSaidToLast(ada, Duration.ofHours(1));
        tenant.tokensLast(Duration.ofMinutes(60));
        assertThat(graph.rolesNow(again)).containsExactly(Role.GLOBAL_READER);
    }

    @Test
    void whenEntraGivesNoMoreTokensTheSignInHasEnded() {
        var tenant = tenant("Ended").tokensLast(Duration.ofSeconds(30));
        var ada = tenant.person("Ada").holds(Role.GLOBAL_ADMINISTRATOR);
        var user = session.begin(ada);
        ada.refusedWith(Refusal.NOT_ASSIGNED);
        assertThatThrownBy(() -> graph.rolesNow(user)).isInstanceOf(SignInEnded.class);
    }

    @Test
    void nobodyElsesRolesCanBeAskedFor() {
        var tenant = tenant("Nosy");
        var other = session.begin(tenant.person("Other").holds(Role.GLOBAL_ADMINISTRATOR));
        session.begin(tenant.person("Ada"));
        assertThatThrownBy(() -> graph.rolesNow(other)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void rolesWithoutTheirTemplatesAreLookedUpByTheApplication() {
        var tenant = tenant("Hidden").hidesRoleTemplates();
        tenant.person("Sam").holds(Role.SECURITY_ADMINISTRATOR);
        var grace = tenant.person("Grace").holdsThroughGroup(Role.GLOBAL_ADMINISTRATOR);
        assertThat(graph.rolesNow(session.begin(grace))).containsExactly(Role.GLOBAL_ADMINISTRATOR);
        assertThat(graph.rolesNow(session.begin(tenant.person("Nora")))).isEmpty();
    }

    @Test
    void rolesThatNobodyMayLookUpAreNotTakenForNone() {
        var tenant = tenant("Hidden from all").hidesRoleTemplates().withholds("RoleManagement.Read.Directory");
        var user = session.begin(tenant.person("Ada").holds(Role.GLOBAL_ADMINISTRATOR));
        assertThatThrownBy(() -> graph.rolesNow(user))
                .isInstanceOf(ConsentMissing.class)
                .hasMessageContaining("RoleManagement.Read.Directory");
    }

    @Test
    void atSignInTheTokenJustGivenIsUsed() {
        var grace = tenant("Fresh").person("Grace").holds(Role.SECURITY_OPERATOR);
        var token = session.tokensFor(grace).get("access_token").asString();
        var tenant = grace.tenant().id();
        assertThat(graph.heldByBearerOf(token, tenant)).containsExactly(Role.SECURITY_OPERATOR);
        assertThatThrownBy(() -> graph.heldByBearerOf("none", tenant)).isInstanceOf(GraphSilent.class);
    }

    @Test
    void anOutageIsNotAnAnswer() {
        var tenant = tenant("Out").misbehaves(Misbehavior.unavailable());
        var user = session.begin(tenant.person("Ada").holds(Role.GLOBAL_ADMINISTRATOR));
        assertThatThrownBy(() -> graph.rolesNow(user)).isInstanceOf(GraphSilent.class);
    }
}
