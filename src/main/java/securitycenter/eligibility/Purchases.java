package securitycenter.eligibility;

import java.time.Instant;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import securitycenter.graph.CompanySubscription;
import securitycenter.graph.SubscribedSku;
import securitycenter.graph.SubscribedSku.CapabilityStatus;

/**
 * The purchases and trials behind the licenses, which alone know trials and dates.
 *
 * @param subscriptions empty when they cannot be read; then nothing is taken for a trial
 */
record Purchases(Optional<List<CompanySubscription>> subscriptions) {

    /**
     * @param trial nothing but trials is behind it
     * @param officeTrial and Office 365 is all that is tried
     * @param ends of the grace period or the trial
     */
    record Term(
            boolean trial, boolean officeTrial, @Nullable Instant ends) {}

    private static final Set<CapabilityStatus> ALIVE = EnumSet.of(CapabilityStatus.ENABLED, CapabilityStatus.WARNING);

    boolean unreadable() {
        return subscriptions.isEmpty();
    }

    Term termOf(SubscribedSku sku) {
        var alive = behind(sku).stream()
                .filter(subscription -> ALIVE.contains(subscription.status()))
                .toList();
        var trial = !alive.isEmpty() && alive.stream().allMatch(CompanySubscription::trial);
        var ending = trial || sku.capabilityStatus() == CapabilityStatus.WARNING;
        return new Term(trial, trial && isOfficeAlone(sku), ending ? lastDate(alive) : null);
    }

    private List<CompanySubscription> behind(SubscribedSku sku) {
        return subscriptions.orElse(List.of()).stream()
                .filter(subscription -> sku.subscriptionIds().contains(subscription.id())
                        || sku.subscriptionIds().isEmpty()
                                && subscription.skuId().equalsIgnoreCase(sku.skuId()))
                .toList();
    }

    /**
     * Microsoft's page excludes trials of Office 365 and no others. SKUs are not looked at, so a trial is one of Office
     * 365 when that is the only supported service in it.
     */
    private static boolean isOfficeAlone(SubscribedSku sku) {
        return sku.servicePlans().stream()
                .flatMap(held -> KnownPlan.withId(held.servicePlanId()).stream())
                .filter(plan -> plan.worth() == KnownPlan.Worth.FULL)
                .map(KnownPlan::service)
                .collect(Collectors.toSet())
                .equals(Set.of(SupportedService.OFFICE_365));
    }

    private static @Nullable Instant lastDate(List<CompanySubscription> alive) {
        return alive.stream()
                .map(CompanySubscription::nextLifecycleDateTime)
                .filter(Objects::nonNull)
                .max(Comparator.naturalOrder())
                .orElse(null);
    }
}
