package securitycenter.mail;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.kagkarlsson.scheduler.task.CompletionHandler.OnCompleteRemove;
import com.github.kagkarlsson.scheduler.task.ExecutionContext;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.mail.javamail.JavaMailSender;
import org.springframework.mail.javamail.JavaMailSenderImpl;

/** A mail server that takes the call and not the mail. */
@ExtendWith(OutputCaptureExtension.class)
class RefusedMailTests {

    @Test
    void wherePersonsAreUnknownNoMailIsTriedAgain(CapturedOutput log) throws IOException {
        assertThat(whatBecomesOfAMailAnsweredWith("550 5.1.1 <eve@contoso.example> is unknown"))
                .isInstanceOf(OnCompleteRemove.class);
        assertThat(log).contains("is given up", "550").doesNotContain("eve@", "Secret");
    }

    @Test
    void whatIsRefusedForNowIsTriedAgain(CapturedOutput log) throws IOException {
        assertThat(whatBecomesOfAMailAnsweredWith("450 4.2.0 <eve@contoso.example> try later"))
                .isNotInstanceOf(OnCompleteRemove.class);
        assertThat(log).contains("waits until", "450").doesNotContain("eve@", "Secret");
    }

    private static Object whatBecomesOfAMailAnsweredWith(String answer) throws IOException {
        try (var server = new ServerSocket(0)) {
            Thread.ofVirtual().start(() -> talk(server, answer));
            var sender = new JavaMailSenderImpl();
            sender.setHost("127.0.0.1");
            sender.setPort(server.getLocalPort());
            var beans = new DefaultListableBeanFactory();
            beans.registerSingleton("sender", sender);
            var mails = new MailJob()
                    .mails(
                            new MailServer(
                                    beans.getBeanProvider(JavaMailSender.class),
                                    new MailSettings("no-reply@security.example", null)),
                            Clock.systemUTC());
            var mail = new Outgoing("eve@contoso.example", "Secret", "Secret", null, Instant.now(), 0);
            var context = new ExecutionContext(null, null, null, null);
            return mails.execute(MailJob.MAIL.instance("1").data(mail).build(), context);
        }
    }

    private static void talk(ServerSocket server, String answer) {
        try (var caller = server.accept();
                var lines =
                        new BufferedReader(new InputStreamReader(caller.getInputStream(), StandardCharsets.US_ASCII))) {
            var out = caller.getOutputStream();
            out.write("220 ready\r\n".getBytes(StandardCharsets.US_ASCII));
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                var reply = line.startsWith("RCPT") ? answer : "250 fine";
                out.write((reply + "\r\n").getBytes(StandardCharsets.US_ASCII));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
