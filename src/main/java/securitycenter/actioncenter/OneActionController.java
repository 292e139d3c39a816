package securitycenter.actioncenter;

import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import securitycenter.homes.TenantHome;
import securitycenter.identity.SignedInUser;
import securitycenter.identity.TypedText;
import securitycenter.identity.ViewersOnly;
import securitycenter.response.Answered;
import securitycenter.response.Remediation;
import securitycenter.response.RemediationAction;

/** One action: what it does, why, how it stands, and what a person decides. */
@Controller
@RequestMapping(OneActionController.PATH + "/{id}")
class OneActionController {

    static final String PATH = PendingController.PATH + "/actions";

    static final String PAGE = "actioncenter/action";

    /**
     * @param act what is wanted
     * @param seen the version that the person had before them
     * @param live whether they were shown that it is really sent
     */
    record Form(
            @Nullable String act,
            @Nullable Integer seen,
            @Nullable Boolean live,
            @Nullable String comment) {

        Wish wish(UUID id) {
            var deed = Deed.named(act).orElseThrow(() -> new ResponseStatusException(HttpStatus.BAD_REQUEST));
            return new Wish(
                    deed,
                    List.of(new Wish.Chosen(id, seen == null ? 0 : seen)),
                    Boolean.TRUE.equals(live),
                    TypedText.of(comment));
        }
    }

    private final Remediation remediation;
    private final ActionDecisions decisions;
    private final ActionModel model;

    OneActionController(Remediation remediation, ActionDecisions decisions, ActionModel model) {
        this.remediation = remediation;
        this.decisions = decisions;
        this.model = model;
    }

    static String address(UUID id) {
        return PATH + "/" + id;
    }

    /** The page asks for its part by itself as long as the action is under way. */
    @ViewersOnly
    @GetMapping
    String show(
            TenantHome home,
            SignedInUser user,
            @PathVariable String id,
            @RequestParam(required = false) @Nullable String kept,
            @RequestParam(defaultValue = "false") boolean cancel,
            @RequestHeader(name = "HX-Request", defaultValue = "false") boolean inPlace,
            HttpSession session,
            Model page,
            HttpServletResponse response) {
        response.addHeader("Vary", "HX-Request");
        var action = find(home, id);
        var wish = kept == null
                ? Optional.<Wish>empty()
                : KeptWish.take(session, user).filter(one -> one.ids().equals(List.of(action.id())));
        wish.ifPresent(one -> {
            page.addAttribute("comment", one.comment());
            page.addAttribute("again", true);
        });
        model.fill(
                page,
                home,
                user,
                action,
                cancel || wish.filter(one -> one.deed() == Deed.CANCEL).isPresent());
        return inPlace ? PAGE + " :: standing" : PAGE;
    }

    /** Who may is decided by {@link ActionDecisions}: there are people who may act on devices and have no more than a reader’s role. */
    @ViewersOnly
    @PostMapping
    String decide(
            TenantHome home,
            SignedInUser user,
            @PathVariable String id,
            Form form,
            HttpSession session,
            Model page,
            RedirectAttributes next,
            HttpServletResponse response) {
        var action = find(home, id);
        var wish = form.wish(action.id());
        page.addAttribute("comment", wish.comment());
        var problem = wish.problem();
        if (problem != null) {
            page.addAttribute("problem", problem);
            return refused(page, home, user, action, wish, HttpStatus.UNPROCESSABLE_CONTENT, response);
        }
        return switch (decisions.leave(user, home, List.of(action), wish)) {
            case Leave.Refused(var why, var status) -> {
                page.addAttribute("refused", why);
                yield refused(page, home, user, action, wish, status, response);
            }
            case Leave.SignInFirst _ -> {
                KeptWish.keep(session, user, wish);
                yield "redirect:" + FreshSignInController.PATH;
            }
            case Leave.Given _ -> decided(home, user, action, wish, page, next, response);
        };
    }

    private String decided(
            TenantHome home,
            SignedInUser user,
            RemediationAction action,
            Wish wish,
            Model page,
            RedirectAttributes next,
            HttpServletResponse response) {
        var answered =
                decisions.decide(user, home, action, wish.chosen().getFirst().seen(), wish);
        var said = Said.of(answered, wish.deed());
        return switch (answered) {
            case Answered.Done _, Answered.NeedsAnother _ -> {
                next.addFlashAttribute("doneKey", "actioncenter.done." + said.word());
                if (wish.deed() == Deed.EXTEND) {
                    next.addFlashAttribute("comment", wish.comment()); // for the decision to come
                }
                yield "redirect:" + address(action.id());
            }
            case Answered.Gone _ -> throw new ResponseStatusException(HttpStatus.NOT_FOUND);
            case Answered.NotTheSamePerson _, Answered.Otherwise _, Answered.Impossible _ -> {
                page.addAttribute("said", sayingMore(home, action, wish, said));
                page.addAttribute("meant", wish.deed().word());
                yield refused(
                        page, home, user, find(home, action.id().toString()), wish, HttpStatus.CONFLICT, response);
            }
        };
    }

    /** Nothing changed but that actions of the type are sent since, or are not any more. */
    private Said sayingMore(TenantHome home, RemediationAction action, Wish wish, Said said) {
        var asksWhetherLive = wish.deed() == Deed.APPROVE || wish.deed() == Deed.RETRY;
        return said.word().equals("changed")
                        && asksWhetherLive
                        && remediation.isLive(home, action.type()) != wish.live()
                ? new Said(wish.live() ? "not-live-now" : "live-now", null, null)
                : said;
    }

    private String refused(
            Model page,
            TenantHome home,
            SignedInUser user,
            RemediationAction action,
            Wish wish,
            HttpStatus status,
            HttpServletResponse response) {
        response.setStatus(status.value());
        model.fill(page, home, user, action, wish.deed() == Deed.CANCEL);
        return PAGE;
    }

    private RemediationAction find(TenantHome home, String id) {
        return Words.id(id)
                .flatMap(known -> remediation.find(home, known))
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }
}
