package securitycenter.notifications;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.validation.BeanPropertyBindingResult;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import securitycenter.homes.TenantHome;
import securitycenter.identity.AdministratorsOnly;
import securitycenter.identity.SignedInUser;
import securitycenter.identity.ViewersOnly;
import securitycenter.mail.Mail;

/** A mail rule's page, where administrators make, change, test and delete it. */
@Controller
@RequestMapping(RuleController.ADDRESS)
class RuleController {

    static final String ADDRESS = NotificationsController.ADDRESS + "/rules";

    private static final String TO_ALL = "redirect:" + NotificationsController.ADDRESS;

    private final MailRules rules;
    private final RuleChanges changes;
    private final Mail mail;

    RuleController(MailRules rules, RuleChanges changes, Mail mail) {
        this.rules = rules;
        this.changes = changes;
        this.mail = mail;
    }

    @AdministratorsOnly
    @GetMapping("/new")
    ModelAndView empty(SignedInUser user, TenantHome home, Locale language) {
        return page(HttpStatus.OK, user, null, RuleForm.empty(language));
    }

    @AdministratorsOnly
    @PostMapping("/new")
    Object add(
            SignedInUser user,
            TenantHome home,
            @ModelAttribute("form") RuleForm form,
            BindingResult problems,
            RedirectAttributes next) {
        form.check(problems);
        if (rules.all(home).size() >= MailRules.MOST) {
            problems.reject("notifications.problem.rules.many", new Object[] {MailRules.MOST}, null);
        }
        if (problems.hasErrors()) {
            return page(HttpStatus.UNPROCESSABLE_CONTENT, user, null, form);
        }
        try {
            changes.add(user, home, form.content());
        } catch (DuplicateKeyException taken) {
            problems.rejectValue("name", "notifications.problem.name.taken");
            return page(HttpStatus.UNPROCESSABLE_CONTENT, user, null, form);
        }
        next.addFlashAttribute("doneKey", "notifications.rule.added");
        return TO_ALL;
    }

    @ViewersOnly
    @GetMapping("/{id}")
    ModelAndView show(SignedInUser user, TenantHome home, @PathVariable long id) {
        var rule = find(home, id);
        return page(HttpStatus.OK, user, rule, RuleForm.of(rule));
    }

    @AdministratorsOnly
    @PostMapping("/{id}")
    Object change(
            SignedInUser user,
            TenantHome home,
            @PathVariable long id,
            @ModelAttribute("form") RuleForm form,
            RedirectAttributes next) {
        var rule = find(home, id);
        if (form.was() == null) {
            return page(HttpStatus.CONFLICT, user, rule, RuleForm.of(rule))
                    .addObject("problemKey", "notifications.conflict.unseen");
        }
        var settled = form.settled(rule.content());
        var problems = new BeanPropertyBindingResult(settled, "form");
        settled.check(problems);
        if (problems.hasErrors()) {
            return refused(user, rule, settled, problems);
        }
        var merged = settled.onto(rule.content());
        if (!merged.disputes().isEmpty()) {
            return page(HttpStatus.CONFLICT, user, rule, RuleForm.again(rule, merged))
                    .addObject("merged", merged);
        }
        try {
            if (!changes.change(user, home, rule, merged.content())) {
                return change(user, home, id, form, next); // on top of what was quicker
            }
        } catch (DuplicateKeyException taken) {
            problems.rejectValue("name", "notifications.problem.name.taken");
            return refused(user, rule, settled, problems);
        }
        next.addFlashAttribute("doneKey", "notifications.saved");
        next.addFlashAttribute("kept", merged.kept());
        return "redirect:" + ADDRESS + "/" + id;
    }

    @AdministratorsOnly
    @PostMapping("/{id}/test")
    String test(SignedInUser user, TenantHome home, @PathVariable long id, RedirectAttributes next) {
        var rule = find(home, id);
        if (!mail.isConfigured()) {
            next.addFlashAttribute("problemKey", "notifications.no-mail");
            return "redirect:" + ADDRESS + "/" + id;
        }
        changes.test(user, home, rule)
                .ifPresentOrElse(
                        again -> next.addFlashAttribute("againFrom", again),
                        () -> next.addFlashAttribute("doneKey", "notifications.rule.test.begun"));
        return "redirect:" + ADDRESS + "/" + id;
    }

    @AdministratorsOnly
    @GetMapping("/{id}/delete")
    String confirmDeletion(TenantHome home, @PathVariable long id, Model model) {
        model.addAttribute("rule", find(home, id));
        return "notifications/delete-rule";
    }

    @AdministratorsOnly
    @PostMapping("/{id}/delete")
    String delete(SignedInUser user, TenantHome home, @PathVariable long id, RedirectAttributes next) {
        changes.delete(user, home, find(home, id));
        next.addFlashAttribute("doneKey", "notifications.rule.deleted");
        return TO_ALL;
    }

    private MailRule find(TenantHome home, long id) {
        return rules.find(home, id).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }

    private ModelAndView refused(SignedInUser user, MailRule rule, RuleForm form, BindingResult problems) {
        return page(HttpStatus.UNPROCESSABLE_CONTENT, user, rule, form).addAllObjects(problems.getModel());
    }

    private ModelAndView page(HttpStatusCode status, SignedInUser user, @Nullable MailRule rule, RuleForm form) {
        var page = new ModelAndView("notifications/rule");
        page.setStatus(status);
        return page.addObject("user", user)
                .addObject("rule", rule)
                .addObject("form", form)
                .addObject("severities", Filter.SEVERITIES)
                .addObject("sources", Filter.SOURCES)
                .addObject("languages", RuleForm.LANGUAGES)
                .addObject("sendsMail", mail.isConfigured());
    }
}
