package securitycenter.optin;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How this deployment treats the decision.
 *
 * @param automatic the first visit of an eligible administrator turns the product on. Off by default, since a home is
 *     built then, which only support can move
 * @param retention how long the data waits after an opt-out
 */
@ConfigurationProperties("opt-in")
record OptInSettings(
        @DefaultValue("false") boolean automatic,
        @DefaultValue("30d") Duration retention) {}
