package securitycenter.support;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import securitycenter.homes.DataCenter;

/**
 * A staff action as pages show it, to the tenant as well as to staff.
 *
 * @param until how long it waits for an answer; null when it does not wait
 * @param run null where there was nothing to run
 * @param bulk of which it is a part
 * @param mailed how many administrators were written to; null when nobody was yet
 */
public record ActionLine(
        long id,
        String act,
        ActionState state,
        @Nullable DataCenter target,
        @Nullable Instant beginsAt,
        String reason,
        String reference,
        String askedBy,
        Instant askedAt,
        @Nullable Instant until,
        @Nullable String colleague,
        @Nullable String customer,
        @Nullable String answer,
        @Nullable String problem,
        @Nullable Long run,
        @Nullable Long bulk,
        @Nullable Integer mailed,
        @Nullable Instant endedAt) {

    static ActionLine of(StaffAction action, Duration answerWithin) {
        return new ActionLine(
                action.id(),
                action.act().word(),
                action.state(),
                action.target(),
                action.beginsAt(),
                action.reason(),
                action.reference(),
                action.askedBy().name(),
                action.askedAt(),
                action.isWaiting() ? action.until(answerWithin) : null,
                action.colleagueName(),
                action.customerName(),
                action.answer(),
                action.problem(),
                action.run(),
                action.bulk(),
                action.mailed(),
                action.endedAt());
    }

    public boolean isWaitingForCustomer() {
        return state == ActionState.WAITING_FOR_CUSTOMER;
    }

    public boolean isWaitingForColleague() {
        return state == ActionState.WAITING_FOR_COLLEAGUE;
    }

    /** By a colleague in support: the tenant was not asked yet. */
    public boolean isRefusedInSupport() {
        return state == ActionState.REFUSED && customer == null;
    }

    public boolean hasBegun() {
        return state == ActionState.STARTED;
    }
}
