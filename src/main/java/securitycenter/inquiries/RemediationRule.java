package securitycenter.inquiries;

import java.util.Collection;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;
import securitycenter.alerts.RemediationStatus;
import securitycenter.response.ActionState;

/** How far a thing is dealt with, by what became of the actions on it. */
final class RemediationRule {

    private static final Set<RemediationStatus> DEALT_WITH = EnumSet.of(
            RemediationStatus.REMEDIATED,
            RemediationStatus.PREVENTED,
            RemediationStatus.BLOCKED,
            RemediationStatus.NOT_FOUND);

    private RemediationRule() {}

    /** Whether nothing need be done any more. */
    static boolean isDealtWith(RemediationStatus told) {
        return DEALT_WITH.contains(told);
    }

    /** @param actions wherever the thing is */
    static RemediationStatus of(boolean threat, RemediationStatus told, Collection<ActionState> actions) {
        if (actions.isEmpty()) {
            return !threat || isDealtWith(told) ? told : RemediationStatus.ACTIVE;
        }
        var statuses = actions.stream().map(RemediationRule::of).collect(Collectors.toSet());
        for (var first : new RemediationStatus[] {RemediationStatus.PENDING_APPROVAL, RemediationStatus.RUNNING}) {
            if (statuses.contains(first)) {
                return first;
            }
        }
        if (statuses.size() == 1) {
            return statuses.iterator().next();
        }
        return statuses.contains(RemediationStatus.REMEDIATED)
                ? RemediationStatus.PARTIALLY_REMEDIATED
                : RemediationStatus.UNREMEDIATED;
    }

    private static RemediationStatus of(ActionState state) {
        return switch (state) {
            case PENDING_APPROVAL -> RemediationStatus.PENDING_APPROVAL;
            case APPROVED, RUNNING -> RemediationStatus.RUNNING;
            case SUCCEEDED, UNDO_REQUESTED, UNDOING, UNDO_FAILED -> RemediationStatus.REMEDIATED;
            case REJECTED, EXPIRED, CANCELLED -> RemediationStatus.DECLINED;
            case FAILED, TIMED_OUT -> RemediationStatus.UNREMEDIATED;
            case TRIED, UNDONE -> RemediationStatus.ACTIVE;
        };
    }
}
