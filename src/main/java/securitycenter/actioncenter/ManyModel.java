package securitycenter.actioncenter;

import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import org.springframework.ui.Model;
import securitycenter.homes.TenantHome;
import securitycenter.identity.SignedInUser;
import securitycenter.response.ActionState;
import securitycenter.response.KindSettings;
import securitycenter.response.Remediation;
import securitycenter.response.RemediationAction;

/** All that the page of a decision about several actions shows. */
@Component
class ManyModel {

    private final Remediation remediation;
    private final ActionLists lists;
    private final ActionDecisions decisions;
    private final CallShown calls;
    private final Clock clock;

    ManyModel(Remediation remediation, ActionLists lists, ActionDecisions decisions, CallShown calls, Clock clock) {
        this.lists = lists;
        this.remediation = remediation;
        this.decisions = decisions;
        this.calls = calls;
        this.clock = clock;
    }

    /** @param lines of one type; what the deed cannot be done to is shown, and cannot be chosen */
    void fill(Model model, TenantHome home, SignedInUser user, Deed deed, List<ActionLine> lines) {
        var type = lines.getFirst().type();
        var fit = lines.stream().filter(line -> fits(deed, line)).toList();
        var live = remediation.isLive(home, type);
        var actions = remediation.find(home, fit.stream().map(ActionLine::id).toList());
        model.addAttribute("type", type);
        model.addAttribute("act", deed.word());
        model.addAttribute("undoing", deed == Deed.UNDO);
        model.addAttribute("lines", fit);
        model.addAttribute(
                "others", lines.stream().filter(line -> !fits(deed, line)).toList());
        model.addAttribute("live", live);
        model.addAttribute("undoBy", ActionModel.undoBy(type));
        model.addAttribute("two", KindSettings.of(home).needTwo().contains(type));
        model.addAttribute("whyNot", decisions.whyNot(user, home, type));
        model.addAttribute("left", left(fit));
        model.addAttribute("grounds", grounds(home, actions));
        model.addAttribute("calls", calls(user, deed, live, fit, actions));
        model.addAttribute("most", ManyActions.MOST);
    }

    private static boolean fits(Deed deed, ActionLine line) {
        return deed == Deed.UNDO
                ? line.type().undo().isPresent()
                        && (line.state() == ActionState.SUCCEEDED || line.state() == ActionState.UNDO_FAILED)
                : line.state().isPending();
    }

    private Map<UUID, Left> left(List<ActionLine> lines) {
        var now = clock.instant();
        var left = new HashMap<UUID, Left>();
        for (var line : lines) {
            if (line.expiresAt() != null) {
                left.put(line.id(), Left.of(Duration.between(now, line.expiresAt())));
            }
        }
        return left;
    }

    private Map<UUID, Ground> grounds(TenantHome home, List<RemediationAction> actions) {
        var askers =
                lists.askers(home, actions.stream().map(RemediationAction::id).toList());
        return actions.stream()
                .collect(Collectors.toMap(RemediationAction::id, action -> Ground.of(action, askers.get(action.id()))));
    }

    /** By the name of what each is made for; those that are only tried have none. */
    private Map<String, String> calls(
            SignedInUser user, Deed deed, boolean live, List<ActionLine> lines, List<RemediationAction> actions) {
        var shown = new LinkedHashMap<String, String>();
        var sent = lines.stream()
                .filter(line -> deed == Deed.UNDO ? Boolean.TRUE.equals(line.live()) : live)
                .collect(Collectors.toMap(ActionLine::id, line -> line));
        for (var action : actions) {
            var line = sent.get(action.id());
            if (line != null) {
                (deed == Deed.UNDO ? calls.ofUndo(action, user) : calls.ofApproval(action, user))
                        .ifPresent(call -> shown.put(line.name() + " (" + line.shortId() + ")", call));
            }
        }
        return shown;
    }
}
