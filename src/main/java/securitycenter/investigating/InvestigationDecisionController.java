package securitycenter.investigating;

import jakarta.servlet.http.HttpServletResponse;
import java.util.Locale;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import securitycenter.audit.Act;
import securitycenter.audit.AuditLog;
import securitycenter.homes.TenantHome;
import securitycenter.identity.SignedInUser;
import securitycenter.identity.TypedText;
import securitycenter.identity.ViewersOnly;
import securitycenter.investigations.Answered;
import securitycenter.investigations.Investigation;
import securitycenter.investigations.Investigations;
import securitycenter.investigations.Widening;

/**
 * Where people end an investigation, and decide whether it goes on to many devices. Who may is asked at Microsoft: there are
 * people who may act on devices and have no more than a reader’s role.
 */
@Controller
@RequestMapping(InvestigationListController.PATH + "/{number:[0-9]+}")
class InvestigationDecisionController {

    private static final String PAGE = "investigating/decide";
    private static final int MOST_DEVICES = 100;

    private final InvestigationHeads heads;
    private final Investigations investigations;
    private final AuditLog audit;

    InvestigationDecisionController(InvestigationHeads heads, Investigations investigations, AuditLog audit) {
        this.heads = heads;
        this.investigations = investigations;
        this.audit = audit;
    }

    /** What a person can decide. */
    private enum Matter {
        CANCEL,
        WIDEN
    }

    @ViewersOnly
    @GetMapping("/cancel")
    String ending(TenantHome home, SignedInUser user, @PathVariable String number, Model model) {
        return asked(home, user, heads.find(home, number), Matter.CANCEL, model);
    }

    @ViewersOnly
    @GetMapping("/widening")
    String widening(TenantHome home, SignedInUser user, @PathVariable String number, Model model) {
        return asked(home, user, heads.find(home, number), Matter.WIDEN, model);
    }

    /** @param seen the version that the person had before them */
    @ViewersOnly
    @PostMapping("/cancel")
    String cancel(
            TenantHome home,
            SignedInUser user,
            @PathVariable String number,
            @RequestParam int seen,
            @RequestParam(defaultValue = "") String reason,
            Model model,
            RedirectAttributes next,
            HttpServletResponse response) {
        var investigation = heads.find(home, number);
        var words = TypedText.of(reason);
        model.addAttribute("reason", words);
        if (words.isEmpty() || words.length() > Investigations.LONGEST_REASON) {
            model.addAttribute("problem", words.isEmpty() ? "none" : "long");
            response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
            return asked(home, user, investigation, Matter.CANCEL, model);
        }
        return decided(
                home,
                user,
                investigation,
                Matter.CANCEL,
                "cancelled",
                model,
                next,
                response,
                () -> investigations.cancel(user, home, investigation.number(), seen, words));
    }

    /**
     * @param seen the version that the person had before them
     * @param decision {@code approve} or {@code reject}
     */
    @ViewersOnly
    @PostMapping("/widening")
    String widen(
            TenantHome home,
            SignedInUser user,
            @PathVariable String number,
            @RequestParam int seen,
            @RequestParam String decision,
            Model model,
            RedirectAttributes next,
            HttpServletResponse response) {
        var investigation = heads.find(home, number);
        return switch (decision) {
            case "approve" ->
                decided(
                        home,
                        user,
                        investigation,
                        Matter.WIDEN,
                        "widening-approved",
                        model,
                        next,
                        response,
                        () -> investigations.approveWidening(user, home, investigation.number(), seen));
            case "reject" ->
                decided(
                        home,
                        user,
                        investigation,
                        Matter.WIDEN,
                        "widening-rejected",
                        model,
                        next,
                        response,
                        () -> investigations.rejectWidening(user, home, investigation.number(), seen));
            default -> throw new ResponseStatusException(HttpStatus.BAD_REQUEST);
        };
    }

    private interface Decision {
        Answered make();
    }

    private String decided(
            TenantHome home,
            SignedInUser user,
            Investigation investigation,
            Matter matter,
            String act,
            Model model,
            RedirectAttributes next,
            HttpServletResponse response,
            Decision decision) {
        var whyNot =
                heads.now(user, home, investigation, matter == Matter.CANCEL).whyNot();
        if (whyNot != null) {
            audit.record(Act.of(user, "investigation." + act)
                    .on("investigation", String.valueOf(investigation.number()))
                    .because("actioncenter.right." + whyNot)
                    .refused());
            model.addAttribute("refused", whyNot);
            response.setStatus(
                    whyNot.equals("COULD_NOT_CHECK")
                            ? HttpStatus.SERVICE_UNAVAILABLE.value()
                            : HttpStatus.FORBIDDEN.value());
            return asked(home, user, investigation, matter, model);
        }
        return switch (decision.make()) {
            case Answered.Done(var after) -> {
                next.addFlashAttribute("doneKey", "investigating.done." + act);
                yield "redirect:" + Head.address(after.number());
            }
            case Answered.Otherwise(var now) -> {
                model.addAttribute("otherwise", otherwise(now, matter));
                response.setStatus(HttpStatus.CONFLICT.value());
                yield asked(home, user, now, matter, model);
            }
            case Answered.Gone _ -> throw new ResponseStatusException(HttpStatus.NOT_FOUND);
        };
    }

    /** The last part of the key of what is said. */
    private static String otherwise(Investigation now, Matter matter) {
        if (matter == Matter.WIDEN && now.widening() != Widening.WAITS) {
            return switch (now.widening()) {
                case APPROVED -> "widening-approved";
                case REJECTED -> "widening-rejected";
                case EXPIRED, NONE, WAITS -> "widening-over";
            };
        }
        if (!now.isOpen()) {
            return now.cancelledBy() == null ? "over" : "cancelled";
        }
        return "changed";
    }

    private String asked(TenantHome home, SignedInUser user, Investigation investigation, Matter matter, Model model) {
        var head = heads.of(user, home, investigation, "graph");
        model.addAttribute("head", head);
        model.addAttribute("investigation", investigation);
        model.addAttribute("matter", matter.name().toLowerCase(Locale.ROOT));
        model.addAttribute("open", matter == Matter.CANCEL ? investigation.isOpen() : head.asksToWiden());
        if (matter == Matter.WIDEN) {
            var waiting = investigations.waiting(home, investigation.number(), MOST_DEVICES + 1);
            model.addAttribute("waiting", waiting.stream().limit(MOST_DEVICES).toList());
            model.addAttribute("moreWait", waiting.size() > MOST_DEVICES);
        }
        return PAGE;
    }
}
