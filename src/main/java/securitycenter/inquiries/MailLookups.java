package securitycenter.inquiries;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import securitycenter.alerts.FileDetails;
import securitycenter.alerts.RemediationStatus;
import securitycenter.investigations.Assets.Named;
import securitycenter.investigations.Entity;
import securitycenter.investigations.EntityKind;
import securitycenter.investigations.Found;
import securitycenter.investigations.Linked;
import securitycenter.kql.KqlLiteral;

/** What is asked of the events of mail, and how its answers are read. */
final class MailLookups {

    private static final String MAIL =
            "NetworkMessageId, RecipientEmailAddress, SenderFromAddress, Subject, EmailClusterId, ReportId, DeliveryAction, Location = iff(isempty(LatestDeliveryLocation), DeliveryLocation, LatestDeliveryLocation)";

    private MailLookups() {}

    /** The very messages, and others of the same sender with the same subject. */
    static Optional<String> messages(Seeds seeds) {
        var alike = seeds.of(EntityKind.MESSAGE)
                .filter(mail -> mail.details().containsKey(Found.SENDER)
                        && mail.details().containsKey(Found.SUBJECT))
                .map(mail -> "(SenderFromAddress =~ "
                        + KqlLiteral.text(Objects.requireNonNull(mail.details().get(Found.SENDER))) + " and Subject == "
                        + KqlLiteral.text(Objects.requireNonNull(mail.details().get(Found.SUBJECT))) + ")")
                .distinct()
                .limit(20)
                .toList();
        return Lookup.where(
                "EmailEvents",
                Optional.of(seeds.near()),
                Seeds.or(
                        Seeds.among("NetworkMessageId", seeds.messageIds()),
                        alike.isEmpty() ? Optional.empty() : Optional.of(String.join(" or ", alike))),
                MAIL);
    }

    /** Microsoft’s fingerprint of what a mail says. */
    static Optional<String> sameCluster(Seeds seeds) {
        var clusters = seeds.of(EntityKind.MESSAGE)
                .map(mail -> mail.details().get(Found.CLUSTER))
                .filter(Objects::nonNull)
                .map(Long::valueOf)
                .filter(cluster -> cluster != 0)
                .distinct()
                .map(String::valueOf)
                .toList();
        return Lookup.where(
                "EmailEvents",
                Optional.of(seeds.near()),
                clusters.isEmpty()
                        ? Optional.empty()
                        : Optional.of("EmailClusterId in (" + String.join(", ", clusters) + ")"),
                MAIL);
    }

    static Findings message(Seeds seeds, Row row) {
        var id = row.text("NetworkMessageId");
        var recipient = row.text("RecipientEmailAddress");
        var place = Subject.mailbox(recipient).orElse(null);
        if (id.isEmpty() || place == null) {
            return Findings.NOTHING;
        }
        var mail = Taking.message(id, recipient, row.text("Subject"), place)
                .with(Found.SENDER, row.text("SenderFromAddress"))
                .with(Found.CLUSTER, row.text("EmailClusterId"))
                .with(Found.LOCATION, row.text("Location"))
                .there(Found.REPORT, row.text("ReportId"));
        mail = mail.tied(EntityKind.URL, row.text("Url"), Linked.CONTAINS)
                .tied(EntityKind.FILE, Taking.lower(row.text("SHA256")), Linked.CONTAINS);
        return Findings.of(isAway(row) ? mail.dealtWith(RemediationStatus.BLOCKED) : mail);
    }

    /** It is where its recipient does not come to it. */
    private static boolean isAway(Row row) {
        return row.text("DeliveryAction").equals("Blocked")
                || List.of("Quarantine", "Failed", "Dropped").contains(row.text("Location"));
    }

    static Optional<String> links(Seeds seeds) {
        return Seeds.among("NetworkMessageId", seeds.messageIds())
                .map(among ->
                        "EmailUrlInfo | where " + seeds.near() + " and " + among + " | distinct NetworkMessageId, Url");
    }

    static Findings link(Seeds seeds, Row row) {
        var url = row.text("Url");
        return url.isEmpty() ? Findings.NOTHING : containing(seeds, row, Found.of(EntityKind.URL, url, url, null, ""));
    }

    static Optional<String> attachments(Seeds seeds) {
        return Seeds.among("NetworkMessageId", seeds.messageIds())
                .map(among -> "EmailAttachmentInfo | where " + seeds.near() + " and " + among
                        + " and isnotempty(SHA256) | distinct NetworkMessageId, FileName, SHA256");
    }

    static Findings attachment(Seeds seeds, Row row) {
        var details = new FileDetails(row.said("FileName"), null, null, row.said("SHA256"), null, null);
        return Taking.file(details, null)
                .map(file -> containing(seeds, row, file))
                .orElse(Findings.NOTHING);
    }

    private static Findings containing(Seeds seeds, Row row, Found content) {
        var told = Findings.of(content);
        var id = row.text("NetworkMessageId");
        for (var mail : seeds.of(EntityKind.MESSAGE).toList()) {
            if (id.equalsIgnoreCase(mail.details().get(Found.MESSAGE_ID))) {
                var place = Subject.mailbox(mail.details().get(Found.RECIPIENT)).orElse(null);
                told = told.and(Findings.of(Found.of(EntityKind.MESSAGE, mail.key(), mail.name(), place, "")
                        .tied(content.kind(), content.key(), Linked.CONTAINS)));
            }
        }
        return told;
    }

    static Optional<String> clicks(Seeds seeds) {
        return Lookup.where(
                "UrlClickEvents",
                Optional.of(seeds.near()),
                Seeds.or(
                        Seeds.among("Url", seeds.values(EntityKind.URL, Entity::name)),
                        Seeds.among("NetworkMessageId", seeds.messageIds())),
                "Url, AccountUpn");
    }

    static Findings click(Seeds seeds, Row row) {
        return Subject.person(row.text("AccountUpn"))
                .map(person -> new Findings(List.of(), List.of(new Named(person, List.of()))))
                .orElse(Findings.NOTHING);
    }

    static Optional<String> sameLink(Seeds seeds) {
        return Seeds.among("Url", seeds.bad(EntityKind.URL).map(Entity::name).toList())
                .map(among -> "EmailUrlInfo | where " + among
                        + " | distinct NetworkMessageId, Url | join kind=inner (EmailEvents) on NetworkMessageId | project Url, "
                        + MAIL);
    }

    static Optional<String> sameAttachment(Seeds seeds) {
        return Seeds.among("SHA256", Seeds.details(seeds.bad(EntityKind.FILE).toList(), Found.SHA256))
                .map(among -> "EmailAttachmentInfo | where " + among
                        + " | distinct NetworkMessageId, SHA256 | join kind=inner (EmailEvents) on NetworkMessageId | project SHA256, "
                        + MAIL);
    }
}
