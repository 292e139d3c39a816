package securitycenter.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.kagkarlsson.scheduler.Scheduler;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.mail.javamail.JavaMailSender;
import org.springframework.mail.javamail.JavaMailSenderImpl;

class WithoutMailServerTests {

    @Test
    void noServerAndAServerWithoutANameAreNone() {
        assertThat(serverNamed(null, null).isConfigured()).isFalse();
        assertThat(serverNamed(" ", null).isConfigured()).isFalse();
    }

    @Test
    void aServerNeedsASenderAndTheApplicationSaysSoAtTheStart() {
        assertThat(serverNamed("smtp.example", "no-reply@security.example").isConfigured())
                .isTrue();
        assertThatThrownBy(() -> serverNamed("smtp.example", "")).hasMessageContaining("mail.from");
    }

    @Test
    void withoutAnAddressOfThisSiteMailsNameThePath() {
        var scheduler = new DefaultListableBeanFactory().getBeanProvider(Scheduler.class);
        var mail = new Mail(serverNamed(null, null), new MailSettings(null, null), scheduler, Clock.systemUTC());
        assertThat(mail.linkTo("/help")).isEqualTo("/help");
    }

    private static MailServer serverNamed(@Nullable String host, @Nullable String from) {
        var beans = new DefaultListableBeanFactory();
        if (host != null) {
            var sender = new JavaMailSenderImpl();
            sender.setHost(host);
            beans.registerSingleton("sender", sender);
        }
        return new MailServer(beans.getBeanProvider(JavaMailSender.class), new MailSettings(from, null));
    }
}
