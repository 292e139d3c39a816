package securitycenter.help;

import org.jspecify.annotations.Nullable;
import securitycenter.homes.DataCenter;
import securitycenter.identity.TenantId;

/**
 * A help request as a reason for something else.
 *
 * @param number for example {@code H-1042}
 * @param wished the data center that was asked for
 */
public record HelpRef(
        String number, TenantId tenant, @Nullable DataCenter wished) {}
