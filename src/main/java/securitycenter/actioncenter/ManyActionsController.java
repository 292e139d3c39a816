package securitycenter.actioncenter;

import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
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
     * @param back the list from which they came
     */
    record Form(
            @Nullable String act,
            @Nullable List<String> action,
            @Nullable Boolean live,
            @Nullable String comment,
            @Nullable String back) {

        Deed deed() {
            return Deed.named(act)
                    .filter(Deed::isForMany)
                    .orElseThrow(() -> new ResponseStatusException(HttpStatus.BAD_REQUEST));
        }

        Back list() {
            return Back.of(back, deed());
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
     * @param investigation the one that proposed what waits
     * @param like an action whose like are to be taken back
     * @param kept what was wanted before the person signed in again
     * @param back the list from which they came
     */
    @ViewersOnly
    @GetMapping
    String page(
            TenantHome home,
            SignedInUser user,
            @RequestParam(required = false) @Nullable String type,
            @RequestParam(required = false) @Nullable String investigation,
            @RequestParam(required = false) @Nullable String like,
            @RequestParam(required = false) @Nullable String kept,
            @RequestParam(required = false) @Nullable String back,
            HttpSession session,
            Model page) {
        if (kept != null) {
            var wished = KeptWish.takeWhole(session, user)
                    .filter(one -> one.wish().deed().isForMany());
            if (wished.isPresent()) {
                var wish = wished.get().wish();
                page.addAttribute("again", true);
                page.addAttribute("comment", wish.comment());
                var lines = lists.these(home, wish.ids());
                var list = Back.of(wished.get().back(), wish.deed());
                return lines.isEmpty() ? toPending() : shown(page, home, user, wish.deed(), lines, list);
            }
        }
        var waiting = new PendingFilter(type, investigation);
        if (waiting.kind() != null) {
            var lines = lists.pending(home, waiting, (ActionLine) null, ManyActions.MOST);
            return lines.isEmpty()
                    ? toPending()
                    : shown(page, home, user, Deed.APPROVE, lines, Back.of(back, Deed.APPROVE));
        }
        var action = Words.id(like).flatMap(id -> remediation.find(home, id));
        if (action.isPresent() && action.get().mayBeUndone()) {
            var lines = lists.takenBackAlong(home, action.get(), ManyActions.MOST);
            return shown(page, home, user, Deed.UNDO, lines, Back.of(back, Deed.UNDO));
        }
        return toPending();
    }

    private static String toPending() {
        return "redirect:" + PendingController.PATH;
    }

    private String shown(Model page, TenantHome home, SignedInUser user, Deed deed, List<ActionLine> lines, Back back) {
        page.addAttribute("back", back);
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
            return refused(page, form, chosen.isEmpty() ? "none" : "too-many", response);
        }
        var lines = lists.these(home, chosen.stream().map(Wish.Chosen::id).toList());
        if (lines.isEmpty()) {
            return refused(page, form, "gone", response);
        }
        if (types(lines) > 1) {
            page.addAttribute("ofTypes", ofTypes(lines));
            return refused(page, form, "mixed", response);
        }
        return shown(page, home, user, deed, lines, form.list());
    }

    private static long types(List<ActionLine> lines) {
        return lines.stream().map(ActionLine::type).distinct().count();
    }

    private static LinkedHashMap<ActionType, List<ActionLine>> ofTypes(List<ActionLine> lines) {
        return lines.stream().collect(Collectors.groupingBy(ActionLine::type, LinkedHashMap::new, Collectors.toList()));
    }

    private static String refused(Model page, Form form, String problem, HttpServletResponse response) {
        response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
        page.addAttribute("act", form.deed().word());
        page.addAttribute("problem", problem);
        page.addAttribute("most", ManyActions.MOST);
        page.addAttribute("back", form.list());
        return "actioncenter/many-refused";
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
            return refused(page, form, ids.isEmpty() ? "none" : "too-many", response);
        }
        var found = many.find(home, ids);
        if (found.isEmpty()) {
            return refused(page, form, "gone", response);
        }
        if (found.stream().map(action -> action.type()).distinct().count() > 1) {
            page.addAttribute("ofTypes", ofTypes(lists.these(home, ids)));
            return refused(page, form, "mixed", response);
        }
        page.addAttribute("comment", wish.comment());
        var problem = wish.problem();
        if (problem != null) {
            page.addAttribute("problem", problem);
            return again(page, home, user, form, HttpStatus.UNPROCESSABLE_CONTENT, response);
        }
        return switch (decisions.leave(user, home, found, wish)) {
            case Leave.Refused(var why, var status) -> {
                page.addAttribute("refused", why);
                yield again(page, home, user, form, status, response);
            }
            case Leave.SignInFirst _ -> {
                KeptWish.keep(session, user, wish, form.list());
                yield "redirect:" + FreshSignInController.PATH;
            }
            case Leave.Given _ -> {
                next.addFlashAttribute("outcomes", new ArrayList<>(many.decide(user, home, found, wish)));
                next.addFlashAttribute("outcomesOf", wish.deed().word());
                yield "redirect:" + form.list().address();
            }
        };
    }

    private String again(
            Model page,
            TenantHome home,
            SignedInUser user,
            Form form,
            HttpStatus status,
            HttpServletResponse response) {
        response.setStatus(status.value());
        var wish = form.wish();
        return shown(page, home, user, wish.deed(), lists.these(home, wish.ids()), form.list());
    }

    /** A refused form is shown at an address that has no page of its own, which may be asked for in another language. */
    @ViewersOnly
    @GetMapping("/decide")
    String list() {
        return toPending();
    }
}
