package securitycenter.provisioning;

import org.jspecify.annotations.Nullable;
import securitycenter.homes.DataCenter;

/**
 * Where Defender for Endpoint keeps a tenant's data, as an administrator of the tenant says.
 *
 * @param dataCenter null when nobody has said
 * @param throughAzureDefender Endpoint was turned on through Azure Defender
 */
public record EndpointLocation(@Nullable DataCenter dataCenter, boolean throughAzureDefender) {

    public static final EndpointLocation UNSTATED = new EndpointLocation(null, false);
}
