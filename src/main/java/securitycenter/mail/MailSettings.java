package securitycenter.mail;

import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * What our mails say of us. The mail server itself is named by Spring's {@code spring.mail}.
 *
 * @param from the sender, for example {@code Security Center <no-reply@security.example>}; needed with a mail server
 * @param addressOfThisSite for example {@code https://security.example}; without it mails name the path only
 */
@ConfigurationProperties("mail")
record MailSettings(@Nullable String from, @Nullable URI addressOfThisSite) {}
