package securitycenter.investigations;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import securitycenter.alerts.InvestigationState;
import securitycenter.alerts.ServiceSource;
import securitycenter.alerts.Severity;
import securitycenter.investigations.Asset.Place;
import securitycenter.response.Decider;

/**
 * An automated examination that starts from an alert.
 *
 * @param number counts in each tenant
 * @param stage what it does, or does next
 * @param part of the stage, counted from zero
 * @param about the device, mailbox or person that its first alert is about
 * @param begun by which alert
 * @param firstAt when what it examines happened, until {@code lastAt}
 * @param waitsSince since when it waits for a person; null while it does not
 * @param waited for people, before that
 * @param nextAt when it goes on; null where something else must happen first
 * @param incomplete some of its questions have no answer
 * @param wideningUntil until when somebody can decide about that; null where nobody has to
 * @param cancelledBy null where nobody ended it
 * @param cancelReason why they did
 * @param failures one after the other
 * @param version changes with each step; whoever decides says which they saw
 */
public record Investigation(
        long number,
        Field field,
        InvestigationState state,
        Stage stage,
        int part,
        Place about,
        Trigger begun,
        Instant firstAt,
        Instant lastAt,
        Instant startedAt,
        @Nullable Instant endedAt,
        @Nullable Instant waitsSince,
        Duration waited,
        @Nullable Instant nextAt,
        boolean incomplete,
        Widening widening,
        @Nullable Instant wideningUntil,
        @Nullable Decider cancelledBy,
        @Nullable String cancelReason,
        int failures,
        int version) {

    /**
     * An alert as it was when the investigation began.
     *
     * @param alert its number here
     * @param id what its service calls it
     */
    public record Trigger(
            long alert,
            String id,
            String title,
            Severity severity,
            @Nullable String category,
            ServiceSource source,
            long incident) {}

    public boolean isOpen() {
        return endedAt == null;
    }

    public Duration waitedUntil(Instant now) {
        return waitsSince == null ? waited : waited.plus(Duration.between(waitsSince, now));
    }

    /** The same for all that would be one investigation. */
    static String openKey(Field field, Place about) {
        return field + "\n" + about.kind() + "\n" + about.key();
    }
}
