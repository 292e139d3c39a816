package securitycenter.actioncenter;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import securitycenter.audit.Act;
import securitycenter.audit.AuditLog;
import securitycenter.homes.TenantHome;
import securitycenter.identity.SignedInUser;
import securitycenter.response.ActionType;
import securitycenter.response.Answered;
import securitycenter.response.Decider;
import securitycenter.response.Remediation;
import securitycenter.response.RemediationAction;
import securitycenter.response.Standing;
import securitycenter.rights.Right;
import securitycenter.rights.Rights;

/** What people decide about actions, each decision with its line in the audit log. */
@Component
class ActionDecisions {

    private static final Logger log = LoggerFactory.getLogger(ActionDecisions.class);

    private static final String KIND = "remediation-action";
    private static final String PACKAGE = "action.package-had";

    private final Remediation remediation;
    private final Rights rights;
    private final AuditLog audit;

    ActionDecisions(Remediation remediation, Rights rights, AuditLog audit) {
        this.remediation = remediation;
        this.rights = rights;
        this.audit = audit;
    }

    /** Asks Microsoft for the person’s roles, so never within a transaction. What was refused is written down. */
    Leave leave(SignedInUser user, TenantHome home, List<RemediationAction> actions, Wish wish) {
        var leave = leave(user, home, actions, act(wish.deed()));
        var isSent = actions.stream().anyMatch(action -> isReallySent(action, wish));
        return leave instanceof Leave.Given && isSent && !rights.isFresh(user) ? new Leave.SignInFirst() : leave;
    }

    /** Whether they may have what a device put together. Likewise never within a transaction, and likewise written down. */
    Leave leaveToDownload(SignedInUser user, TenantHome home, RemediationAction action) {
        return leave(user, home, List.of(action), PACKAGE);
    }

    /** Who was shown the link has it. */
    void downloads(SignedInUser user, RemediationAction action) {
        audit.record(Act.of(user, PACKAGE).on(KIND, action.label()));
    }

    private Leave leave(SignedInUser user, TenantHome home, List<RemediationAction> actions, String act) {
        var leave = switch (rights.now(user, home, actions.getFirst().type())) {
            case Right.May _ -> new Leave.Given();
            case Right.MayNot(var why) -> new Leave.Refused(why.name(), HttpStatus.FORBIDDEN);
            case Right.CouldNotCheck _ -> new Leave.Refused("COULD_NOT_CHECK", HttpStatus.SERVICE_UNAVAILABLE);
        };
        if (leave instanceof Leave.Refused(var why, var _)) {
            actions.forEach(action -> audit.record(Act.of(user, act)
                    .on(KIND, action.label())
                    .because("actioncenter.right." + why)
                    .refused()));
        }
        return leave;
    }

    /** Of somebody who sees a page; the last part of the key of the reason, or null where they may. */
    @Nullable
    String whyNot(SignedInUser user, TenantHome home, ActionType type) {
        return rights.known(user, home, type).whyNot();
    }

    static boolean isReallySent(RemediationAction action, Wish wish) {
        return switch (wish.deed()) {
            case APPROVE, RETRY -> wish.live();
            case UNDO -> !Standing.isUndoneByHand(action.type());
            case CANCEL ->
                !action.isNotBegun() && Boolean.TRUE.equals(action.sending().live());
            case REJECT, EXTEND, DONE, NOT_DONE -> false;
        };
    }

    /** @param action as it was found; it counts only where it still is what the person saw */
    Answered decide(SignedInUser user, TenantHome home, RemediationAction action, int seen, Wish wish) {
        var answered = answered(Decider.of(user), home, action, seen, wish);
        switch (answered) {
            case Answered.Done(var after) -> record(user, wish, action, after);
            case Answered.NeedsAnother(var after) -> record(user, wish, action, after);
            case Answered.NotTheSamePerson _, Answered.Otherwise _, Answered.Impossible _, Answered.Gone _ -> {}
        }
        return answered;
    }

    private Answered answered(Decider who, TenantHome home, RemediationAction action, int seen, Wish wish) {
        var id = action.id();
        var comment = wish.comment().isEmpty() ? null : wish.comment();
        return switch (wish.deed()) {
            case APPROVE -> remediation.approve(home, who, id, seen, wish.live(), comment);
            case REJECT -> remediation.reject(home, who, id, seen, wish.comment());
            case EXTEND -> remediation.extend(home, who, id, seen);
            case UNDO -> remediation.undo(home, who, id, seen, comment);
            case RETRY -> remediation.retry(home, who, id, seen, wish.live());
            case CANCEL -> remediation.cancel(home, who, id, seen, wish.comment());
            case DONE -> remediation.doneByHand(home, who, id, seen, true, comment);
            case NOT_DONE -> remediation.doneByHand(home, who, id, seen, false, comment);
        };
    }

    private void record(SignedInUser user, Wish wish, RemediationAction before, RemediationAction after) {
        audit.record(Act.of(user, act(wish.deed()))
                .on(KIND, before.label())
                .from(before.audited())
                .to(after.audited())
                .because(wish.comment().isEmpty() || wish.deed() == Deed.EXTEND ? null : wish.comment()));
    }

    private static String act(Deed deed) {
        return "action." + deed.past();
    }
}
