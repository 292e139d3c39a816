package securitycenter.actioncenter;

import static java.util.Objects.requireNonNull;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.ui.Model;
import securitycenter.homes.TenantHome;
import securitycenter.identity.SignedInUser;
import securitycenter.response.ActionType;
import securitycenter.response.KindSettings;
import securitycenter.response.Remediation;
import securitycenter.response.RemediationAction;
import securitycenter.response.Standing;

/** All that the page of one action shows. */
@Component
class ActionModel {

    private final Remediation remediation;
    private final ActionLists lists;
    private final ActionDecisions decisions;
    private final CallShown calls;
    private final Clock clock;

    ActionModel(Remediation remediation, ActionLists lists, ActionDecisions decisions, CallShown calls, Clock clock) {
        this.remediation = remediation;
        this.lists = lists;
        this.decisions = decisions;
        this.calls = calls;
        this.clock = clock;
    }

    /** @param toCancel whether the person is about to cancel it; what they write then is not renewed under their hands */
    void fill(Model model, TenantHome home, SignedInUser user, RemediationAction action, boolean toCancel) {
        var type = action.type();
        var standing = action.standing();
        var live = remediation.isLive(home, type);
        var isCancelled = toCancel && action.mayBeCancelled();
        var deeds = isCancelled ? List.of(Deed.CANCEL) : deeds(action, standing, live);
        model.addAttribute("action", action);
        model.addAttribute("standing", standing);
        model.addAttribute("turns", remediation.turns(home, action.id()));
        model.addAttribute("deeds", deeds.stream().map(Deed::word).toList());
        model.addAttribute("needsReason", deeds.stream().anyMatch(Deed::needsReason));
        model.addAttribute("live", live);
        model.addAttribute("underWay", action.state().isUnderWay() && !deeds.contains(Deed.DONE));
        model.addAttribute("renewed", action.state().isUnderWay() && deeds.isEmpty());
        model.addAttribute("mayBeCancelled", action.mayBeCancelled() && !isCancelled);
        model.addAttribute("cancelling", cancelling(action));
        model.addAttribute("hasPackage", action.hasPackage());
        model.addAttribute("whyNot", decisions.whyNot(user, home, type));
        model.addAttribute("how", how(action, live));
        model.addAttribute("next", next(action, deeds, live));
        model.addAttribute("undoBy", undoBy(type));
        model.addAttribute("another", another(home, user, action));
        if (action.expiresAt() != null) {
            model.addAttribute("left", Left.of(Duration.between(clock.instant(), action.expiresAt())));
        }
        if (live && deeds.contains(Deed.APPROVE)) {
            model.addAttribute("call", calls.ofApproval(action, user).orElse(null));
        }
        if (live && deeds.contains(Deed.RETRY)) {
            model.addAttribute("call", remediation.call(action, false).orElse(null));
        }
        if (deeds.contains(Deed.CANCEL)) {
            model.addAttribute("call", calls.ofCancelling(action, user).orElse(null));
        }
        if (deeds.contains(Deed.UNDO)) {
            undo(model, home, user, action);
        }
    }

    private void undo(Model model, TenantHome home, SignedInUser user, RemediationAction action) {
        if (!Standing.isUndoneByHand(action.type())) {
            model.addAttribute("call", calls.ofUndo(action, user).orElse(null));
        }
        if (action.type() == ActionType.QUARANTINE_FILE) {
            model.addAttribute("others", lists.othersLike(home, action));
        }
    }

    /** The last part of the key of how it is taken back. */
    static String undoBy(ActionType type) {
        return switch (type) {
            case SOFT_DELETE_MAIL, MOVE_MAIL_TO_JUNK, MOVE_MAIL_TO_INBOX, MOVE_MAIL_TO_DELETED_ITEMS -> "MOVE_BACK";
            default -> type.undo().map(ActionType.Undo::name).orElse("NOT");
        };
    }

    /** The last part of the key of what became of the wish to cancel it; null where there is nothing to be said. */
    private static @Nullable String cancelling(RemediationAction action) {
        var cancelling = action.cancelling();
        if (cancelling == null) {
            return null;
        }
        return switch (action.state()) {
            case RUNNING, TIMED_OUT -> cancelling.trouble() != null ? "refused" : cancelling.told() ? "told" : "wanted";
            case CANCELLED -> action.cancelled() == null ? "too-late" : "done";
            case SUCCEEDED, FAILED -> "too-late";
            case PENDING_APPROVAL, APPROVED, TRIED, REJECTED, EXPIRED, UNDO_REQUESTED, UNDOING, UNDONE, UNDO_FAILED ->
                null;
        };
    }

    private static String how(RemediationAction action, boolean live) {
        if (!action.type().isSent()) {
            return "by-hand";
        }
        var was = action.state().isPending() ? null : action.sending().live();
        return was == null ? live ? "live" : "tried" : was ? "live" : "was-tried";
    }

    /** What the only button leads to, where there is but one; null where there are more. */
    private static @Nullable String next(RemediationAction action, List<Deed> deeds, boolean live) {
        if (deeds.contains(Deed.RETRY)) {
            return "retry" + (!action.type().isSent() ? ".by-hand" : live ? ".live" : ".tried");
        }
        if (deeds.contains(Deed.CANCEL)) {
            return "cancel"
                    + (action.isNotBegun() ? ".at-once" : action.sending().accepted() ? ".wanted" : ".looked-for");
        }
        if (deeds.contains(Deed.UNDO)) {
            return Standing.isUndoneByHand(action.type()) ? "undo.by-hand" : "undo.live";
        }
        return null;
    }

    private static List<Deed> deeds(RemediationAction action, Standing standing, boolean live) {
        if (action.state().isPending()) {
            return List.of(Deed.APPROVE, Deed.REJECT, Deed.EXTEND);
        }
        var deeds = new ArrayList<Deed>();
        if (standing.isByHand()) {
            deeds.add(Deed.DONE);
            deeds.add(Deed.NOT_DONE);
        }
        if (action.mayBeUndone()) {
            deeds.add(Deed.UNDO);
        }
        if (action.mayBeTriedAgain(live)) {
            deeds.add(Deed.RETRY);
        }
        return deeds;
    }

    /** Where two must approve: whether nobody has, this person has, or somebody else. */
    private static String another(TenantHome home, SignedInUser user, RemediationAction action) {
        if (!action.state().isPending() || !KindSettings.of(home).needTwo().contains(action.type())) {
            return "none";
        }
        var first = action.first();
        return first == null ? "both" : requireNonNull(first.by()).id().equals(user.id()) ? "not-you" : "you";
    }
}
