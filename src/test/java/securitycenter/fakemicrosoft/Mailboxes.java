package securitycenter.fakemicrosoft;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Where the messages of a tenant are, as far as somebody moved or deleted them. */
public final class Mailboxes {

    public enum Place {
        INBOX,
        JUNK,
        DELETED_ITEMS,
        RECOVERABLE_ITEMS,

        /** Not to be had back. */
        NOWHERE
    }

    /** @param messages the report ids, as in EmailEvents */
    public record Remediation(
            String id, String name, String action, Optional<String> approver, List<String> messages) {}

    private static final Map<String, Place> PLACES = Map.of(
            "moveToInbox", Place.INBOX,
            "moveToJunk", Place.JUNK,
            "moveToDeletedItems", Place.DELETED_ITEMS,
            "softDelete", Place.RECOVERABLE_ITEMS,
            "hardDelete", Place.NOWHERE);

    private final Map<String, Place> places = new HashMap<>();
    private final List<Remediation> remediations = new ArrayList<>();

    /** What EmailEvents has for one recipient's copy of a message. */
    public static String reportId(String networkMessageId, String recipient) {
        return networkMessageId + "-" + SampleEvidence.number(recipient, Integer.MAX_VALUE) + "-1";
    }

    /** In the inbox, unless it was moved. */
    public synchronized Place placeOf(String reportId) {
        return places.getOrDefault(reportId, Place.INBOX);
    }

    /** The oldest first. */
    public synchronized List<Remediation> remediations() {
        return List.copyOf(remediations);
    }

    static boolean knows(String action) {
        return PLACES.containsKey(action);
    }

    synchronized Remediation remediate(String name, String action, Optional<String> approver, List<String> messages) {
        var remediation = new Remediation(UUID.randomUUID().toString(), name, action, approver, messages);
        remediations.add(remediation);
        for (var message : messages) {
            if (placeOf(message) != Place.NOWHERE) {
                places.put(message, PLACES.getOrDefault(action, Place.INBOX));
            }
        }
        return remediation;
    }
}
