package securitycenter.eligibility;

import java.util.List;
import java.util.stream.Stream;
import securitycenter.eligibility.Entitlement.State;
import securitycenter.graph.SubscribedSku;
import securitycenter.graph.SubscribedSku.CapabilityStatus;
import securitycenter.graph.SubscribedSku.ServicePlan;

/**
 * A known plan that a tenant holds, through one of the things it bought.
 *
 * @param sku its part number
 */
record Holding(KnownPlan plan, String sku, Condition condition, Purchases.Term term) {

    /** From best to worst. */
    enum Condition {
        USABLE(State.COVERED),
        IN_GRACE(State.IN_GRACE),
        NOT_SET_UP(State.NOT_SET_UP),
        SUSPENDED(State.BLOCKED),
        LOCKED_OUT(State.BLOCKED),
        /** Turned off, broken, without a single unit, or in a state that we do not know. */
        UNUSABLE(State.MISSING),
        DELETED(State.MISSING);

        private final State state;

        Condition(State state) {
            this.state = state;
        }

        State state() {
            return state;
        }

        boolean licensed() {
            return state.licensed();
        }
    }

    static List<Holding> among(List<SubscribedSku> skus, Purchases purchases) {
        return skus.stream().flatMap(sku -> in(sku, purchases)).toList();
    }

    private static Stream<Holding> in(SubscribedSku sku, Purchases purchases) {
        var term = purchases.termOf(sku);
        return sku.servicePlans().stream()
                .flatMap(held -> KnownPlan.withId(held.servicePlanId())
                        .map(plan -> new Holding(plan, sku.skuPartNumber(), conditionOf(sku, held), term))
                        .stream());
    }

    /** A suspended license disables its plans, so a plan's own status counts only where the license works. */
    private static Condition conditionOf(SubscribedSku sku, ServicePlan plan) {
        return switch (sku.capabilityStatus()) {
            case ENABLED, WARNING -> hasUnits(sku) ? working(sku, plan) : Condition.UNUSABLE;
            case SUSPENDED -> Condition.SUSPENDED;
            case LOCKED_OUT -> Condition.LOCKED_OUT;
            case DELETED -> Condition.DELETED;
            case UNKNOWN -> Condition.UNUSABLE;
        };
    }

    private static Condition working(SubscribedSku sku, ServicePlan plan) {
        return switch (plan.provisioningStatus()) {
            case SUCCESS -> sku.capabilityStatus() == CapabilityStatus.WARNING ? Condition.IN_GRACE : Condition.USABLE;
            case PENDING_INPUT, PENDING_ACTIVATION, PENDING_PROVISIONING, UNKNOWN -> Condition.NOT_SET_UP;
            case DISABLED, ERROR -> Condition.UNUSABLE;
        };
    }

    /** Assigned to nobody is enough: a tenant is entitled, not a person. */
    private static boolean hasUnits(SubscribedSku sku) {
        var units = sku.prepaidUnits();
        return units == null || units.enabled() + units.warning() > 0;
    }
}
