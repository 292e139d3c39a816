package securitycenter.eligibility;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.data.jpa.test.autoconfigure.DataJpaTest;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import securitycenter.eligibility.Eligibility.CouldNotCheck;
import securitycenter.eligibility.Eligibility.Eligible;
import securitycenter.eligibility.Eligibility.NotEligible;
import securitycenter.eligibility.LicenseRule.Era;
import securitycenter.fakemicrosoft.FakeMicrosoft;
import securitycenter.fakemicrosoft.Misbehavior;
import securitycenter.fakemicrosoft.Refusal;
import securitycenter.fakemicrosoft.Tenant;
import securitycenter.graph.MovableClock;
import securitycenter.graph.PretendSession;
import securitycenter.identity.Role;
import securitycenter.identity.TenantId;

@DataJpaTest(
        showSql = false,
        properties = {
            "spring.datasource.url=jdbc:h2:mem:eligibility;MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH",
            "spring.test.database.replace=none",
            "entra.client-id=the-client",
            "entra.client-secret=secret"
        })
@ImportAutoConfiguration(FlywayAutoConfiguration.class)
@Transactional(propagation = Propagation.NOT_SUPPORTED)
@Timeout(30)
class EligibilityCheckTests {

    private static final FakeMicrosoft MICROSOFT = FakeMicrosoft.start(0);
    private static final String SKUS = "/v1.0/subscribedSkus";

    private final MovableClock time = new MovableClock();
    private final PretendSession session = new PretendSession(MICROSOFT);

    @Autowired
    private StoredFindingRepository stored;

    @Autowired
    private JdbcClient database;

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

    /** Each is an instance of its own, with nothing at hand but the database. */
    private EligibilityCheck check() {
        return check(Era.NOV2020);
    }

    private EligibilityCheck check(Era era) {
        return new EligibilityCheck(
                session.graph(MICROSOFT, time.clock()),
                new Findings(stored, _ -> {}, time.clock()),
                new EligibilitySettings(era, Duration.ofMinutes(60)),
                time.clock());
    }

    @Test
    void aLicensedTenantIsEligibleAndDescribed() {
        var tenant = tenant("Contoso B.V.").licensed("SPE_E5").country("NL");
        var finding = check().now(tenant.id());
        assertThat(finding.eligibility()).isInstanceOf(Eligible.class);
        assertThat(finding.tenant()).isEqualTo(new TenantProfile("Contoso B.V.", tenant.domain(), "NL", "EU", null));
        assertThat(finding.checkedAt()).isBeforeOrEqualTo(time.instant());
    }

    @Test
    void everyDefiniteFindingComesBackAsItWas() {
        var end = time.instant().plus(Duration.ofDays(20));
        for (var tenant : new Tenant[] {
            tenant("Grace").licensed("SPE_E5", e5 -> e5.status("Warning").until(end)),
            tenant("Near").licensed("ENTERPRISEPACK"),
            tenant("Government").licensed("SPE_E5").government("GCC"),
            tenant("None").country(null),
            tenant("Unasked").withoutApplication()
        }) {
            var finding = check().now(tenant.id());
            assertThat(check().last(tenant.id())).as("%s", tenant).contains(finding);
        }
    }

    @Test
    void theDatabaseHoldsJsonAndNotAString() {
        var tenant = tenant("Readable").licensed("SPE_E5");
        check().now(tenant.id());
        var json = database.sql("select cast(finding as varchar) from eligibility_finding where tenant_id = ?")
                .param(tenant.id().value())
                .query(String.class)
                .single();
        assertThat(json).startsWith("{").containsPattern("\"is\": ?\"Eligible\"");
    }

    @Test
    void aTenantNeverCheckedHasNoLastFinding() {
        var tenant = tenant("Unknown");
        assertThat(check().last(tenant.id())).isEmpty();
        assertThat(MICROSOFT.received(SKUS, tenant)).isZero();
    }

