package securitycenter.fakemicrosoft;

import static securitycenter.fakemicrosoft.SampleEvidence.cloudApplication;
import static securitycenter.fakemicrosoft.SampleEvidence.device;
import static securitycenter.fakemicrosoft.SampleEvidence.file;
import static securitycenter.fakemicrosoft.SampleEvidence.ip;
import static securitycenter.fakemicrosoft.SampleEvidence.mailbox;
import static securitycenter.fakemicrosoft.SampleEvidence.submission;
import static securitycenter.fakemicrosoft.SampleEvidence.user;

import java.time.Duration;
import java.time.Instant;
import java.util.Random;

/** What happens in any company on any day. */
final class Background {

    private static final int DAYS = 30;
    private static final int A_DAY = 4;
    private static final Duration BETWEEN = Duration.ofDays(1).dividedBy(A_DAY);

    private final StoryCast cast;
    private final Random random;

    Background(StoryCast cast, Random random) {
        this.cast = cast;
        this.random = random;
    }

    void tell(Telling telling, Instant start) {
        var when = start;
        for (var number = 0; number < DAYS * A_DAY; number++) {
            var later = Duration.ofSeconds(random.nextLong(BETWEEN.toSeconds()));
            telling.tell(next(number), when.plus(later));
            when = when.plus(BETWEEN);
        }
    }

    private SampleAlert next(int number) {
        var person = cast.bystander(random);
        var computer = cast.computerOf(person);
        return switch (number % A_DAY) {
            case 0 -> reportedMail(person, number);
            case 1 -> unwantedApplication(person, computer);
            case 2 -> unusualSignIn(person);
            default -> scan(computer);
        };
    }

    static SampleAlert reportedMail(String person, long number) {
        return SampleAlert.office365("A person reported a message as phishing")
                .severity("informational")
                .category("InitialAccess")
                .techniques("T1566")
                .evidence(
                        submission(person, "offer@sale-%d.example".formatted(number), "Last chance " + number),
                        mailbox(person));
    }

    static SampleAlert unwantedApplication(String person, String computer) {
        return SampleAlert.endpoint("A potentially unwanted application was blocked")
                .severity("low")
                .category("UnwantedSoftware")
                .investigation("successfullyRemediated")
                .evidence(
                        device(computer, person),
                        file("couponbar_setup_" + computer + ".exe", StoryCast.profile(person) + "\\Downloads")
                                .on(computer)
                                .verdict("suspicious")
                                .remediation("prevented"));
    }

    private static SampleAlert unusualSignIn(String person) {
        return SampleAlert.cloudApps("Sign-in from an unusual place")
                .severity("low")
                .category("InitialAccess")
                .techniques("T1078.004")
                .evidence(
                        user(person),
                        ip("198.51.100." + (100 + Math.floorMod(person.hashCode(), 100)), "PT")
                                .role("source"),
                        cloudApplication("Microsoft Exchange Online", 20_893));
    }

    private static SampleAlert scan(String computer) {
        return SampleAlert.identity("Accounts of the directory were listed")
                .description("A scanner, or somebody who looks around: one computer listed many accounts.")
                .severity("low")
                .category("Discovery")
                .techniques("T1087.002")
                .evidence(device(computer).role("source"));
    }
}
