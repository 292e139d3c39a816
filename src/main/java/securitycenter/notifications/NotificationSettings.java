package securitycenter.notifications;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What the operator allows.
 *
 * @param interval how long after each look for news the next one begins
 * @param mailsInAnHour those of one tenant, as all share the mail server and its good name
 * @param allowPrivateTargets webhooks may go to addresses inside of the operator's own network
 * @param allowPlainHttp webhooks may go to targets without TLS
 */
@ConfigurationProperties("notifications")
record NotificationSettings(
        @DefaultValue("30s") Duration interval,
        @DefaultValue("500") int mailsInAnHour,
        @DefaultValue("false") boolean allowPrivateTargets,
        @DefaultValue("false") boolean allowPlainHttp) {

    NotificationSettings {
        if (mailsInAnHour < 1) {
            throw new IllegalArgumentException("notifications.mails-in-an-hour must be at least 1");
        }
    }
}