    @Test
    void aRecentFindingIsNotAskedForAgain() {
        var tenant = tenant("Calm").licensed("SPE_E5");
        var check = check();
        var first = check.recent(tenant.id());
        time.forward(Duration.ofMinutes(59));
        assertThat(check.recent(tenant.id())).isEqualTo(first);
        assertThat(MICROSOFT.received(SKUS, tenant)).isEqualTo(1);
        time.forward(Duration.ofMinutes(2));
        assertThat(check.recent(tenant.id()).checkedAt()).isAfter(first.checkedAt());
        assertThat(MICROSOFT.received(SKUS, tenant)).isEqualTo(2);
    }

    @Test
    void nowIsNeverRemembered() {
        var tenant = tenant("Changing").licensed("SPE_E5");
        var check = check();
        assertThat(check.now(tenant.id()).eligibility()).isInstanceOf(Eligible.class);
        tenant.unlicensed();
        assertThat(check.recent(tenant.id()).eligibility()).isInstanceOf(Eligible.class);
        assertThat(check.now(tenant.id()).eligibility()).isInstanceOf(NotEligible.class);
        assertThat(check.recent(tenant.id()).eligibility()).isInstanceOf(NotEligible.class);
    }

    @Test
    void silenceDoesNotReplaceAnAnswer() {
        var tenant = tenant("Silenced").licensed("SPE_E5");
        var check = check();
        var known = check.now(tenant.id());
        tenant.misbehaves(Misbehavior.unavailable());
        time.forward(Duration.ofMinutes(61));
        var silent = check.now(tenant.id());
        assertThat(silent.eligibility()).isEqualTo(new CouldNotCheck(Silence.UNAVAILABLE));
        assertThat(silent.tenant()).isEqualTo(known.tenant());
        assertThat(check.last(tenant.id())).contains(known);
        assertThat(check.recent(tenant.id())).isEqualTo(known);
        assertThat(check().last(tenant.id())).contains(known);
    }

    @Test
    void whileMicrosoftIsSilentItIsNotAskedAtEachPage() {
        var tenant = tenant("Patient").misbehaves(Misbehavior.unavailable());
        var check = check();
        check.recent(tenant.id());
        check.recent(tenant.id());
        assertThat(MICROSOFT.received(SKUS, tenant)).isEqualTo(1);
        time.forward(Duration.ofSeconds(31));
        tenant.behaves();
        assertThat(check.recent(tenant.id()).eligibility()).isInstanceOf(NotEligible.class);
    }

    @Test
    void theReasonForTheSilenceIsKept() {
        assertThat(silence(Misbehavior.tooManyRequests(Duration.ofMinutes(5)))).isEqualTo(Silence.THROTTLED);
        assertThat(silence(Misbehavior.unavailable())).isEqualTo(Silence.UNAVAILABLE);
        assertThat(silence(Misbehavior.brokenJson())).isEqualTo(Silence.UNREADABLE);
        assertThat(silence(Misbehavior.slow(Duration.ofSeconds(3)))).isEqualTo(Silence.TIMEOUT);
    }

    private Silence silence(Misbehavior misbehavior) {
        var finding =
                check().now(tenant("Faulty").misbehaves(misbehavior.at(SKUS)).id());
        return ((CouldNotCheck) finding.eligibility()).why();
    }

    @Test
    void whatAnotherInstanceFoundIsSeenWithinAMinute() {
        var tenant = tenant("Shared");
        var one = check();
        var other = check();
        var before = one.now(tenant.id());
        assertThat(other.last(tenant.id())).contains(before);
        tenant.licensed("SPE_E5");
        var after = one.now(tenant.id());
        assertThat(other.last(tenant.id())).contains(before);
        time.forward(Duration.ofSeconds(61));
        assertThat(other.last(tenant.id())).contains(after);
    }

