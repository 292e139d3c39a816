package securitycenter.graph;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.annotation.JsonCreator;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import securitycenter.graph.SubscribedSku.CapabilityStatus;

/**
 * One purchase or trial behind a {@link SubscribedSku}.
 *
 * <p>Source: the resource {@code companySubscription} of Microsoft Graph v1.0.
 *
 * @param nextLifecycleDateTime when the status changes unless somebody renews
 */
public record CompanySubscription(
        String id,
        String skuId,
        CapabilityStatus status,
        boolean trial,
        @Nullable Instant nextLifecycleDateTime) {

    @JsonCreator
    static CompanySubscription read(
            @Nullable String id,
            @Nullable String skuId,
            @Nullable CapabilityStatus status,
            @Nullable Boolean isTrial,
            @Nullable Instant nextLifecycleDateTime) {
        return new CompanySubscription(
                requireNonNullElse(id, ""),
                requireNonNullElse(skuId, ""),
                requireNonNullElse(status, CapabilityStatus.UNKNOWN),
                requireNonNullElse(isTrial, false),
                nextLifecycleDateTime);
    }
}
