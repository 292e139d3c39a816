package securitycenter.inquiries;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.stream.Stream;
import securitycenter.alerts.Alert;
import securitycenter.alerts.AlertStatus;
import securitycenter.alerts.Evidence;
import securitycenter.alerts.EvidenceKind;
import securitycenter.investigations.Field;

/** Whether an alert starts an investigation. */
final class StartRule {

    enum Outcome {
        START,
        /** It is not known yet. */
        WAIT,
        LEAVE
    }

    /** Whose investigation it would be. */
    private enum Microsofts {
        NONE,
        PERHAPS,
        ITS_OWN
    }

    private StartRule() {}

    /** @param seen when it came to us */
    static Outcome of(Alert alert, Instant seen, Instant now, InvestigationSettings settings) {
        if (Field.of(alert.source()).isEmpty()
                || alert.status() == AlertStatus.RESOLVED
                || alert.lastActivity().isBefore(seen.minus(settings.startWithin()))) {
            return Outcome.LEAVE;
        }
        var known = Duration.between(seen, now);
        return switch (microsofts(alert)) {
            case ITS_OWN -> Outcome.LEAVE;
            case PERHAPS ->
                known.compareTo(settings.waitForMicrosoft()) < 0 ? Outcome.WAIT : byEvidence(alert, known, settings);
            case NONE -> byEvidence(alert, known, settings);
        };
    }

    private static Outcome byEvidence(Alert alert, Duration known, InvestigationSettings settings) {
        if (Subject.of(alert).isPresent()) {
            return Outcome.START;
        }
        return known.compareTo(settings.waitForEvidence()) < 0 ? Outcome.WAIT : Outcome.LEAVE;
    }

    /** What Microsoft has examined or examines is not examined twice; what it could not or would not is. */
    private static Microsofts microsofts(Alert alert) {
        return switch (alert.investigationState()) {
            case UNSUPPORTED_ALERT_TYPE, FAILED, INNER_FAILURE -> Microsofts.NONE;
            case UNKNOWN -> Microsofts.PERHAPS;
            case QUEUED,
                    RUNNING,
                    PENDING_APPROVAL,
                    PENDING_RESOURCE,
                    BENIGN,
                    SUCCESSFULLY_REMEDIATED,
                    PARTIALLY_REMEDIATED,
                    PARTIALLY_INVESTIGATED,
                    TERMINATED,
                    TERMINATED_BY_USER,
                    TERMINATED_BY_SYSTEM,
                    PREEXISTING_ALERT,
                    UNSUPPORTED_OS,
                    SUPPRESSED_ALERT -> Microsofts.ITS_OWN;
        };
    }

    /** Mail or a link of one: without either there is nothing to look at. */
    static boolean namesMail(Alert alert) {
        return alert.evidence(Evidence.class).stream()
                .map(Evidence::kind)
                .filter(Objects::nonNull)
                .anyMatch(kind -> Stream.of(
                                EvidenceKind.MESSAGE,
                                EvidenceKind.MAILBOX,
                                EvidenceKind.URL,
                                EvidenceKind.MAIL_CLUSTER,
                                EvidenceKind.SUBMISSION)
                        .anyMatch(kind::equals));
    }
}