    @Test
    void aStoredFindingOfAnotherShapeIsAsGoodAsNone() {
        var tenant = tenant("Old");
        stored.save(new StoredFinding(tenant.id().value(), time.instant(), "{\"eligibility\":{\"is\":\"Perhaps\"}}"));
        assertThat(check().last(tenant.id())).isEmpty();
        assertThat(check().recent(tenant.id()).eligibility()).isInstanceOf(NotEligible.class);
    }

    @Test
    void missingConsentIsAnAnswerOfItsOwn() {
        var tenant = tenant("Cautious").licensed("SPE_E5").withholds("Organization.Read.All");
        var check = check();
        assertThat(check.now(tenant.id()).eligibility())
                .isEqualTo(new Eligibility.ConsentMissing("Organization.Read.All"));
        tenant.consents();
        assertThat(check.now(tenant.id()).eligibility()).isInstanceOf(Eligible.class);
    }

    @Test
    void thatConsentIsMissingIsNotAskedForAtEachPage() {
        for (var tenant : new Tenant[] {
            tenant("Reserved").licensed("SPE_E5").withholds("Organization.Read.All"),
            tenant("Never Asked").licensed("SPE_E5").withoutApplication()
        }) {
            var check = check();
            check.recent(tenant.id());
            MICROSOFT.forgetRequests();
            assertThat(check.recent(tenant.id()).eligibility()).isInstanceOf(Eligibility.ConsentMissing.class);
            assertThat(check().recent(tenant.id()).eligibility()).isInstanceOf(Eligibility.ConsentMissing.class);
            assertThat(MICROSOFT.requests()).as("%s", tenant).isEmpty();
        }
    }

    @Test
    void whoeverWishesItIsCheckedAgainOnceInAMinute() {
        var tenant = tenant("Impatient").licensed("SPE_E5");
        var check = check();
        check.recent(tenant.id());
        assertThat(check.again(tenant.id())).as("the first wish is granted").isEmpty();
        time.forward(Duration.ofSeconds(20));
        var tooSoon = check.again(tenant.id()).orElseThrow();
        assertThat(tooSoon.seconds()).isEqualTo(40);
        assertThat(MICROSOFT.received(SKUS, tenant)).isEqualTo(2);
        time.forward(Duration.ofSeconds(41));
        assertThat(check.again(tenant.id())).isEmpty();
        assertThat(MICROSOFT.received(SKUS, tenant)).isEqualTo(3);
    }

    @Test
    void withoutTheSubscriptionsTheTrialCheckIsSkippedAndSaid() {
        var tenant = tenant("Office Trial").licensed("ENTERPRISEPREMIUM", office -> office.trial());
        assertThat(((NotEligible) check().now(tenant.id()).eligibility()).obstacle())
                .isEqualTo(Obstacle.OFFICE_TRIAL_ONLY);
        tenant.misbehaves(Misbehavior.consentMissing().at("/v1.0/directory/subscriptions"));
        assertThat(((Eligible) check().now(tenant.id()).eligibility())
                        .entitlement()
                        .trialCheckSkipped())
                .isTrue();
    }

    @Test
    void withoutTheOrganizationTheLicensesAreStillJudged() {
        var tenant = tenant("Nameless")
                .licensed("SPE_E5")
                .misbehaves(Misbehavior.unavailable().at("/v1.0/organization"));
        var finding = check().now(tenant.id());
        assertThat(finding.eligibility()).isInstanceOf(Eligible.class);
        assertThat(finding.tenant()).isNull();
    }

    @Test
    void anUnknownTenantCannotBeChecked() {
        assertThat(check().now(new TenantId(UUID.randomUUID())).eligibility()).isInstanceOf(CouldNotCheck.class);
    }

    @Test
    void theSettingChoosesTheEra() {
        var tenant = tenant("Business").licensed("SPB");
        assertThat(check(Era.NOV2020).now(tenant.id()).eligibility()).isInstanceOf(NotEligible.class);
        assertThat(check(Era.CURRENT).now(tenant.id()).eligibility()).isInstanceOf(Eligible.class);
    }

