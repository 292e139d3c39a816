package securitycenter.portal;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import securitycenter.identity.EveryoneSignedIn;
import securitycenter.identity.People;
import securitycenter.identity.Preferences;
import securitycenter.identity.SignedInUser;

/** Language, theme and time zone of one person. */
@Controller
class PreferencesController {

    /** An empty language or theme means: as the browser or the system has it. */
    record Form(
            @Nullable String language,
            @Nullable String theme,
            @Nullable String zone) {

        static Form of(Preferences preferences) {
            return new Form(
                    preferences.language() == null ? "" : preferences.language().getLanguage(),
                    preferences.theme() == null ? "" : Wishes.wordFor(preferences.theme()),
                    preferences.zone().equals(ZoneOffset.UTC)
                            ? "UTC"
                            : preferences.zone().getId());
        }

        Preferences preferences() {
            return new Preferences(
                    Wishes.language(language).orElse(null),
                    Wishes.theme(theme).orElse(null),
                    "UTC".equals(zone) ? ZoneOffset.UTC : ZoneId.of(String.valueOf(zone)));
        }
    }

    private final People people;
    private final Clock clock;

    PreferencesController(People people, Clock clock) {
        this.people = people;
        this.clock = clock;
    }

    @EveryoneSignedIn
    @GetMapping("/preferences")
    String page(HttpServletRequest request, Model model) {
        model.addAttribute("form", Form.of(Wishes.preferencesOf(request)));
        return form(model);
    }

    @EveryoneSignedIn
    @PostMapping("/preferences")
    String save(
            @ModelAttribute("form") Form form,
            BindingResult problems,
            SignedInUser user,
            Model model,
            HttpServletRequest request,
            HttpServletResponse response,
            RedirectAttributes next) {
        check(form, problems);
        if (problems.hasErrors()) {
            response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
            return form(model);
        }
        var chosen = form.preferences();
        people.prefer(user, chosen);
        request.getSession().setAttribute(Preferences.ATTRIBUTE, chosen);
        LookCookie.LANGUAGE.set(emptyAsNone(form.language()), request, response);
        LookCookie.THEME.set(emptyAsNone(form.theme()), request, response);
        next.addFlashAttribute("doneKey", "portal.preferences.saved");
        return "redirect:/preferences";
    }

    private String form(Model model) {
        model.addAttribute("languages", Frame.LANGUAGES);
        model.addAttribute("zones", Zones.at(clock.instant()));
        return "portal/preferences";
    }

    private static void check(Form form, BindingResult problems) {
        if (emptyAsNone(form.language()) != null
                && Wishes.language(form.language()).isEmpty()) {
            problems.rejectValue("language", "portal.preferences.language.unknown");
        }
        if (emptyAsNone(form.theme()) != null && Wishes.theme(form.theme()).isEmpty()) {
            problems.rejectValue("theme", "portal.preferences.theme.unknown");
        }
        if (form.zone() == null || !Zones.exists(form.zone())) {
            problems.rejectValue("zone", "portal.preferences.zone.unknown");
        }
    }

    private static @Nullable String emptyAsNone(@Nullable String word) {
        return word == null || word.isEmpty() ? null : word;
    }
}
