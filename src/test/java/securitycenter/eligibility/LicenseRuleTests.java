package securitycenter.eligibility;

import static org.assertj.core.api.Assertions.assertThat;
import static securitycenter.eligibility.LicenseRule.Era.CURRENT;
import static securitycenter.eligibility.LicenseRule.Era.NOV2020;
import static securitycenter.eligibility.SupportedService.CLOUD_APPS;
import static securitycenter.eligibility.SupportedService.ENDPOINT;
import static securitycenter.eligibility.SupportedService.IDENTITY;
import static securitycenter.eligibility.SupportedService.OFFICE_365;

import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import securitycenter.eligibility.Eligibility.Eligible;
import securitycenter.eligibility.Eligibility.NotEligible;
import securitycenter.eligibility.Entitlement.Coverage;
import securitycenter.eligibility.Entitlement.NearMiss;
import securitycenter.eligibility.Entitlement.State;
import securitycenter.eligibility.LicenseRule.Era;
import securitycenter.graph.CompanySubscription;
import securitycenter.graph.SubscribedSku;
import securitycenter.graph.SubscribedSku.CapabilityStatus;
import securitycenter.graph.SubscribedSku.ProvisioningStatus;
import securitycenter.graph.SubscribedSku.ServicePlan;
import securitycenter.graph.SubscribedSku.Units;
import securitycenter.graph.TenantRegion;

class LicenseRuleTests {

    private static final TenantRegion EUROPE = new TenantRegion("EU", null);
    private static final Instant END = Instant.parse("2026-12-01T00:00:00Z");

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("everySkuInEveryEra")
    void everySkuEntitlesAsItsPageSaysInEveryState(ListedSku sku, Era era) {
        for (var status : CapabilityStatus.values()) {
            for (var provisioning : ProvisioningStatus.values()) {
                for (var trial : List.of(false, true)) {
                    var bought = sku.bought(status, provisioning);
                    var answer = LicenseRule.judge(era, List.of(bought), purchases(bought, trial), sku.region());
                    var expected = sku.entitles(era) && works(status, provisioning) && !excluded(sku, era, trial);
                    assertThat(answer instanceof Eligible)
                            .as("%s %s %s %s trial=%s", sku, era, status, provisioning, trial)
                            .isEqualTo(expected);
                    if (expected) {
                        assertThat(covered(answer))
                                .as("%s %s %s", sku, era, status)
                                .isEqualTo(sku.covers(era));
                    }
                }
            }
        }
    }

    static Stream<Arguments> everySkuInEveryEra() {
        return ListedSku.all().stream().flatMap(sku -> Stream.of(Era.values()).map(era -> Arguments.of(sku, era)));
    }

    private static boolean works(CapabilityStatus status, ProvisioningStatus provisioning) {
        return EnumSet.of(CapabilityStatus.ENABLED, CapabilityStatus.WARNING).contains(status)
                && !EnumSet.of(ProvisioningStatus.DISABLED, ProvisioningStatus.ERROR)
                        .contains(provisioning);
    }

    private static boolean excluded(ListedSku sku, Era era, boolean trial) {
        return era == NOV2020 && trial && sku.coversServices().equals(Set.of("DEFENDER_FOR_OFFICE_365"));
    }

    @Test
    void theListHoldsAllSkusWithADefenderPlan() {
        assertThat(ListedSku.all()).hasSize(109);
        assertThat(ListedSku.all().stream().filter(sku -> sku.entitles(NOV2020)))
                .hasSize(42);
        assertThat(ListedSku.all().stream().filter(sku -> sku.entitles(CURRENT)))
                .hasSize(82);
    }

    @Test
    void microsoft365E5CoversAllFourServices() {
        var entitlement = eligible(judge(NOV2020, "SPE_E5"));
        assertThat(entitlement.complete()).isTrue();
        assertThat(entitlement.near()).isEmpty();
        assertThat(entitlement.coverage())
                .containsExactly(
                        covered(ENDPOINT, "WINDEFATP", "SPE_E5"),
                        covered(OFFICE_365, "THREAT_INTELLIGENCE", "SPE_E5"),
                        covered(CLOUD_APPS, "ADALLOM_S_STANDALONE", "SPE_E5"),
                        covered(IDENTITY, "ATA", "SPE_E5"));
    }

