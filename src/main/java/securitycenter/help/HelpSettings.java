package securitycenter.help;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.context.properties.bind.Name;
import securitycenter.mail.Mail;

/**
 * What people may expect of us.
 *
 * @param answerWithin said after a request was sent; in the queue what waits longer is marked
 * @param teamAddress gets a mail for each new request; nobody does when absent
 */
@ConfigurationProperties("help")
record HelpSettings(
        @DefaultValue("24h") Duration answerWithin,
        @Name("notify") @Nullable String teamAddress) {

    HelpSettings {
        teamAddress = teamAddress == null || teamAddress.isBlank() ? null : teamAddress.strip();
        if (teamAddress != null && !Mail.isAddress(teamAddress)) {
            throw new IllegalArgumentException("help.notify is not a mail address");
        }
    }
}
