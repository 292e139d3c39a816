package securitycenter.identity;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Bounds of a session in time; idle sessions end by {@code spring.session.timeout}.
 *
 * @param longestSession from sign-in to the end, used or not
 * @param longestStaffSession likewise, for support staff
 * @param idleStaffSession an unused session of support staff ends after this
 */
@ConfigurationProperties("sign-in")
record SignInSettings(
        @DefaultValue("8h") Duration longestSession,
        @DefaultValue("2h") Duration longestStaffSession,
        @DefaultValue("15m") Duration idleStaffSession) {}