    @Test
    void anAdministratorMayTurnOn() {
        var tenant = tenant("Administered");
        var sam = session.begin(
                tenant.person("Sam").holds(Role.SECURITY_ADMINISTRATOR).holds(Role.SECURITY_READER));
        assertThat(check().personNow(sam))
                .isEqualTo(new PersonCheck.MayTurnOn(Set.of(Role.SECURITY_ADMINISTRATOR, Role.SECURITY_READER)));
    }

    @Test
    void aReaderMayNotTurnOn() {
        var rea = session.begin(tenant("Read").person("Rea").holds(Role.SECURITY_READER));
        assertThat(check().personNow(rea)).isEqualTo(new PersonCheck.RoleMissing(Set.of(Role.SECURITY_READER), false));
    }

    @Test
    void aRoleLostSinceSignInIsGone() {
        var ada = tenant("Lost").person("Ada").holds(Role.GLOBAL_ADMINISTRATOR);
        var user = session.begin(ada);
        ada.loses(Role.GLOBAL_ADMINISTRATOR);
        assertThat(check().personNow(user)).isEqualTo(new PersonCheck.RoleMissing(Set.of(), true));
    }

    @Test
    void aRoleActivatedAfterSignInCounts() {
        var pim = tenant("Activated").person("Pim").eligibleFor(Role.SECURITY_ADMINISTRATOR);
        var user = session.begin(pim);
        assertThat(check().personNow(user)).isEqualTo(new PersonCheck.RoleMissing(Set.of(), false));
        pim.activate();
        assertThat(check().personNow(user)).isInstanceOf(PersonCheck.MayTurnOn.class);
    }

    @Test
    void aGuestMayNotWhateverTheRoleAndIsNotAskedAbout() {
        var gus = session.beginAsGuest(tenant("Host").person("Gus").guest().holds(Role.GLOBAL_ADMINISTRATOR));
        MICROSOFT.forgetRequests();
        assertThat(check().personNow(gus)).isEqualTo(new PersonCheck.Guest());
        assertThat(MICROSOFT.requests()).isEmpty();
    }

    @Test
    void silenceAboutAPersonIsNoPermission() {
        var tenant = tenant("Mute").misbehaves(Misbehavior.unavailable());
        var ada = session.begin(tenant.person("Ada").holds(Role.GLOBAL_ADMINISTRATOR));
        assertThat(check().personNow(ada)).isEqualTo(new PersonCheck.CouldNotCheck(Silence.UNAVAILABLE));
        tenant.behaves().hidesRoleTemplates().withholds("RoleManagement.Read.Directory");
        assertThat(check().personNow(ada)).isEqualTo(new PersonCheck.CouldNotCheck(Silence.UNREADABLE));
    }

    @Test
    void whoeverEntraLetsGoHasNoRoleLeft() {
        var tenant = tenant("Dismissed").tokensLast(Duration.ofSeconds(30));
        var ada = tenant.person("Ada").holds(Role.GLOBAL_ADMINISTRATOR);
        var user = session.begin(ada);
        ada.refusedWith(Refusal.NOT_ASSIGNED);
        assertThat(check().personNow(user)).isEqualTo(new PersonCheck.RoleMissing(Set.of(), true));
    }

    @Test
    void administratorsAreNamedWhereNamesAreNotHidden() {
        var tenant = tenant("Hidden Names");
        tenant.person("Ada").holds(Role.GLOBAL_ADMINISTRATOR);
        assertThat(check().whoCanTurnOn(tenant.id())).containsExactly("Ada");
        tenant.withholds("User.ReadBasic.All").withholds("User.Read.All");
        assertThat(check().whoCanTurnOn(tenant.id())).isEmpty();
        tenant.withholds("RoleManagement.Read.Directory");
        assertThat(check().whoCanTurnOn(tenant.id())).isEmpty();
    }
}
