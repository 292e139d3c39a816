package securitycenter.portal;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.client.authentication.OAuth2AuthenticationToken;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;
import org.springframework.web.servlet.view.RedirectView;
import securitycenter.identity.Everyone;
import securitycenter.identity.EveryoneSignedIn;
import securitycenter.identity.OwnPath;
import securitycenter.identity.People;
import securitycenter.identity.Preferences;
import securitycenter.identity.SignedInUser;

/**
 * The quick choices of the top bar. Links rather than forms, since they work for strangers too, change nothing but the
 * looks, and can be followed twice.
 */
@Controller
class AppearanceController {

    private final People people;

    AppearanceController(People people) {
        this.people = people;
    }

    @Everyone
    @GetMapping("/language")
    View language(
            @RequestParam(required = false) @Nullable String to,
            @RequestParam(required = false) @Nullable String back,
            HttpServletRequest request,
            HttpServletResponse response) {
        Wishes.language(to).ifPresent(language -> {
            var now = Wishes.preferencesOf(request);
            choose(new Preferences(language, now.theme(), now.zone()), request);
            LookCookie.LANGUAGE.set(language.getLanguage(), request, response);
        });
        return backTo(back);
    }

    /** Any word that is no theme means: as the system has it. */
    @EveryoneSignedIn
    @GetMapping("/theme")
    View theme(
            @RequestParam(required = false) @Nullable String to,
            @RequestParam(required = false) @Nullable String back,
            HttpServletRequest request,
            HttpServletResponse response) {
        var theme = Wishes.theme(to).orElse(null);
        var now = Wishes.preferencesOf(request);
        choose(new Preferences(now.language(), theme, now.zone()), request);
        LookCookie.THEME.set(theme == null ? null : Wishes.wordFor(theme), request, response);
        return backTo(back);
    }

    /** A stranger has the cookie alone. */
    private void choose(Preferences preferences, HttpServletRequest request) {
        if (request.getUserPrincipal() instanceof OAuth2AuthenticationToken session) {
            people.prefer(SignedInUser.of(session, request.getRemoteAddr()), preferences);
            request.getSession().setAttribute(Preferences.ATTRIBUTE, preferences);
        }
    }

    private static View backTo(@Nullable String address) {
        var view = new RedirectView(OwnPath.of(address).value());
        view.setExpandUriTemplateVariables(false);
        view.setExposeModelAttributes(false);
        return view;
    }
}
