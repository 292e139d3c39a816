package securitycenter.actioncenter;

import java.time.Clock;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import securitycenter.identity.SignedInUser;
import securitycenter.response.ActionState;
import securitycenter.response.Decider;
import securitycenter.response.Decision;
import securitycenter.response.Remediation;
import securitycenter.response.RemediationAction;

/** The call that a decision would lead to, as it would be made if the person decided now and said nothing with it. */
@Component
class CallShown {

    private final Remediation remediation;
    private final Clock clock;

    CallShown(Remediation remediation, Clock clock) {
        this.remediation = remediation;
        this.clock = clock;
    }

    Optional<String> ofApproval(RemediationAction action, SignedInUser user) {
        return remediation.call(with(action, ActionState.APPROVED, decision(user), action.undo()), false);
    }

    /** Empty where a person takes it back, or Microsoft never told what there is to take back. */
    Optional<String> ofUndo(RemediationAction action, SignedInUser user) {
        var nameless = action.sending().outsideId() == null && action.type().isIndicator();
        return nameless
                ? Optional.empty()
                : remediation.call(with(action, ActionState.UNDO_REQUESTED, action.decision(), decision(user)), true);
    }

    /** Empty where Microsoft need not be told. */
    Optional<String> ofCancelling(RemediationAction action, SignedInUser user) {
        return remediation.cancelCall(action, decision(user));
    }

    private Decision decision(SignedInUser user) {
        return new Decision(Decision.Kind.APPROVED, Decider.of(user), clock.instant(), null);
    }

    private static RemediationAction with(
            RemediationAction action, ActionState state, @Nullable Decision decision, @Nullable Decision undo) {
        return new RemediationAction(
                action.id(),
                action.type(),
                action.target(),
                action.source(),
                action.origin(),
                action.verdict(),
                state,
                action.version(),
                action.proposedAt(),
                action.updatedAt(),
                null,
                action.first(),
                decision,
                undo,
                action.cancelling(),
                action.sending());
    }
}