    @Test
    void office365E3IsNearBecauseOfPlan1() {
        var answer = (NotEligible) judge(NOV2020, "ENTERPRISEPACK");
        assertThat(answer.obstacle()).isEqualTo(Obstacle.NEAR_MISS);
        assertThat(answer.entitlement().near()).containsExactly(new NearMiss("ATP_ENTERPRISE", "ENTERPRISEPACK"));
        assertThat(judge(CURRENT, "ENTERPRISEPACK")).isInstanceOf(NotEligible.class);
    }

    @Test
    void microsoft365E3IsNearInEveryServiceButIdentityIn2020() {
        var answer = (NotEligible) judge(NOV2020, "SPE_E3");
        assertThat(answer.obstacle()).isEqualTo(Obstacle.NEAR_MISS);
        assertThat(answer.entitlement().near())
                .extracting(NearMiss::plan)
                .containsExactly("MDE_LITE", "ATP_ENTERPRISE", "ADALLOM_S_DISCOVERY");
    }

    @Test
    void cloudAppDiscoveryEntitlesTodayAndCoversNothing() {
        var entitlement = eligible(judge(CURRENT, "AAD_PREMIUM"));
        assertThat(entitlement.coverage()).extracting(Coverage::state).containsOnly(State.MISSING);
        assertThat(entitlement.near()).containsExactly(new NearMiss("ADALLOM_S_DISCOVERY", "AAD_PREMIUM"));
    }

    @Test
    void theSuitesOwnPlanEntitlesAndCoversNothing() {
        var entitlement = eligible(judge(NOV2020, List.of(unlisted("MTP")), EUROPE));
        assertThat(entitlement.coverage()).extracting(Coverage::state).containsOnly(State.MISSING);
    }

    @Test
    void e5DeveloperIsEligibleWithoutEndpoint() {
        var entitlement = eligible(judge(NOV2020, "DEVELOPERPACK_E5"));
        assertThat(entitlement.covers(ENDPOINT)).isFalse();
        assertThat(entitlement.covers(IDENTITY)).isTrue();
        assertThat(entitlement.complete()).isFalse();
    }

    @Test
    void a5SecurityWhichIsInNoListIsEligibleByItsPlans() {
        var a5Security = unlisted("MTP", "WINDEFATP", "THREAT_INTELLIGENCE", "ADALLOM_S_STANDALONE", "ATA");
        assertThat(eligible(judge(NOV2020, List.of(a5Security), EUROPE)).complete())
                .isTrue();
    }

    @Test
    void teamsRoomsProIsEligibleAndShownAsTheSource() {
        var entitlement = eligible(judge(NOV2020, "Microsoft_Teams_Rooms_Pro_FAC"));
        assertThat(entitlement.coverage()).contains(covered(ENDPOINT, "WINDEFATP", "Microsoft_Teams_Rooms_Pro_FAC"));
    }

    @Test
    void severalServicesBoughtApartAreComplete() {
        var skus = Stream.of("WIN_DEF_ATP", "THREAT_INTELLIGENCE", "EMSPREMIUM")
                .map(name -> ListedSku.named(name).bought())
                .toList();
        assertThat(eligible(judge(NOV2020, skus, EUROPE)).complete()).isTrue();
    }

    @Test
    void aGovernmentTenantIsExcludedIn2020WhateverItHolds() {
        var e5 = List.of(ListedSku.named("SPE_E5").bought());
        for (var region : List.of(
                new TenantRegion("NA", "GCC"),
                new TenantRegion("NA", "gcc"),
                new TenantRegion(null, "DODCON"),
                new TenantRegion("USGov", null),
                new TenantRegion("USG", "DOD"))) {
            assertThat(obstacle(judge(NOV2020, e5, region))).as("%s", region).isEqualTo(Obstacle.GOVERNMENT);
        }
    }

    @Test
    void aGovernmentTenantIsKnownByItsPlansToo() {
        var commercial = ListedSku.named("SPE_E5").bought();
        for (var name : List.of("THREAT_INTELLIGENCE_GOV", "ADALLOM_S_STANDALONE_DOD", "EXCHANGE_S_FOUNDATION_GOV")) {
            var skus = List.of(commercial, withPlan(name, "00000000-0000-0000-0000-000000000001"));
            assertThat(obstacle(judge(NOV2020, skus, EUROPE))).as(name).isEqualTo(Obstacle.GOVERNMENT);
        }
    }

