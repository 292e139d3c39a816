package securitycenter.support;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What the operator asks of its own staff.
 *
 * @param secondPerson taking a tenant's home or data away needs a colleague who agrees
 * @param answerWithin how long an action waits for those who must agree
 */
@ConfigurationProperties("support")
record SupportSettings(
        @DefaultValue("false") boolean secondPerson,
        @DefaultValue("24h") Duration answerWithin) {}
