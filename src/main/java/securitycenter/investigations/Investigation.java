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

    Next next(Instant now) {
        return new Next(this, now);
    }

    /** What changes with a step. */
    static final class Next {

        private final Investigation before;
        private final Instant now;
        private InvestigationState state;
        private Stage stage;
        private int part;
        private Instant firstAt;
        private Instant lastAt;
        private @Nullable Instant endedAt;
        private @Nullable Instant nextAt;
        private boolean incomplete;
        private Widening widening;
        private @Nullable Instant wideningUntil;
        private @Nullable Decider cancelledBy;
        private @Nullable String cancelReason;
        private int failures;

        private Next(Investigation before, Instant now) {
            this.before = before;
            this.now = now;
            state = before.state();
            stage = before.stage();
            part = before.part();
            firstAt = before.firstAt();
            lastAt = before.lastAt();
            endedAt = before.endedAt();
            nextAt = before.nextAt();
            incomplete = before.incomplete();
            widening = before.widening();
            wideningUntil = before.wideningUntil();
            cancelledBy = before.cancelledBy();
            cancelReason = before.cancelReason();
        }

        Next state(InvestigationState next) {
            state = next;
            return this;
        }

        /** It goes on with that at once. */
        Next to(Stage next, int nextPart) {
            stage = next;
            part = nextPart;
            nextAt = now;
            state = InvestigationState.RUNNING;
            return this;
        }

        Next during(Instant first, Instant last) {
            firstAt = first.isBefore(firstAt) ? first : firstAt;
            lastAt = last.isAfter(lastAt) ? last : lastAt;
            return this;
        }

        Next at(@Nullable Instant next) {
            nextAt = next;
            return this;
        }

        Next incomplete() {
            incomplete = true;
            return this;
        }

        Next widening(Widening next, @Nullable Instant until) {
            widening = next;
            wideningUntil = until;
            return this;
        }

        Next ended() {
            endedAt = endedAt == null ? now : endedAt;
            nextAt = null;
            return this;
        }

        Next open() {
            endedAt = null;
            return this;
        }

        Next cancelled(Decider who, String reason) {
            cancelledBy = who;
            cancelReason = reason;
            return this;
        }

        Next failed() {
            failures = before.failures() + 1;
            return this;
        }

        Investigation build() {
            var waits = state == InvestigationState.PENDING_APPROVAL;
            return new Investigation(
                    before.number(),
                    before.field(),
                    state,
                    stage,
                    part,
                    before.about(),
                    before.begun(),
                    firstAt,
                    lastAt,
                    before.startedAt(),
                    endedAt,
                    waits ? before.waitsSince() == null ? now : before.waitsSince() : null,
                    waits ? before.waited() : before.waitedUntil(now),
                    nextAt,
                    incomplete,
                    widening,
                    wideningUntil,
                    cancelledBy,
                    cancelReason,
                    failures,
                    before.version() + 1);
        }
    }
}
