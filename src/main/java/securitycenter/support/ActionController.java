package securitycenter.support;

import jakarta.servlet.http.HttpServletResponse;
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
import securitycenter.eligibility.TenantNaming;
import securitycenter.help.HelpRequests;
import securitycenter.identity.SignedInUser;
import securitycenter.identity.StaffMember;
import securitycenter.identity.StaffOnly;
import securitycenter.identity.TypedText;
import securitycenter.mail.Mail;

/** One thing that staff want to do or have done: who must still agree, and what became of it. */
@Controller
@RequestMapping("/support/actions/{id:\\d{1,18}}")
class ActionController {

    private final StaffActions actions;
    private final TenantNaming names;
    private final SupportSettings settings;
    private final HelpRequests requests;
    private final Mail mail;

    ActionController(
            StaffActions actions, TenantNaming names, SupportSettings settings, HelpRequests requests, Mail mail) {
        this.actions = actions;
        this.names = names;
        this.settings = settings;
        this.requests = requests;
        this.mail = mail;
    }

    @StaffOnly
    @GetMapping
    String show(SignedInUser staff, @PathVariable long id, Model model) {
        return page(staff, id, "", model);
    }

    private String page(SignedInUser staff, long id, String answer, Model model) {
        var action = actions.find(id).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
        model.addAttribute("action", ActionLine.of(action, settings.answerWithin()));
        model.addAttribute("tenant", action.tenant());
        model.addAttribute("tenantName", names.of(action.tenant()));
        model.addAttribute("ownWish", action.askedBy().id().equals(staff.id()));
        model.addAttribute("mailConfigured", mail.isConfigured());
        model.addAttribute(
                "request",
                HelpRequests.number(action.reference())
                        .flatMap(requests::find)
                        .filter(found -> found.tenant().equals(action.tenant()))
                        .orElse(null));
        model.addAttribute("answer", answer);
        return "support/action";
    }

    @StaffOnly
    @PostMapping("/agree")
    String agree(SignedInUser staff, @PathVariable long id, RedirectAttributes next) {
        var agreed = actions.agree(StaffMember.of(staff), id);
        if (!agreed
                && actions.find(id)
                        .filter(action -> action.waitsForSomebodyElseThan(staff.id()))
                        .isPresent()) {
            next.addFlashAttribute("problemKey", "support.not-you");
            return "redirect:/support/actions/" + id;
        }
        return answered(agreed, "support.agreed", id, next);
    }

    @StaffOnly
    @PostMapping("/disagree")
    String disagree(
            SignedInUser staff,
            @PathVariable long id,
            @RequestParam(defaultValue = "") String answer,
            Model model,
            RedirectAttributes next,
            HttpServletResponse response) {
        var problem = ActForm.problemWithReason(TypedText.of(answer));
        if (problem != null) {
            response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
            model.addAttribute("problemKey", problem);
            return page(staff, id, answer, model);
        }
        return answered(
                actions.disagree(StaffMember.of(staff), id, TypedText.of(answer)), "support.disagreed", id, next);
    }

    @StaffOnly
    @PostMapping("/withdraw")
    String withdraw(SignedInUser staff, @PathVariable long id, RedirectAttributes next) {
        return answered(actions.withdraw(StaffMember.of(staff), id), "support.withdrawn", id, next);
    }

    private static String answered(boolean done, String words, long id, RedirectAttributes next) {
        next.addFlashAttribute(done ? "doneKey" : "problemKey", done ? words : "support.problem.answered-already");
        return "redirect:/support/actions/" + id;
    }
}
