package securitycenter.inquiries;

import java.util.Map;
import securitycenter.alerts.InvestigationState;
import securitycenter.response.ActionState;

/** How an investigation stands, by what became of what it proposed. */
final class EndRule {

    /**
     * @param actions how many of its actions are how far
     * @param expiredMail whether actions on mail are among those that nobody decided on in time
     * @param threats whether anything bad or suspect was found
     * @param left bad or suspect things to which nothing is done, and should be
     * @param waits whether a person is to decide how far it goes
     */
    record Standing(
            Map<ActionState, Integer> actions,
            boolean expiredMail,
            boolean threats,
            int left,
            boolean waits,
            boolean incomplete) {}

    private EndRule() {}

    static InvestigationState of(Standing standing) {
        if (standing.waits() || count(standing, ActionState.PENDING_APPROVAL) > 0) {
            return InvestigationState.PENDING_APPROVAL;
        }
        if (count(standing, ActionState.APPROVED, ActionState.RUNNING) > 0) {
            return InvestigationState.RUNNING;
        }
        if (standing.expiredMail()) {
            return InvestigationState.TERMINATED_BY_SYSTEM;
        }
        if (!standing.threats()) {
            return standing.incomplete() ? InvestigationState.PARTIALLY_INVESTIGATED : InvestigationState.BENIGN;
        }
        return ofThreats(standing);
    }

    private static InvestigationState ofThreats(Standing standing) {
        // What is being taken back was done.
        var done = count(
                standing,
                ActionState.SUCCEEDED,
                ActionState.UNDO_REQUESTED,
                ActionState.UNDOING,
                ActionState.UNDO_FAILED);
        var failed = count(standing, ActionState.FAILED, ActionState.TIMED_OUT);
        // What was only tried was not done.
        var refused = count(
                standing,
                ActionState.TRIED,
                ActionState.REJECTED,
                ActionState.EXPIRED,
                ActionState.CANCELLED,
                ActionState.UNDONE);
        var open = failed + refused + standing.left();
        if (done > 0) {
            return open > 0 || standing.incomplete()
                    ? InvestigationState.PARTIALLY_REMEDIATED
                    : InvestigationState.SUCCESSFULLY_REMEDIATED;
        }
        if (open == 0) {
            // Microsoft had dealt with all of it.
            return standing.incomplete()
                    ? InvestigationState.PARTIALLY_INVESTIGATED
                    : InvestigationState.SUCCESSFULLY_REMEDIATED;
        }
        return failed > 0 && failed == open ? InvestigationState.FAILED : InvestigationState.PARTIALLY_INVESTIGATED;
    }

    static boolean isEnd(InvestigationState state) {
        return switch (state) {
            case QUEUED, RUNNING, PENDING_APPROVAL, PENDING_RESOURCE -> false;
            case UNKNOWN,
                    TERMINATED,
                    SUCCESSFULLY_REMEDIATED,
                    BENIGN,
                    FAILED,
                    PARTIALLY_REMEDIATED,
                    INNER_FAILURE,
                    PREEXISTING_ALERT,
                    UNSUPPORTED_OS,
                    UNSUPPORTED_ALERT_TYPE,
                    SUPPRESSED_ALERT,
                    PARTIALLY_INVESTIGATED,
                    TERMINATED_BY_USER,
                    TERMINATED_BY_SYSTEM -> true;
        };
    }

    private static int count(Standing standing, ActionState... states) {
        var count = 0;
        for (var state : states) {
            count += standing.actions().getOrDefault(state, 0);
        }
        return count;
    }
}
