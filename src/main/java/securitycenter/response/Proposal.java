package securitycenter.response;

import securitycenter.alerts.Verdict;

/**
 * An action that is to be done or asked for.
 *
 * @param asks whether a person must approve it
 */
public record Proposal(
        ActionType type, Target target, ActionSource source, Origin origin, Verdict verdict, boolean asks) {

    public static Proposal asked(ActionType type, Target target, ActionSource source, Origin origin, Verdict verdict) {
        return new Proposal(type, target, source, origin, verdict, true);
    }
}
