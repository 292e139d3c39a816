package securitycenter.notifications;

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
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import securitycenter.homes.TenantHome;
import securitycenter.identity.AdministratorsOnly;
import securitycenter.identity.SignedInUser;
import securitycenter.notifications.WebhookChanges.Resent;

/** A webhook's page with what was delivered to it. Its address may hold a key, so only administrators see it. */
@Controller
@RequestMapping(WebhookController.ADDRESS)
class WebhookController {

    static final String ADDRESS = NotificationsController.ADDRESS + "/webhooks";

    private static final String TO_ALL = "redirect:" + NotificationsController.ADDRESS;
    private static final int PAGE = 25;

    private final Webhooks webhooks;
    private final Deliveries deliveries;
    private final WebhookChanges changes;
    private final NotificationSettings settings;

    WebhookController(Webhooks webhooks, Deliveries deliveries, WebhookChanges changes, NotificationSettings settings) {
        this.webhooks = webhooks;
        this.deliveries = deliveries;
        this.changes = changes;
        this.settings = settings;
    }

    @AdministratorsOnly
    @GetMapping("/new")
    ModelAndView empty(TenantHome home) {
        return page(HttpStatus.OK, null, WebhookForm.empty());
    }

    @AdministratorsOnly
    @PostMapping("/new")
    Object add(
            SignedInUser user,
            TenantHome home,
            @ModelAttribute("form") WebhookForm form,
            BindingResult problems,
            RedirectAttributes next) {
        form.check(settings, problems);
        if (webhooks.all(home).size() >= Webhooks.MOST) {
            problems.reject("notifications.problem.webhooks.many", new Object[] {Webhooks.MOST}, null);
        }
        if (problems.hasErrors()) {
            return page(HttpStatus.UNPROCESSABLE_CONTENT, null, form);
        }
        try {
            var added = changes.add(user, home, form.content());
            next.addFlashAttribute("doneKey", "notifications.webhook.added");
            next.addFlashAttribute("secret", added.secret());
            return "redirect:" + ADDRESS + "/" + added.id();
        } catch (DuplicateKeyException taken) {
            problems.rejectValue("name", "notifications.problem.name.taken");
            return page(HttpStatus.UNPROCESSABLE_CONTENT, null, form);
        }
    }

    @AdministratorsOnly
    @GetMapping("/{id}")
    ModelAndView show(TenantHome home, @PathVariable long id, @RequestParam(required = false) @Nullable Long before) {
        var webhook = find(home, id);
        return withDeliveries(page(HttpStatus.OK, webhook, WebhookForm.of(webhook)), home, webhook, before);
    }

    @AdministratorsOnly
    @PostMapping("/{id}")
    Object change(
            SignedInUser user,
            TenantHome home,
            @PathVariable long id,
            @ModelAttribute("form") WebhookForm form,
            RedirectAttributes next) {
        var webhook = find(home, id);
        if (form.was() == null) {
            var current = page(HttpStatus.CONFLICT, webhook, WebhookForm.of(webhook));
            return withDeliveries(current, home, webhook, null)
                    .addObject("problemKey", "notifications.conflict.unseen");
        }
        var settled = form.settled(webhook.content());
        var problems = new BeanPropertyBindingResult(settled, "form");
        settled.check(settings, problems);
        if (problems.hasErrors()) {
            return refused(home, webhook, settled, problems);
        }
        var merged = settled.onto(webhook.content());
        if (!merged.disputes().isEmpty()) {
            var again = page(HttpStatus.CONFLICT, webhook, WebhookForm.again(webhook, merged));
            return withDeliveries(again, home, webhook, null).addObject("merged", merged);
        }
        try {
            if (!changes.change(user, home, webhook, merged.content())) {
                return change(user, home, id, form, next); // on top of what was quicker
            }
        } catch (DuplicateKeyException taken) {
            problems.rejectValue("name", "notifications.problem.name.taken");
            return refused(home, webhook, settled, problems);
        }
        next.addFlashAttribute("doneKey", "notifications.saved");
        next.addFlashAttribute("kept", merged.kept());
        return "redirect:" + ADDRESS + "/" + id;
    }

