package securitycenter.remedies;

import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import securitycenter.homes.TenantHome;
import securitycenter.hunts.Asker;
import securitycenter.hunts.Hunts;
import securitycenter.hunts.Outcome.Answer;
import securitycenter.hunts.Outcome.Reason;
import securitycenter.hunts.Outcome.Rejected;
import securitycenter.hunts.Outcome.Stopped;
import securitycenter.hunts.Question;
import securitycenter.kql.KqlLiteral;

/**
 * Looks mails up in the tenant’s events. What a mail is known by in one mailbox stands there alone: the report of a click or of
 * an attachment is another one, and alerts name none.
 */
@Component
public class MailLookup {

    private static final Logger log = LoggerFactory.getLogger(MailLookup.class);

    /** Microsoft’s are of 36 characters. */
    private static final int LONGEST_ID = 100;

    private static final int MOST = 1_000;

    public sealed interface Answered {

        /** In the same order. What is not in the events lacks its report. */
        record Found(List<Known> mails) implements Answered {}

        /** There is no answer now. */
        record Unknown(Stopped why) implements Answered {}
    }

    private final Hunts hunts;
    private final Clock clock;

    MailLookup(Hunts hunts, Clock clock) {
        this.hunts = hunts;
        this.clock = clock;
    }

    private record Mail(String id, String recipient, String report, String subject) {

        boolean is(Known known) {
            return id.equalsIgnoreCase(known.text(Fact.MESSAGE))
                    && (known.has(Fact.RECIPIENT)
                            ? recipient.equalsIgnoreCase(known.text(Fact.RECIPIENT))
                            : report.equals(known.text(Fact.REPORT)));
        }
    }

    /** Not within a transaction. */
    public Answered find(TenantHome home, Asker asker, List<Known> mails) {
        var ids = mails.stream()
                .map(mail -> mail.text(Fact.MESSAGE))
                .filter(id -> !id.isEmpty() && id.length() <= LONGEST_ID)
                .distinct()
                .limit(MOST)
                .toList();
        if (ids.isEmpty()) {
            return new Answered.Found(mails);
        }
        var now = clock.instant();
        var text = "EmailEvents | where NetworkMessageId in~ " + KqlLiteral.texts(ids)
                + " | project NetworkMessageId, RecipientEmailAddress, ReportId, Subject";
        return switch (hunts.ask(home, asker, new Question(text, now.minus(hunts.lookBack()), now))) {
            case Answer answer -> {
                var found = found(answer);
                yield new Answered.Found(
                        mails.stream().map(mail -> completed(mail, found)).toList());
            }
            case Stopped stopped -> new Answered.Unknown(stopped);
            case Rejected(var problems) -> {
                log.error("Our own question about mails is not understood: {}", problems);
                yield new Answered.Unknown(new Stopped(Reason.FAILED, null));
            }
        };
    }

    private static Map<String, List<Mail>> found(Answer answer) {
        return answer.rows().stream()
                .map(row -> new Mail(text(row, 0), text(row, 1), text(row, 2), text(row, 3)))
                .collect(Collectors.groupingBy(mail -> mail.id().toLowerCase(Locale.ROOT)));
    }

    private static String text(List<@Nullable Object> row, int place) {
        return Objects.toString(row.get(place), "");
    }

    private static Known completed(Known known, Map<String, List<Mail>> found) {
        return found.getOrDefault(known.lower(Fact.MESSAGE), List.of()).stream()
                .filter(mail -> mail.is(known))
                .findFirst()
                .map(mail -> known.with(Fact.RECIPIENT, mail.recipient())
                        .with(Fact.REPORT, mail.report())
                        .with(Fact.SUBJECT, mail.subject()))
                .orElseGet(() -> known.without(Fact.REPORT));
    }
}
