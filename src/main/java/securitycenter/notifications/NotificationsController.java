package securitycenter.notifications;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import securitycenter.homes.TenantHome;
import securitycenter.identity.SignedInUser;
import securitycenter.identity.ViewersOnly;
import securitycenter.mail.Mail;

/** Settings > Notifications: which rules and webhooks there are, and which mails were sent. */
@Controller
@RequestMapping(NotificationsController.ADDRESS)
class NotificationsController {

    static final String ADDRESS = "/settings/notifications";

    private static final int PAGE = 50;

    private final MailRules rules;
    private final Webhooks webhooks;
    private final MailLog mails;
    private final Mail mail;
    private final MailPace pace;

    NotificationsController(MailRules rules, Webhooks webhooks, MailLog mails, Mail mail, MailPace pace) {
        this.rules = rules;
        this.webhooks = webhooks;
        this.mails = mails;
        this.mail = mail;
        this.pace = pace;
    }

    @ViewersOnly
    @GetMapping
    String overview(SignedInUser user, TenantHome home, Model model) {
        model.addAttribute("user", user);
        model.addAttribute("rules", rules.all(home));
        model.addAttribute("webhooks", webhooks.all(home));
        model.addAttribute("sendsMail", mail.isConfigured());
        return "notifications/notifications";
    }

    @ViewersOnly
    @GetMapping("/mails")
    String mails(TenantHome home, @RequestParam(required = false) @Nullable Long before, Model model) {
        var found = mails.before(home, before == null ? Long.MAX_VALUE : before, PAGE + 1);
        var shown = found.subList(0, Math.min(found.size(), PAGE));
        model.addAttribute("mails", shown);
        model.addAttribute("start", before);
        model.addAttribute("inAnHour", pace.inAnHour());
        model.addAttribute("fullUntil", pace.fullUntil(home).orElse(null));
        model.addAttribute("older", found.size() > PAGE ? shown.getLast().id() : null);
        return "notifications/mails";
    }
}
