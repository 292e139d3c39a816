package securitycenter.graph;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.annotation.JsonCreator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a tenant bought of one kind, and the service plans in it.
 *
 * <p>Source: the resource {@code subscribedSku} of Microsoft Graph v1.0.
 *
 * @param prepaidUnits absent when Graph does not say
 * @param subscriptionIds the {@link CompanySubscription}s behind it
 */
public record SubscribedSku(
        String skuId,
        String skuPartNumber,
        CapabilityStatus capabilityStatus,
        @Nullable Units prepaidUnits,
        List<ServicePlan> servicePlans,
        List<String> subscriptionIds) {

    @JsonCreator
    static SubscribedSku read(
            @Nullable String skuId,
            @Nullable String skuPartNumber,
            @Nullable CapabilityStatus capabilityStatus,
            @Nullable Units prepaidUnits,
            @Nullable List<ServicePlan> servicePlans,
            @Nullable List<String> subscriptionIds) {
        return new SubscribedSku(
                requireNonNullElse(skuId, ""),
                requireNonNullElse(skuPartNumber, ""),
                requireNonNullElse(capabilityStatus, CapabilityStatus.UNKNOWN),
                prepaidUnits,
                requireNonNullElse(servicePlans, List.of()),
                requireNonNullElse(subscriptionIds, List.of()));
    }

    /** Whether the licenses may be used. What is not renewed goes down this list. */
    public enum CapabilityStatus {
        ENABLED,
        WARNING,
        SUSPENDED,
        LOCKED_OUT,
        DELETED,
        /** A word that did not exist when this was written. */
        UNKNOWN;

        @JsonCreator
        static CapabilityStatus of(@Nullable String word) {
            return Words.among(values(), word, UNKNOWN);
        }
    }

    /** Licenses paid for, by state; {@code warning} counts those in the grace period after their end. */
    public record Units(int enabled, int warning, int suspended, int lockedOut) {}

    /** One service within what was bought. */
    public record ServicePlan(String servicePlanId, String servicePlanName, ProvisioningStatus provisioningStatus) {

        @JsonCreator
        static ServicePlan read(
                @Nullable String servicePlanId,
                @Nullable String servicePlanName,
                @Nullable ProvisioningStatus provisioningStatus) {
            return new ServicePlan(
                    requireNonNullElse(servicePlanId, "").toLowerCase(Locale.ROOT),
                    requireNonNullElse(servicePlanName, ""),
                    requireNonNullElse(provisioningStatus, ProvisioningStatus.UNKNOWN));
        }
    }

    public enum ProvisioningStatus {
        SUCCESS,
        DISABLED,
        ERROR,
        PENDING_INPUT,
        PENDING_ACTIVATION,
        PENDING_PROVISIONING,
        /** A word that did not exist when this was written. */
        UNKNOWN;

        @JsonCreator
        static ProvisioningStatus of(@Nullable String word) {
            return Words.among(values(), word, UNKNOWN);
        }
    }
}
