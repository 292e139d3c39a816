package securitycenter.provisioning;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How runs are watched, and what a move leaves behind.
 *
 * @param stalledAfter a run without a sign of life for this long is shown as stalled
 * @param keepFormerHome how long the old home waits after a move
 */
@ConfigurationProperties("provisioning")
record ProvisioningSettings(
        @DefaultValue("60s") Duration stalledAfter,
        @DefaultValue("14d") Duration keepFormerHome) {}