    @AdministratorsOnly
    @GetMapping("/{id}/secret")
    String confirmSecret(TenantHome home, @PathVariable long id, Model model) {
        var webhook = find(home, id);
        model.addAttribute("webhook", webhook);
        model.addAttribute("waiting", deliveries.waiting(home, id));
        return "notifications/new-secret";
    }

    @AdministratorsOnly
    @PostMapping("/{id}/secret")
    String changeSecret(SignedInUser user, TenantHome home, @PathVariable long id, RedirectAttributes next) {
        next.addFlashAttribute("secret", changes.changeSecret(user, home, find(home, id)));
        next.addFlashAttribute("doneKey", "notifications.webhook.secret.changed");
        return "redirect:" + ADDRESS + "/" + id;
    }

    @AdministratorsOnly
    @PostMapping("/{id}/test")
    String test(SignedInUser user, TenantHome home, @PathVariable long id, RedirectAttributes next) {
        changes.test(user, home, find(home, id))
                .ifPresentOrElse(
                        from -> next.addFlashAttribute("againFrom", from),
                        () -> next.addFlashAttribute("doneKey", "notifications.webhook.test.begun"));
        return "redirect:" + ADDRESS + "/" + id;
    }

    @AdministratorsOnly
    @PostMapping("/{id}/deliveries/{delivery}/resend")
    String resend(
            SignedInUser user,
            TenantHome home,
            @PathVariable long id,
            @PathVariable long delivery,
            RedirectAttributes next) {
        var webhook = find(home, id);
        var found = deliveries.find(home, id, delivery).orElseThrow(WebhookController::notFound);
        if (!webhook.content().on()) {
            next.addFlashAttribute("problemKey", "notifications.webhook.resend.off");
        } else {
            switch (changes.resend(user, home, webhook, found)) {
                case Resent.Begun _ -> next.addFlashAttribute("doneKey", "notifications.webhook.resend.begun");
                case Resent.AlreadyWaiting _ ->
                    next.addFlashAttribute("problemKey", "notifications.webhook.resend.waiting");
                case Resent.TooMuch(var from) -> next.addFlashAttribute("againFrom", from);
            }
        }
        return "redirect:" + ADDRESS + "/" + id;
    }

    @AdministratorsOnly
    @GetMapping("/{id}/delete")
    String confirmDeletion(TenantHome home, @PathVariable long id, Model model) {
        model.addAttribute("webhook", find(home, id));
        return "notifications/delete-webhook";
    }

    @AdministratorsOnly
    @PostMapping("/{id}/delete")
    String delete(SignedInUser user, TenantHome home, @PathVariable long id, RedirectAttributes next) {
        changes.delete(user, home, find(home, id));
        next.addFlashAttribute("doneKey", "notifications.webhook.deleted");
        return TO_ALL;
    }

    private Webhook find(TenantHome home, long id) {
        return webhooks.find(home, id).orElseThrow(WebhookController::notFound);
    }

    private static ResponseStatusException notFound() {
        return new ResponseStatusException(HttpStatus.NOT_FOUND);
    }

    private ModelAndView refused(TenantHome home, Webhook webhook, WebhookForm form, BindingResult problems) {
        var page = page(HttpStatus.UNPROCESSABLE_CONTENT, webhook, form).addAllObjects(problems.getModel());
        return withDeliveries(page, home, webhook, null);
    }

    private static ModelAndView page(HttpStatusCode status, @Nullable Webhook webhook, WebhookForm form) {
        var page = new ModelAndView("notifications/webhook");
        page.setStatus(status);
        return page.addObject("webhook", webhook)
                .addObject("form", form)
                .addObject("events", WebhookEvent.CHOICES)
                .addObject("severities", Filter.SEVERITIES)
                .addObject("sources", Filter.SOURCES);
    }

    private ModelAndView withDeliveries(ModelAndView page, TenantHome home, Webhook webhook, @Nullable Long before) {
        var found = deliveries.before(home, webhook.id(), before == null ? Long.MAX_VALUE : before, PAGE + 1);
        var shown = found.subList(0, Math.min(found.size(), PAGE));
        return page.addObject("deliveries", shown)
                .addObject("start", before)
                .addObject("older", found.size() > PAGE ? shown.getLast().id() : null);
    }
}
