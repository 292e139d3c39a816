package securitycenter.actioncenter;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;
import securitycenter.homes.TenantHome;
import securitycenter.identity.SignedInUser;
import securitycenter.response.Answered;
import securitycenter.response.Remediation;
import securitycenter.response.RemediationAction;

/** The same decision about many actions, each by itself: what fails with one stops none of the others. */
@Component
class ManyActions {

    static final int MOST = 100;

    /**
     * What became of one.
     *
     * @param done whether it was done as it was wanted
     */
    record Outcome(UUID id, String name, @Nullable String asset, boolean done, Said said) implements Serializable {}

    private static final Logger log = LoggerFactory.getLogger(ManyActions.class);

    private final Remediation remediation;
    private final ActionDecisions decisions;

    ManyActions(Remediation remediation, ActionDecisions decisions) {
        this.remediation = remediation;
        this.decisions = decisions;
    }

    /** Those that are there. */
    List<RemediationAction> find(TenantHome home, List<UUID> ids) {
        return remediation.find(home, ids);
    }

    List<Outcome> decide(SignedInUser user, TenantHome home, List<RemediationAction> found, Wish wish) {
        var outcomes = new ArrayList<Outcome>();
        for (var chosen : wish.chosen()) {
            found.stream()
                    .filter(action -> action.id().equals(chosen.id()))
                    .findFirst()
                    .ifPresentOrElse(
                            action -> outcomes.add(one(user, home, action, chosen.seen(), wish)),
                            () -> outcomes.add(
                                    new Outcome(chosen.id(), chosen.id().toString(), null, false, Said.GONE)));
        }
        return outcomes;
    }

    private Outcome one(SignedInUser user, TenantHome home, RemediationAction action, int seen, Wish wish) {
        var target = action.target();
        var asset = target.asset() == null ? null : target.asset().name();
        try {
            var answered = decisions.decide(user, home, action, seen, wish);
            var done = answered instanceof Answered.Done || answered instanceof Answered.NeedsAnother;
            return new Outcome(action.id(), target.name(), asset, done, Said.of(answered, wish.deed()));
        } catch (DataAccessException | TransactionException fault) {
            log.warn("Action {} could not be decided on with others", action.id(), fault);
            return new Outcome(action.id(), target.name(), asset, false, Said.FAILED);
        }
    }
}