    @Test
    void aTrialOfOffice365DoesNotCountIn2020() {
        var office = ListedSku.named("ENTERPRISEPREMIUM").bought();
        var trial = purchases(office, true);
        assertThat(obstacle(LicenseRule.judge(NOV2020, List.of(office), trial, EUROPE)))
                .isEqualTo(Obstacle.OFFICE_TRIAL_ONLY);
        assertThat(LicenseRule.judge(CURRENT, List.of(office), trial, EUROPE)).isInstanceOf(Eligible.class);
    }

    @Test
    void aTrialOfOffice365BesideAPurchaseCounts() {
        var office = ListedSku.named("ENTERPRISEPREMIUM").bought();
        var purchases = new Purchases(Optional.of(List.of(
                subscription(office, CapabilityStatus.ENABLED, true),
                subscription(office, CapabilityStatus.ENABLED, false))));
        assertThat(LicenseRule.judge(NOV2020, List.of(office), purchases, EUROPE))
                .isInstanceOf(Eligible.class);
    }

    @Test
    void aPurchaseThatIsGoneDoesNotSaveATrial() {
        var office = ListedSku.named("ENTERPRISEPREMIUM").bought();
        var purchases = new Purchases(Optional.of(List.of(
                subscription(office, CapabilityStatus.ENABLED, true),
                subscription(office, CapabilityStatus.DELETED, false))));
        assertThat(obstacle(LicenseRule.judge(NOV2020, List.of(office), purchases, EUROPE)))
                .isEqualTo(Obstacle.OFFICE_TRIAL_ONLY);
    }

    @Test
    void aTrialOfMicrosoft365CountsAndShowsItsEnd() {
        var e5 = ListedSku.named("SPE_E5").bought();
        var entitlement = eligible(LicenseRule.judge(NOV2020, List.of(e5), purchases(e5, true), EUROPE));
        assertThat(entitlement.coverage()).allSatisfy(one -> {
            assertThat(one.trial()).isTrue();
            assertThat(one.ends()).isEqualTo(END);
        });
    }

    @Test
    void withoutTheSubscriptionsAnOfficeTrialIsAcceptedAndTheSkipIsSaid() {
        var office = ListedSku.named("ENTERPRISEPREMIUM").bought();
        var unreadable = new Purchases(Optional.empty());
        assertThat(eligible(LicenseRule.judge(NOV2020, List.of(office), unreadable, EUROPE))
                        .trialCheckSkipped())
                .isTrue();
        assertThat(eligible(LicenseRule.judge(CURRENT, List.of(office), unreadable, EUROPE))
                        .trialCheckSkipped())
                .isFalse();
    }

    @Test
    void inTheGracePeriodTheEndIsShown() {
        var e5 = ListedSku.named("SPE_E5").bought(CapabilityStatus.WARNING, ProvisioningStatus.SUCCESS);
        var entitlement = eligible(LicenseRule.judge(NOV2020, List.of(e5), purchases(e5, false), EUROPE));
        assertThat(entitlement.coverage()).allSatisfy(one -> {
            assertThat(one.state()).isEqualTo(State.IN_GRACE);
            assertThat(one.ends()).isEqualTo(END);
        });
        assertThat(entitlement.complete()).isTrue();
    }

    @Test
    void anEndedLicenseSaysHowFarItHasEnded() {
        var e5 = ListedSku.named("SPE_E5");
        var suspended =
                judge(NOV2020, List.of(e5.bought(CapabilityStatus.SUSPENDED, ProvisioningStatus.DISABLED)), EUROPE);
        assertThat(obstacle(suspended)).isEqualTo(Obstacle.SUSPENDED);
        assertThat(((NotEligible) suspended).entitlement().coverage())
                .extracting(Coverage::state)
                .containsOnly(State.BLOCKED);
        assertThat(obstacle(judge(
                        NOV2020, List.of(e5.bought(CapabilityStatus.LOCKED_OUT, ProvisioningStatus.SUCCESS)), EUROPE)))
                .isEqualTo(Obstacle.LOCKED_OUT);
        assertThat(obstacle(judge(
                        NOV2020, List.of(e5.bought(CapabilityStatus.DELETED, ProvisioningStatus.SUCCESS)), EUROPE)))
                .isEqualTo(Obstacle.DELETED);
    }

    @Test
    void aSuspendedLicenseBesideAWorkingOneDoesNotHarm() {
        var skus = List.of(
                ListedSku.named("SPE_E5").bought(CapabilityStatus.SUSPENDED, ProvisioningStatus.DISABLED),
                ListedSku.named("WIN_DEF_ATP").bought());
        var entitlement = eligible(judge(NOV2020, skus, EUROPE));
        assertThat(entitlement.coverage())
                .extracting(Coverage::state)
                .containsExactly(State.COVERED, State.BLOCKED, State.BLOCKED, State.BLOCKED);
    }

