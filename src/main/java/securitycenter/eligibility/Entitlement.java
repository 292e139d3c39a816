package securitycenter.eligibility;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the tenant's licenses give it.
 *
 * @param coverage one for each supported service, in the order of {@link SupportedService}
 * @param near plans found that are close to a service without giving it; one for each plan, only for services that
 *     are not covered
 * @param trialCheckSkipped the subscriptions could not be read, so an Office 365 trial may have been counted
 */
public record Entitlement(List<Coverage> coverage, List<NearMiss> near, boolean trialCheckSkipped) {

    /** Licensed at this moment, set up or not. */
    public boolean covers(SupportedService service) {
        return coverage.get(service.ordinal()).state().licensed();
    }

    /** All four services are licensed, as Microsoft recommends. */
    public boolean complete() {
        return coverage.stream().allMatch(one -> one.state().licensed());
    }

    /** Services without a license; their data will not be there. */
    public List<SupportedService> missing() {
        return coverage.stream()
                .filter(one -> !one.state().licensed())
                .map(Coverage::service)
                .toList();
    }

    public boolean inGrace() {
        return coverage.stream().anyMatch(one -> one.state() == State.IN_GRACE);
    }

    /** When the first grace period ends, where Graph says so. */
    public @Nullable Instant graceEnds() {
        return coverage.stream()
                .filter(one -> one.state() == State.IN_GRACE)
                .map(Coverage::ends)
                .filter(Objects::nonNull)
                .min(Instant::compareTo)
                .orElse(null);
    }

    /**
     * How one service is covered.
     *
     * @param plan the service plan that does it, for example {@code WINDEFATP}; absent when {@code MISSING}
     * @param sku what was bought, for example {@code SPE_E5}; absent when {@code MISSING}
     * @param trial nothing but trials is behind it
     * @param ends when the grace period or the trial ends, where Graph says so
     */
    public record Coverage(
            SupportedService service,
            State state,
            @Nullable String plan,
            @Nullable String sku,
            boolean trial,
            @Nullable Instant ends) {}

    /** From best to worst. */
    public enum State {
        COVERED,
        /** The licenses have ended and still work. */
        IN_GRACE,
        /** Licensed, but the service waits for its own set-up. */
        NOT_SET_UP,
        /** Suspended or locked out: the data is still there, the service is not. */
        BLOCKED,
        MISSING;

        boolean licensed() {
            return compareTo(NOT_SET_UP) <= 0;
        }
    }

    /**
     * A service plan that looks like enough and is not.
     *
     * @param plan for example {@code ATP_ENTERPRISE}
     * @param sku what was bought, for example {@code ENTERPRISEPACK}
     */
    public record NearMiss(String plan, String sku) {}
}
