package securitycenter.automation;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import securitycenter.automation.Settled.Overtaken;
import securitycenter.automation.Settled.Refused;
import securitycenter.automation.Settled.Saved;
import securitycenter.homes.TenantHome;
import securitycenter.identity.AdministratorsOnly;
import securitycenter.identity.SignedInUser;
import securitycenter.identity.ViewersOnly;
import securitycenter.response.ActionReach;
import securitycenter.response.ActionType;
import securitycenter.response.KindSettings;
import securitycenter.response.KindSettings.Setting;
import securitycenter.response.Remediation;

/** Settings > Remediation actions: which kinds are really sent, and which two people must approve. */
@Controller
@RequestMapping(ActionTypesController.ADDRESS)
class ActionTypesController {

    static final String ADDRESS = "/settings/actions";

    record Kind(ActionType type, Setting setting) {}

    record Reach(ActionReach reach, List<Kind> kinds) {}

    /**
     * @param was what the person had before them; null for what no page of ours sent
     * @param confirmed whether they have seen what sending means
     */
    record SettingForm(
            @Nullable Boolean live,
            @Nullable Boolean two,
            @Nullable SettingForm was,
            @Nullable Boolean confirmed) {

        Setting setting() {
            return new Setting(Boolean.TRUE.equals(live), Boolean.TRUE.equals(two));
        }
    }

    private final AutomationChanges changes;
    private final Remediation remediation;

    ActionTypesController(AutomationChanges changes, Remediation remediation) {
        this.changes = changes;
        this.remediation = remediation;
    }

    @ViewersOnly
    @GetMapping
    String list(TenantHome home, Model model) {
        var settings = KindSettings.of(home);
        model.addAttribute(
                "reaches",
                Arrays.stream(ActionReach.values())
                        .map(reach -> new Reach(
                                reach,
                                Arrays.stream(ActionType.values())
                                        .filter(type -> type.reach() == reach)
                                        .map(type -> new Kind(type, settings.of(type)))
                                        .toList()))
                        .toList());
        return "automation/types";
    }

    @ViewersOnly
    @GetMapping("/{word}")
    ModelAndView show(SignedInUser user, TenantHome home, @PathVariable String word) {
        var type = find(word);
        return page(HttpStatus.OK, user, home, type, KindSettings.of(home).of(type));
    }

    /** What it means that a kind is really sent. */
    @AdministratorsOnly
    @GetMapping("/{word}/live")
    Object confirm(
            SignedInUser user,
            TenantHome home,
            @PathVariable String word,
            @RequestParam(defaultValue = "false") boolean two) {
        var type = find(word);
        var now = KindSettings.of(home).of(type);
        if (now.live() || !type.isSent()) {
            return to(type);
        }
        return about(new ModelAndView("automation/type-live"), type)
                .addObject("was", now)
                .addObject("two", two);
    }

    @AdministratorsOnly
    @PostMapping("/{word}")
    Object change(
            SignedInUser user,
            TenantHome home,
            @PathVariable String word,
            @ModelAttribute("form") SettingForm form,
            RedirectAttributes next) {
        var type = find(word);
        var wanted = form.setting();
        var now = KindSettings.of(home).of(type);
        if (wanted.live() && !type.isSent()) {
            return page(HttpStatus.UNPROCESSABLE_CONTENT, user, home, type, now)
                    .addObject("problemKey", "settings.problem.not-offered");
        }
        if (form.was() == null || !form.was().setting().equals(now)) {
            return overtaken(user, home, type, wanted);
        }
        if (wanted.live() && !now.live() && !Boolean.TRUE.equals(form.confirmed())) {
            return to(type) + "/live?two=" + wanted.two();
        }
        return switch (wanted.equals(now) ? new Saved() : changes.setting(user, home, type, now, wanted)) {
            case Saved _ -> {
                next.addFlashAttribute("doneKey", "automation.saved");
                yield to(type);
            }
            case Overtaken _ -> overtaken(user, home, type, wanted);
            case Refused(var why) ->
                page(HttpStatus.UNPROCESSABLE_CONTENT, user, home, type, wanted).addObject("problemKey", why);
        };
    }

    private ModelAndView overtaken(SignedInUser user, TenantHome home, ActionType type, Setting wanted) {
        return page(HttpStatus.CONFLICT, user, home, type, wanted).addObject("isOvertaken", true);
    }

    private static String to(ActionType type) {
        return "redirect:" + ADDRESS + "/" + type.word();
    }

    private static ActionType find(String word) {
        return Arrays.stream(ActionType.values())
                .filter(type -> type.word().equals(word))
                .findFirst()
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }

    /** @param chosen what the form shows */
    private ModelAndView page(
            HttpStatusCode status, SignedInUser user, TenantHome home, ActionType type, Setting chosen) {
        var page = new ModelAndView("automation/type");
        page.setStatus(status);
        return about(page, type)
                .addObject("user", user)
                .addObject("now", KindSettings.of(home).of(type))
                .addObject("chosen", chosen);
    }

    private ModelAndView about(ModelAndView page, ActionType type) {
        return page.addObject("type", type)
                .addObject("example", remediation.example(type).orElse(null))
                .addObject("takenBack", type.undo().orElse(null));
    }
}