    @Test
    void aServiceThatWaitsForItsSetUpIsLicensed() {
        var entitlement = eligible(judge(
                NOV2020,
                List.of(ListedSku.named("WIN_DEF_ATP")
                        .bought(CapabilityStatus.ENABLED, ProvisioningStatus.PENDING_INPUT)),
                EUROPE));
        assertThat(entitlement.coverage().getFirst().state()).isEqualTo(State.NOT_SET_UP);
        assertThat(entitlement.covers(ENDPOINT)).isTrue();
    }

    @Test
    void aPlanThatIsTurnedOffIsNear() {
        var answer = judge(
                NOV2020,
                List.of(ListedSku.named("WIN_DEF_ATP").bought(CapabilityStatus.ENABLED, ProvisioningStatus.DISABLED)),
                EUROPE);
        assertThat(obstacle(answer)).isEqualTo(Obstacle.NEAR_MISS);
        assertThat(((NotEligible) answer).entitlement().near())
                .containsExactly(new NearMiss("WINDEFATP", "WIN_DEF_ATP"));
    }

    @Test
    void aLicenseWithoutUnitsDoesNotCount() {
        var plans = ListedSku.named("SPE_E5").bought().servicePlans();
        var none = new SubscribedSku("", "SPE_E5", CapabilityStatus.ENABLED, new Units(0, 0, 0, 0), plans, List.of());
        var unsaid = new SubscribedSku("", "SPE_E5", CapabilityStatus.ENABLED, null, plans, List.of());
        assertThat(obstacle(judge(NOV2020, List.of(none), EUROPE))).isEqualTo(Obstacle.NEAR_MISS);
        assertThat(judge(NOV2020, List.of(unsaid), EUROPE)).isInstanceOf(Eligible.class);
    }

    @Test
    void withoutLicensesThereIsNoLicense() {
        var answer = judge(NOV2020, List.of(), EUROPE);
        assertThat(obstacle(answer)).isEqualTo(Obstacle.NO_LICENSE);
        assertThat(((NotEligible) answer).entitlement().coverage())
                .extracting(Coverage::service)
                .containsExactly(SupportedService.values());
    }

    private static Eligibility judge(Era era, String partNumber) {
        return judge(era, List.of(ListedSku.named(partNumber).bought()), EUROPE);
    }

    private static Eligibility judge(Era era, List<SubscribedSku> skus, TenantRegion region) {
        return LicenseRule.judge(era, skus, new Purchases(Optional.of(List.of())), region);
    }

    private static Entitlement eligible(Eligibility answer) {
        assertThat(answer).isInstanceOf(Eligible.class);
        return ((Eligible) answer).entitlement();
    }

    private static Obstacle obstacle(Eligibility answer) {
        assertThat(answer).isInstanceOf(NotEligible.class);
        return ((NotEligible) answer).obstacle();
    }

    private static Set<SupportedService> covered(Eligibility answer) {
        return Arrays.stream(SupportedService.values())
                .filter(eligible(answer)::covers)
                .collect(Collectors.toSet());
    }

    private static Coverage covered(SupportedService service, String plan, String sku) {
        return new Coverage(service, State.COVERED, plan, sku, false, null);
    }

    private static Purchases purchases(SubscribedSku sku, boolean trial) {
        return new Purchases(Optional.of(List.of(subscription(sku, sku.capabilityStatus(), trial))));
    }

    private static CompanySubscription subscription(SubscribedSku sku, CapabilityStatus status, boolean trial) {
        return new CompanySubscription(sku.subscriptionIds().getFirst(), sku.skuId(), status, trial, END);
    }

    private static SubscribedSku unlisted(String... plans) {
        var held = Arrays.stream(plans)
                .map(ListedSku::idOfPlan)
                .map(id -> new ServicePlan(id, "", ProvisioningStatus.SUCCESS))
                .toList();
        return new SubscribedSku("", "UNLISTED", CapabilityStatus.ENABLED, new Units(5, 0, 0, 0), held, List.of());
    }

    private static SubscribedSku withPlan(String name, String id) {
        return new SubscribedSku(
                "",
                "UNLISTED",
                CapabilityStatus.ENABLED,
                new Units(5, 0, 0, 0),
                List.of(new ServicePlan(id, name, ProvisioningStatus.SUCCESS)),
                List.of());
    }
}
