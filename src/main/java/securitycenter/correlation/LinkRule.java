package securitycenter.correlation;

import java.util.Optional;

/** Why alerts belong together, the strongest reason first. Source: the table of our correlator, facts of incidents. */
public enum LinkRule {
    SAME_INVESTIGATION("repeatedAlertOccurrence"),
    SAME_ARTIFACT("similarArtifacts"),
    SAME_INDICATOR("sharedIndicators"),
    MAIL_THEN_ACTIVITY("eventSequence"),
    SAME_ASSET("sameAsset,temporalProximity");

    private final String reasons;

    LinkRule(String reasons) {
        this.reasons = reasons;
    }

    /** In Graph's words for {@code correlationReason}, with commas between. */
    public String reasons() {
        return reasons;
    }

    /** The rule by which two alerts that both name such an entity are linked. */
    static Optional<LinkRule> ofSame(EntityKind kind) {
        return switch (kind) {
            case INVESTIGATION -> Optional.of(SAME_INVESTIGATION);
            case FILE, PROCESS, SENDER_SUBJECT -> Optional.of(SAME_ARTIFACT);
            case MESSAGE, URL, IP -> Optional.of(SAME_INDICATOR);
            case DEVICE_ID, DEVICE_ENTRA_ID, DEVICE_NAME, ACCOUNT_ID, ACCOUNT_SID, ACCOUNT_NAME, MAILBOX ->
                Optional.of(SAME_ASSET);
            case RECIPIENT, ACTIVE_ACCOUNT, DEVICE_GROUP, OTHER -> Optional.empty();
        };
    }
}
