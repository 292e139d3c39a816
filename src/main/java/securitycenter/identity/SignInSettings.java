package securitycenter.identity;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Bounds of a session in time; idle sessions end by {@code spring.session.timeout}.
 *
 * @param longestSession from sign-in to the end, used or not
 */
@ConfigurationProperties("sign-in")
record SignInSettings(@DefaultValue("8h") Duration longestSession) {}
