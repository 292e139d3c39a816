package securitycenter.mail;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMultipart;
import java.nio.charset.StandardCharsets;
import java.util.Date;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.mail.MailException;
import org.springframework.mail.MailSendException;
import org.springframework.mail.javamail.JavaMailSender;
import org.springframework.mail.javamail.JavaMailSenderImpl;
import org.springframework.mail.javamail.MimeMessageHelper;
import org.springframework.stereotype.Component;

/** The mail server of this installation, if it has one. */
@Component
class MailServer {

    private final @Nullable JavaMailSender server;
    private final @Nullable String from;

    MailServer(ObjectProvider<JavaMailSender> server, MailSettings settings) {
        this.server = server.stream().filter(MailServer::isNamed).findFirst().orElse(null);
        this.from = settings.from();
        if (this.server != null && (from == null || from.isBlank())) {
            throw new IllegalStateException(
                    "spring.mail.host names a mail server, but mail.from does not say who sends (MAIL_FROM)");
        }
    }

    /** A variable that is set to nothing is as good as none. */
    private static boolean isNamed(JavaMailSender server) {
        return !(server instanceof JavaMailSenderImpl named)
                || (named.getHost() != null && !named.getHost().isBlank());
    }

    boolean isConfigured() {
        return server != null;
    }

    /** @param id by which the receiving side knows a mail that comes a second time */
    Handover handOver(String id, Outgoing mail) {
        try {
            send(id, mail);
            return new Handover.Taken();
        } catch (MailException failure) {
            return Handover.of(failure);
        }
    }

    private void send(String id, Outgoing mail) throws MailException {
        if (server == null || from == null) {
            throw new MailSendException("There is no mail server any more");
        }
        var sender = from;
        server.send(message -> {
            var filled = new MimeMessageHelper(message, StandardCharsets.UTF_8.name());
            filled.setValidateAddresses(true);
            filled.setFrom(new InternetAddress(sender, true));
            filled.setTo(new InternetAddress(mail.to(), true));
            filled.setSubject(mail.subject());
            if (mail.html() == null) {
                filled.setText(mail.text());
            } else {
                message.setContent(alternatives(mail.text(), mail.html()));
            }
            filled.setSentDate(Date.from(mail.since()));
            message.setHeader("Message-ID", "<" + id + "@security-center>");
            // Asks those who are away not to answer a machine.
            message.setHeader("Auto-Submitted", "auto-generated");
        });
    }

    /** The last one is what a program should rather show. */
    private static MimeMultipart alternatives(String text, String html) throws MessagingException {
        var plain = new MimeBodyPart();
        plain.setText(text, StandardCharsets.UTF_8.name());
        var page = new MimeBodyPart();
        page.setText(html, StandardCharsets.UTF_8.name(), "html");
        return new MimeMultipart("alternative", plain, page);
    }
}
