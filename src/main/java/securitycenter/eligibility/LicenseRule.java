package securitycenter.eligibility;

import static securitycenter.eligibility.KnownPlan.Worth.COMPANION;
import static securitycenter.eligibility.KnownPlan.Worth.FULL;
import static securitycenter.eligibility.KnownPlan.Worth.FULL_GOVERNMENT;
import static securitycenter.eligibility.KnownPlan.Worth.SINCE_2024;
import static securitycenter.eligibility.KnownPlan.Worth.SUITE;

import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import securitycenter.eligibility.Eligibility.Eligible;
import securitycenter.eligibility.Eligibility.NotEligible;
import securitycenter.eligibility.Entitlement.Coverage;
import securitycenter.eligibility.Entitlement.NearMiss;
import securitycenter.eligibility.Entitlement.State;
import securitycenter.eligibility.Holding.Condition;
import securitycenter.eligibility.KnownPlan.Worth;
import securitycenter.graph.SubscribedSku;
import securitycenter.graph.TenantRegion;

/**
 * Any one usable plan that entitles is enough. SKUs are never looked at: Microsoft's own list of them has holes.
 *
 * <p>Source: the prerequisites of Microsoft 365 Defender, and of its successor, as they stood in each {@link Era}.
 */
class LicenseRule {

    /** Which version of Microsoft's page is followed. */
    enum Era {
        /** November 2020: any one of four services, in full; no government, no trial of Office 365. */
        NOV2020,
        /** 2024 to 2026: also Defender for Business and Cloud App Discovery; governments with full plans. */
        CURRENT
    }

    private final Era era;
    private final boolean government;
    private final Purchases purchases;
    private final List<Holding> held;

    private LicenseRule(Era era, List<SubscribedSku> skus, Purchases purchases, TenantRegion region) {
        this.era = era;
        this.government = Government.owns(region, skus);
        this.purchases = purchases;
        this.held = Holding.among(skus, purchases);
    }

    static Eligibility judge(Era era, List<SubscribedSku> skus, Purchases purchases, TenantRegion region) {
        return new LicenseRule(era, skus, purchases, region).judge();
    }

    private Eligibility judge() {
        var coverage =
                Arrays.stream(SupportedService.values()).map(this::coverageOf).toList();
        var near = nearMisses(coverage);
        var entitlement = new Entitlement(coverage, near, era == Era.NOV2020 && purchases.unreadable());
        if (era == Era.NOV2020 && government) {
            return new NotEligible(Obstacle.GOVERNMENT, entitlement);
        }
        return held.stream().anyMatch(this::entitles)
                ? new Eligible(entitlement)
                : new NotEligible(obstacle(near), entitlement);
    }

    /** Nobody has said whether Defender for Endpoint Plan 1 counts today; asked in 2022, Microsoft said no. */
    private Set<Worth> entitling() {
        return switch (era) {
            case NOV2020 -> EnumSet.of(SUITE, FULL);
            case CURRENT ->
                government
                        ? EnumSet.of(SUITE, FULL, FULL_GOVERNMENT)
                        : EnumSet.of(SUITE, FULL, FULL_GOVERNMENT, SINCE_2024, COMPANION);
        };
    }

    private boolean entitles(Holding one) {
        return one.condition().licensed() && counts(one);
    }

    private boolean counts(Holding one) {
        return entitling().contains(one.plan().worth()) && !isExcludedTrial(one);
    }

    private boolean isExcludedTrial(Holding one) {
        return era == Era.NOV2020 && one.term().officeTrial();
    }

    /** The suite's own plan comes with services and is none: Office 365 E5 holds it with a single service. */
    private boolean covers(Holding one) {
        return counts(one) && one.plan().worth() != SUITE && one.plan().worth() != COMPANION;
    }

    private Coverage coverageOf(SupportedService service) {
        return held.stream()
                .filter(one -> one.plan().service() == service && covers(one))
                .filter(one -> one.condition().state() != State.MISSING)
                .min(Comparator.comparing(Holding::condition)
                        .thenComparing(one -> one.term().trial()))
                .map(one -> new Coverage(
                        service,
                        one.condition().state(),
                        one.plan().name(),
                        one.sku(),
                        one.term().trial(),
                        one.term().ends()))
                .orElseGet(() -> new Coverage(service, State.MISSING, null, null, false, null));
    }

    private List<NearMiss> nearMisses(List<Coverage> coverage) {
        var licensed = coverage.stream()
                .filter(one -> one.state().licensed())
                .map(Coverage::service)
                .collect(Collectors.toSet());
        return held.stream()
                .filter(one -> one.plan().service() == null
                        ? licensed.isEmpty()
                        : !licensed.contains(one.plan().service()))
                .filter(this::isNear)
                .collect(Collectors.toMap(Holding::plan, one -> one, (first, second) -> first))
                .values()
                .stream()
                .sorted(Comparator.comparing(Holding::plan))
                .map(one -> new NearMiss(one.plan().name(), one.sku()))
                .toList();
    }

    /** A plan that works and is too little, or one that would be enough and does not work. */
    private boolean isNear(Holding one) {
        return one.condition().licensed()
                ? !covers(one) && one.plan().worth() != SUITE
                : one.condition() == Condition.UNUSABLE && counts(one);
    }

    private Obstacle obstacle(List<NearMiss> near) {
        if (held.stream().anyMatch(one -> one.condition().licensed() && isExcludedTrial(one))) {
            return Obstacle.OFFICE_TRIAL_ONLY;
        }
        for (var condition : List.of(Condition.SUSPENDED, Condition.LOCKED_OUT, Condition.DELETED)) {
            if (held.stream().anyMatch(one -> one.condition() == condition && counts(one))) {
                return Obstacle.valueOf(condition.name());
            }
        }
        return near.isEmpty() ? Obstacle.NO_LICENSE : Obstacle.NEAR_MISS;
    }
}
