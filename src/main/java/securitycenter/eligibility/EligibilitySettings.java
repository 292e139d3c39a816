package securitycenter.eligibility;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How eligibility is judged.
 *
 * @param licenseRule {@code nov2020} or {@code current}
 * @param recheckAfter the age at which a finding is no longer recent
 */
@ConfigurationProperties("eligibility")
record EligibilitySettings(
        @DefaultValue("nov2020") LicenseRule.Era licenseRule,
        @DefaultValue("60m") Duration recheckAfter) {}
