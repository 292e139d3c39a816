package securitycenter.actioncenter;

import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import securitycenter.homes.TenantHome;
import securitycenter.identity.SignedInUser;
import securitycenter.identity.TypedText;
import securitycenter.identity.ViewersOnly;
import securitycenter.response.ActionType;
import securitycenter.response.Remediation;

/** One decision about several actions of one type: first a page that says what will happen, then the decision. */
@Controller
@RequestMapping(ManyActionsController.PATH)
class ManyActionsController {

    static final String PATH = PendingController.PATH + "/many";

    private static final String PAGE = "actioncenter/many";

    /**
     * @param action the chosen ones, each as its id, a dot, and the version that was seen
     * @param live whether they were shown that it is really sent
     */
    record Form(
            @Nullable String act,
            @Nullable List<String> action,
            @Nullable Boolean live,
            @Nullable String comment) {

        Deed deed() {
            return Deed.named(act)
                    .filter(Deed::isForMany)
                    .orElseThrow(() -> new ResponseStatusException(HttpStatus.BAD_REQUEST));
        }

        Wish wish() {
            return new Wish(deed(), Wish.read(action), Boolean.TRUE.equals(live), TypedText.of(comment));
        }
    }

    private final ActionLists lists;
    private final ManyActions many;
    private final Remediation remediation;
    private final ActionDecisions decisions;
    private final ManyModel model;

    ManyActionsController(
            ActionLists lists, ManyActions many, Remediation remediation, ActionDecisions decisions, ManyModel model) {
        this.lists = lists;
        this.many = many;
        this.remediation = remediation;
        this.decisions = decisions;
        this.model = model;
    }

    /**
     * All of a type that wait, or all that were done to the same thing, up to as many as can be decided on at once.
     *
     * @param like an action whose like are to be taken back
     * @param kept what was wanted before the person signed in again
     */
    @ViewersOnly
    @GetMapping
    String page(
            TenantHome home,
            SignedInUser user,
            @RequestParam(required = false) @Nullable String type,
            @RequestParam(required = false) @Nullable String like,
            @RequestParam(required = false) @Nullable String kept,
            HttpSession session,
            Model page) {
        if (kept != null) {
            var wish = KeptWish.take(session, user).filter(one -> one.deed().isForMany());
            if (wish.isPresent()) {
                page.addAttribute("again", true);
                page.addAttribute("comment", wish.get().comment());
                var lines = lists.these(home, wish.get().ids());
                return lines.isEmpty()
                        ? toPending()
                        : shown(page, home, user, wish.get().deed(), lines);
            }
        }
        var known = Words.one(ActionType.class, type);
        if (known.isPresent()) {
            var lines = lists.pending(home, known.get(), (ActionLine) null, ManyActions.MOST);
            return lines.isEmpty() ? toPending() : shown(page, home, user, Deed.APPROVE, lines);
        }
        var action = Words.id(like).flatMap(id -> remediation.find(home, id));
        if (action.isPresent() && action.get().mayBeUndone()) {
            var lines = lists.takenBackAlong(home, action.get(), ManyActions.MOST);
            return shown(page, home, user, Deed.UNDO, lines);
        }
        return toPending();
    }

    private static String toPending() {
        return "redirect:" + PendingController.PATH;
    }

    private String shown(Model page, TenantHome home, SignedInUser user, Deed deed, List<ActionLine> lines) {
        model.fill(page, home, user, deed, lines);
        return PAGE;
    }

    /** Those that were ticked in a list. */
    @ViewersOnly
    @PostMapping
    String chosen(TenantHome home, SignedInUser user, Form form, Model page, HttpServletResponse response) {
        var deed = form.deed();
        var chosen = Wish.read(form.action());
        if (chosen.isEmpty() || chosen.size() > ManyActions.MOST) {
            return refused(page, deed, chosen.isEmpty() ? "none" : "too-many", response);
        }
        var lines = lists.these(home, chosen.stream().map(Wish.Chosen::id).toList());
        if (lines.isEmpty()) {
            return refused(page, deed, "gone", response);
        }
        if (types(lines) > 1) {
            page.addAttribute("ofTypes", ofTypes(lines));
            return refused(page, deed, "mixed", response);
        }
        return shown(page, home, user, deed, lines);
    }

    private static long types(List<ActionLine> lines) {
        return lines.stream().map(ActionLine::type).distinct().count();
    }

    private static LinkedHashMap<ActionType, List<ActionLine>> ofTypes(List<ActionLine> lines) {
        return lines.stream().collect(Collectors.groupingBy(ActionLine::type, LinkedHashMap::new, Collectors.toList()));
    }

    private static String refused(Model page, Deed deed, String problem, HttpServletResponse response) {
        response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
        page.addAttribute("act", deed.word());
        page.addAttribute("problem", problem);
        page.addAttribute("most", ManyActions.MOST);
        page.addAttribute("list", listOf(deed));
        return "actioncenter/many-refused";
    }

    private static String listOf(Deed deed) {
        return deed == Deed.UNDO ? HistoryFilter.PATH : PendingController.PATH;
    }

    @ViewersOnly
    @PostMapping("/decide")
    String decide(
            TenantHome home,
            SignedInUser user,
            Form form,
            HttpSession session,
            Model page,
            RedirectAttributes next,
            HttpServletResponse response) {
        var wish = form.wish();
        var ids = wish.ids();
        if (ids.isEmpty() || ids.size() > ManyActions.MOST) {
            return refused(page, wish.deed(), ids.isEmpty() ? "none" : "too-many", response);
        }
        var found = many.find(home, ids);
        if (found.isEmpty()) {
            return refused(page, wish.deed(), "gone", response);
        }
        if (found.stream().map(action -> action.type()).distinct().count() > 1) {
            page.addAttribute("ofTypes", ofTypes(lists.these(home, ids)));
            return refused(page, wish.deed(), "mixed", response);
        }
        page.addAttribute("comment", wish.comment());
        var problem = wish.problem();
        if (problem != null) {
            page.addAttribute("problem", problem);
            return again(page, home, user, wish, ids, HttpStatus.UNPROCESSABLE_CONTENT, response);
        }
        return switch (decisions.leave(user, home, found, wish)) {
            case Leave.Refused(var why, var status) -> {
                page.addAttribute("refused", why);
                yield again(page, home, user, wish, ids, status, response);
            }
            case Leave.SignInFirst _ -> {
                KeptWish.keep(session, user, wish);
                yield "redirect:" + FreshSignInController.PATH;
            }
            case Leave.Given _ -> {
                next.addFlashAttribute("outcomes", new ArrayList<>(many.decide(user, home, found, wish)));
                next.addFlashAttribute("outcomesOf", wish.deed().word());
                yield "redirect:" + listOf(wish.deed());
            }
        };
    }

    private String again(
            Model page,
            TenantHome home,
            SignedInUser user,
            Wish wish,
            List<UUID> ids,
            HttpStatus status,
            HttpServletResponse response) {
        response.setStatus(status.value());
        return shown(page, home, user, wish.deed(), lists.these(home, ids));
    }

    /** A refused form is shown at an address that has no page of its own, which may be asked for in another language. */
    @ViewersOnly
    @GetMapping("/decide")
    String list() {
        return toPending();
    }
}
