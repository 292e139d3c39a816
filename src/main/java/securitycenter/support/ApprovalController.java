package securitycenter.support;

import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
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
import securitycenter.eligibility.EligibilityCheck;
import securitycenter.eligibility.PersonCheck;
import securitycenter.identity.AdministratorsOnly;
import securitycenter.identity.SignedInUser;
import securitycenter.identity.TypedText;
import securitycenter.identity.ViewersOnly;

/** Settings > Support access: what support did to the tenant, and whether the tenant wants to be asked first. */
@Controller
@RequestMapping("/settings/support")
class ApprovalController {

    private static final int SHOWN = 20;

    private final StaffActions actions;
    private final EligibilityCheck eligibility;
    private final SupportSettings settings;

    ApprovalController(StaffActions actions, EligibilityCheck eligibility, SupportSettings settings) {
        this.actions = actions;
        this.eligibility = eligibility;
        this.settings = settings;
    }

    @ViewersOnly
    @GetMapping
    String show(SignedInUser user, Model model) {
        return page(user, "", model);
    }

    private String page(SignedInUser user, String answer, Model model) {
        model.addAttribute("mayAct", user.administers());
        model.addAttribute("required", actions.asksTheTenant(user.tenant()));
        model.addAttribute("hours", settings.answerWithin().toHours());
        model.addAttribute("actions", actions.latestOf(user.tenant(), SHOWN));
        model.addAttribute("answer", answer);
        return "support/access";
    }

    @AdministratorsOnly
    @PostMapping
    String askUs(
            SignedInUser user,
            @RequestParam(defaultValue = "false") boolean required,
            Model model,
            RedirectAttributes next,
            HttpServletResponse response) {
        var problem = problemWith(user);
        if (problem != null) {
            return refused(user, problem, "", model, response);
        }
        actions.askTheTenant(user, required);
        next.addFlashAttribute("doneKey", required ? "support.access.required" : "support.access.not-required");
        return "redirect:/settings/support";
    }

    @AdministratorsOnly
    @PostMapping("/{id:\\d{1,18}}/approve")
    String approve(
            SignedInUser user,
            @PathVariable long id,
            @RequestParam(defaultValue = "") String answer,
            Model model,
            RedirectAttributes next,
            HttpServletResponse response) {
        var problem = problemWith(user);
        if (problem != null) {
            return refused(user, problem, answer, model, response);
        }
        var became = actions.approve(user, id, TypedText.of(answer).isEmpty() ? null : TypedText.of(answer));
        if (became.filter(ActionState.NOT_POSSIBLE::equals).isPresent()) {
            next.addFlashAttribute("problemKey", "support.access.approved-in-vain");
            return "redirect:/settings/support";
        }
        return answered(became.isPresent(), "support.access.approved", user, id, next);
    }

    @AdministratorsOnly
    @PostMapping("/{id:\\d{1,18}}/refuse")
    String refuse(
            SignedInUser user,
            @PathVariable long id,
            @RequestParam(defaultValue = "") String answer,
            Model model,
            RedirectAttributes next,
            HttpServletResponse response) {
        var noReason = ActForm.problemWithReason(TypedText.of(answer));
        var problem = noReason == null ? problemWith(user) : noReason;
        if (problem != null) {
            return refused(user, problem, answer, model, response);
        }
        return answered(actions.refuse(user, id, TypedText.of(answer)), "support.access.refused", user, id, next);
    }

    /** Asked of Microsoft at this moment: a role that was taken away must not decide. */
    private @Nullable String problemWith(SignedInUser user) {
        return switch (eligibility.personNow(user)) {
            case PersonCheck.MayTurnOn _ -> null;
            case PersonCheck.RoleMissing _ -> "settings.problem.role-lost";
            case PersonCheck.Guest _ -> "settings.problem.guest";
            case PersonCheck.CouldNotCheck _ -> "settings.problem.could-not-check";
        };
    }

    private String refused(
            SignedInUser user, String problem, String answer, Model model, HttpServletResponse response) {
        response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
        model.addAttribute("problemKey", problem);
        return page(user, answer, model);
    }

    /** Another tenant's action is not there; one that was answered already is shown with its answer. */
    private String answered(boolean done, String words, SignedInUser user, long id, RedirectAttributes next) {
        if (!done && !actions.isOf(user.tenant(), id)) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND);
        }
        next.addFlashAttribute(done ? "doneKey" : "problemKey", done ? words : "support.problem.answered-already");
        return "redirect:/settings/support";
    }
}
