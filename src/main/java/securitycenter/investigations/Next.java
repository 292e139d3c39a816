package securitycenter.investigations;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.modulith.NamedInterface;
import securitycenter.alerts.InvestigationState;
import securitycenter.response.Decider;

/** What changes with a step. */
@NamedInterface("tables")
public final class Next {

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

    public Next(Investigation before, Instant now) {
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

    public Next state(InvestigationState next) {
        state = next;
        return this;
    }

    /** It goes on with that at once. */
    public Next to(Stage next, int nextPart) {
        stage = next;
        part = nextPart;
        nextAt = now;
        state = InvestigationState.RUNNING;
        return this;
    }

    public Next during(Instant first, Instant last) {
        firstAt = first.isBefore(firstAt) ? first : firstAt;
        lastAt = last.isAfter(lastAt) ? last : lastAt;
        return this;
    }

    public Next at(@Nullable Instant next) {
        nextAt = next;
        return this;
    }

    public Next incomplete() {
        incomplete = true;
        return this;
    }

    public Next widening(Widening next, @Nullable Instant until) {
        widening = next;
        wideningUntil = until;
        return this;
    }

    public Next ended() {
        endedAt = endedAt == null ? now : endedAt;
        nextAt = null;
        return this;
    }

    public Next open() {
        endedAt = null;
        return this;
    }

    public Next cancelled(Decider who, String reason) {
        cancelledBy = who;
        cancelReason = reason;
        return this;
    }

    public Next failed() {
        failures = before.failures() + 1;
        return this;
    }

    public Investigation build() {
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
