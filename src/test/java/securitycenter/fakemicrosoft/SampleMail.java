package securitycenter.fakemicrosoft;

import static securitycenter.fakemicrosoft.GraphJson.object;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A message on its way to one recipient.
 *
 * @param threats what it was judged to be, or nothing
 */
record SampleMail(String id, String sender, String recipient, String subject, Instant when, List<String> threats) {

    private static final String DETECTED = "{\"Phish\":[\"URL malicious reputation\"]}";

    /** @param attachments names of files */
    List<EventRow> delivered(Estate estate, List<String> links, List<String> attachments) {
        var inbox = domain(recipient).equals(estate.tenant().domain()) ? "Inbox/folder" : "On-premises/external";
        return rows(estate, "Delivered", inbox, links, attachments);
    }

    /** The recipient never sees it. */
    List<EventRow> blocked(Estate estate, List<String> links) {
        return rows(estate, "Blocked", "Quarantine", links, List.of());
    }

    private List<EventRow> rows(
            Estate estate, String action, String location, List<String> links, List<String> attachments) {
        var rows = new ArrayList<EventRow>();
        var message = message(estate, links, attachments)
                .with("DeliveryAction", action)
                .with("DeliveryLocation", location)
                .with("LatestDeliveryAction", action);
        rows.add(estate.elsewhere("EmailEvents", when, message));
        links.forEach(link -> rows.add(estate.elsewhere(
                "EmailUrlInfo",
                when,
                object().with("NetworkMessageId", id)
                        .with("Url", link)
                        .with("UrlDomain", link.replaceFirst("^https?://", "").replaceFirst("/.*", ""))
                        .with("UrlLocation", "Body"))));
        attachments.forEach(file -> rows.add(estate.elsewhere("EmailAttachmentInfo", when, attachment(file))));
        return rows;
    }

    private GraphJson message(Estate estate, List<String> links, List<String> attachments) {
        var own = estate.tenant().domain();
        var isOwn = domain(sender).equals(own);
        return object().with("NetworkMessageId", id)
                .with("InternetMessageId", "<" + id.substring(0, 8) + "@mail." + domain(sender) + ">")
                .with("SenderMailFromAddress", isOwn ? sender : "bounce@mail." + domain(sender))
                .with("SenderFromAddress", sender)
                .with(
                        "SenderDisplayName",
                        sender.substring(0, sender.indexOf('@')).replace('.', ' '))
                .with("SenderMailFromDomain", isOwn ? own : "mail." + domain(sender))
                .with("SenderFromDomain", domain(sender))
                .with("SenderIPv4", isOwn ? SampleEvidence.OFFICE : SampleEvidence.serverAddress(domain(sender)))
                .with("RecipientEmailAddress", recipient)
                .with("Subject", subject)
                .with("EmailClusterId", SampleEvidence.number(sender + subject, Integer.MAX_VALUE))
                .with("EmailDirection", direction(own))
                .with("ThreatTypes", String.join(", ", threats))
                .with("DetectionMethods", threats.isEmpty() ? "" : DETECTED)
                .with(
                        "AuthenticationDetails",
                        "{\"SPF\":\"pass\",\"DKIM\":\"pass\",\"DMARC\":\"pass\",\"CompAuth\":\"pass\"}")
                .with("AttachmentCount", attachments.size())
                .with("UrlCount", links.size())
                .with("EmailLanguage", "en")
                .with("ReportId", Mailboxes.reportId(id, recipient));
    }

    private String direction(String own) {
        if (!domain(sender).equals(own)) {
            return "Inbound";
        }
        return domain(recipient).equals(own) ? "Intra-org" : "Outbound";
    }

    private GraphJson attachment(String file) {
        var details = SampleEvidence.fileDetails(file, "", null);
        return object().with("NetworkMessageId", id)
                .with("SenderFromAddress", sender)
                .with("RecipientEmailAddress", recipient)
                .with("FileName", file)
                .with("FileType", file.substring(file.lastIndexOf('.') + 1))
                .with("SHA256", details.get("sha256"))
                .with("FileSize", details.get("fileSize"));
    }

    /** Taken out of the mailbox, once it was known for what it is. */
    EventRow purged(Estate estate, Instant later) {
        return estate.elsewhere(
                "EmailPostDeliveryEvents",
                later,
                object().with("NetworkMessageId", id)
                        .with("InternetMessageId", "<" + id.substring(0, 8) + "@mail." + domain(sender) + ">")
                        .with("Action", "Moved to quarantine")
                        .with("ActionType", "Phish ZAP")
                        .with("ActionTrigger", "SpecialAction")
                        .with("ActionResult", "Success")
                        .with("RecipientEmailAddress", recipient)
                        .with("DeliveryLocation", "Quarantine")
                        .with("ThreatTypes", "Phish")
                        .with("DetectionMethods", DETECTED));
    }

    private static String domain(String address) {
        return address.substring(address.indexOf('@') + 1);
    }
}
