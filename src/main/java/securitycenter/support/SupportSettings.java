package securitycenter.support;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What the operator asks of its own staff.
 *
 * @param secondPerson taking a tenant's home or data away needs a colleague who agrees
 * @param answerWithin how long an action waits for each of those who must agree: whole hours, one at least
 */
@ConfigurationProperties("support")
record SupportSettings(
        @DefaultValue("false") boolean secondPerson,
        @DefaultValue("24h") Duration answerWithin) {

    SupportSettings {
        if (answerWithin.toHours() < 1 || !answerWithin.equals(Duration.ofHours(answerWithin.toHours()))) {
            throw new IllegalArgumentException("support.answer-within must be whole hours, one at least");
        }
    }
}
