package securitycenter.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.kagkarlsson.scheduler.Scheduler;
import jakarta.mail.internet.MimeMessage;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.IllegalTransactionStateException;
import org.springframework.transaction.support.TransactionTemplate;
import securitycenter.MailServerTest;

/** Against a real mail server, which is sometimes away. */
@MailServerTest
@ExtendWith(OutputCaptureExtension.class)
class MailTests {

    @Autowired
    Mail mail;

    @Autowired
    MailServerTest.Server server;

    @Autowired
    TransactionTemplate transaction;

    @Autowired
    Scheduler scheduler;

    @Autowired
    JdbcClient database;

    private final String ada = UUID.randomUUID() + "@contoso.example";
    private final String ben = UUID.randomUUID() + "@contoso.example";

    @Test
    void everybodyGetsAMailOfTheirOwnAfterTheCommit() throws Exception {
        transaction.executeWithoutResult(_ -> {
            mail.send(new Letter(List.of(ada, ben), "Één antwoord – 答え", "Regel 1\n.\nŁódź €\n"));
            assertThat(server.to(ada)).isEmpty();
        });
        var adas = server.await(1, ada).getFirst();
        var bens = server.await(1, ben).getFirst();
        assertThat(adas.getAllRecipients()).hasSize(1);
        assertThat(adas.getSubject()).isEqualTo("Één antwoord – 答え");
        assertThat(textOf(adas)).isEqualTo("Regel 1\n.\nŁódź €");
        assertThat(adas.getContentType()).isEqualTo("text/plain; charset=UTF-8");
        assertThat(adas.getFrom()[0]).hasToString("Security Center <no-reply@security.example>");
        assertThat(adas.getHeader("Auto-Submitted")).containsExactly("auto-generated");
        assertThat(adas.getMessageID()).endsWith("@security-center>").isNotEqualTo(bens.getMessageID());
        awaitNothingWaiting();
    }

    @Test
    void whatIsRolledBackIsNeverSent() throws Exception {
        transaction.executeWithoutResult(status -> {
            mail.send(new Letter(List.of(ada), "Never", "Never"));
            status.setRollbackOnly();
        });
        transaction.executeWithoutResult(_ -> mail.send(new Letter(List.of(ben), "After it", "After it")));
        server.await(1, ben);
        assertThat(server.to(ada)).isEmpty();
        awaitNothingWaiting();
    }

    @Test
    void aLetterBelongsToWhatElseHappens() {
        assertThatThrownBy(() -> mail.send(new Letter(List.of(ada), "Alone", "Alone")))
                .isInstanceOf(IllegalTransactionStateException.class);
    }

    @Test
    void aMailWaitsWhileTheServerIsDownAndIsSentWhenItIsBack(CapturedOutput log) throws Exception {
        server.goDown();
        try {
            transaction.executeWithoutResult(_ -> mail.send(new Letter(List.of(ada), "Secret subject", "Secret text")));
            awaitAttempt();
            assertThat(due())
                    .isBetween(Instant.now().plusSeconds(30), Instant.now().plusSeconds(60));
            assertThat(log).contains("waits until").doesNotContain("Secret", ada);
        } finally {
            server.comeUp();
        }
        doNow();
        assertThat(textOf(server.await(1, ada).getFirst())).isEqualTo("Secret text");
    }

    @Test
    void aMailThatIsADayOldIsGivenUp(CapturedOutput log) throws Exception {
        server.goDown();
        try {
            scheduler.schedule(MailJob.MAIL
                    .instance(UUID.randomUUID().toString())
                    .data(new Outgoing(
                            ada,
                            "Secret subject",
                            "Secret text",
                            null,
                            Instant.now().minus(Duration.ofDays(1)),
                            20))
                    .scheduledTo(Instant.now()));
            while (waiting() > 0) {
                Thread.sleep(20);
            }
        } finally {
            server.comeUp();
        }
        assertThat(log).contains("is given up").doesNotContain("Secret", ada);
    }

    @Test
    void pausesGrowUpToTwoHoursAndADayHasRoomForSome() {
        assertThat(IntStream.range(0, 9).mapToObj(MailJob::pauseAfter).map(Duration::toMinutes))
                .containsExactly(1L, 2L, 4L, 8L, 16L, 32L, 64L, 120L, 120L);
        assertThat(MailJob.pauseAfter(Integer.MAX_VALUE)).isEqualTo(Duration.ofHours(2));
    }

    @Test
    void noHeaderCanBeSmuggledIn() throws Exception {
        transaction.executeWithoutResult(
                _ -> mail.send(new Letter(List.of(ada), "Hello\r\nBcc: eve@evil.example\nX-Evil: 1", "Text")));
        var received = server.await(1, ada).getFirst();
        assertThat(received.getSubject()).isEqualTo("Hello Bcc: eve@evil.example X-Evil: 1");
        assertThat(received.getHeader("Bcc")).isNull();
        assertThat(received.getHeader("X-Evil")).isNull();
        assertThat(server.to("eve@evil.example")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "ada",
                "ada@contoso",
                "ada@contoso.example, eve@evil.example",
                "Ada <ada@contoso.example>",
                "ada@contoso.example\r\nBcc: eve@evil.example",
                "ada@contoso.example\n",
                "ada@@contoso.example",
                ".ada@contoso.example",
                "ada@contoso.example:25",
                "\"ada\"@contoso.example",
                "gus_partner.example#EXT#@contoso.example",
                "ada@[192.0.2.1]",
                "äda@contoso.example"
            })
    void whatIsNoPlainAddressGetsNoMail(String address) {
        assertThat(Mail.isAddress(address)).isFalse();
        assertThatThrownBy(() -> transaction.executeWithoutResult(
                        _ -> mail.send(new Letter(List.of(address), "Hello", "Hello"))))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void anAddressIsFoundOutQuickly() {
        assertThat(Mail.isAddress("a.b+c_d'e@a-1.contoso.example")).isTrue();
        assertThat(Mail.isAddress("a".repeat(200) + "@" + "a.".repeat(40) + "!"))
                .isFalse();
        assertThat(Mail.isAddress("a".repeat(320) + "@contoso.example")).isFalse();
    }

    @Test
    void aLinkBeginsWithThisSite() {
        assertThat(mail.linkTo("/help/requests/H-1042")).isEqualTo("https://security.example/help/requests/H-1042");
    }

    private void awaitAttempt() throws InterruptedException {
        while (database.sql("select count(*) from scheduled_tasks where task_name = 'mail' and picked = false"
                                + " and last_success is not null")
                        .query(Integer.class)
                        .single()
                == 0) {
            Thread.sleep(20);
        }
    }

    private Instant due() {
        return database.sql("select execution_time from scheduled_tasks where task_name = 'mail'")
                .query(OffsetDateTime.class)
                .single()
                .toInstant();
    }

    private void doNow() {
        database.sql("update scheduled_tasks set execution_time = ? where task_name = 'mail'")
                .param(OffsetDateTime.now())
                .update();
    }

    /** The task of a mail that has just arrived is taken off the table a moment later. */
    private void awaitNothingWaiting() throws InterruptedException {
        for (int tries = 0; tries < 100 && waiting() > 0; tries++) {
            Thread.sleep(100);
        }
        assertThat(waiting()).isZero();
    }

    private int waiting() {
        return database.sql("select count(*) from scheduled_tasks where task_name = 'mail'")
                .query(Integer.class)
                .single();
    }

    private static String textOf(MimeMessage message) throws Exception {
        return message.getContent().toString().replace("\r\n", "\n").replaceFirst("\n$", "");
    }
}
