package securitycenter;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.DynamicPropertyRegistrar;

/** The whole application as {@link ApplicationTest} has it, with a mail server. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {
            "entra.client-id=test",
            "entra.client-secret=test",
            "entra.operator-tenant=" + ApplicationTest.OPERATOR,
            "management.server.port=0",
            "data-folder=${test-data:target/test-data}/mail",
            "spring.mail.host=127.0.0.1",
            "mail.from=Security Center <no-reply@security.example>",
            "mail.address-of-this-site=https://security.example/",
            "help.notify=team@security.example"
        })
@Import({PretendMicrosoft.class, Visitors.class, MailServerTest.WithMail.class})
public @interface MailServerTest {

    /** A real one, which can be taken down and comes up again at the same port. */
    class Server {

        private static final Duration PATIENCE = Duration.ofSeconds(20);

        private final int port;
        private GreenMail mail;

        Server() {
            try (var free = new ServerSocket(0)) {
                this.port = free.getLocalPort();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            comeUp();
        }

        public synchronized void comeUp() {
            mail = new GreenMail(new ServerSetup(port, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
            mail.start();
        }

        public synchronized void goDown() {
            mail.stop();
        }

        int port() {
            return port;
        }

        public synchronized List<MimeMessage> to(String address) {
            return Stream.of(mail.getReceivedMessages())
                    .filter(message -> isTo(address, message))
                    .toList();
        }

        /** Waits until so many have come for the address. */
        public List<MimeMessage> await(int count, String address) throws InterruptedException {
            var end = Instant.now().plus(PATIENCE);
            while (to(address).size() < count) {
                if (Instant.now().isAfter(end)) {
                    throw new AssertionError(
                            "%d of %d mails came to %s".formatted(to(address).size(), count, address));
                }
                Thread.sleep(20);
            }
            return to(address);
        }

        /** Waits for a mail with a subject that begins so. */
        public MimeMessage await(String address, String subject) throws InterruptedException, MessagingException {
            for (var count = 1; ; count++) {
                for (var message : await(count, address)) {
                    if (message.getSubject().startsWith(subject)) {
                        return message;
                    }
                }
            }
        }

        private static boolean isTo(String address, MimeMessage message) {
            try {
                return Stream.of(message.getRecipients(RecipientType.TO))
                        .anyMatch(recipient -> recipient.toString().equals(address));
            } catch (MessagingException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    @TestConfiguration(proxyBeanMethods = false)
    class WithMail {

        @Bean(destroyMethod = "goDown")
        static Server smtp() {
            return new Server();
        }

        @Bean
        static DynamicPropertyRegistrar portOfTheMailServer(Server server) {
            return properties -> properties.add("spring.mail.port", server::port);
        }
    }
}
