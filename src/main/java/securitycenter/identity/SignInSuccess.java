package securitycenter.identity;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.authentication.SavedRequestAwareAuthenticationSuccessHandler;
import org.springframework.stereotype.Component;

/** Remembers the person, takes up the preferences, and goes on to the page first asked for. */
@Component
class SignInSuccess extends SavedRequestAwareAuthenticationSuccessHandler {

    private final People people;
    private final PageAskedFor asked;
    private final SignInSettings settings;
    private final Clock clock;

    SignInSuccess(People people, PageAskedFor asked, SignInSettings settings, Clock clock) {
        setRequestCache(asked);
        this.people = people;
        this.asked = asked;
        this.settings = settings;
        this.clock = clock;
    }

    @Override
    public void onAuthenticationSuccess(
            HttpServletRequest request, HttpServletResponse response, Authentication authentication)
            throws ServletException, IOException {
        var user = SignedInUser.of(authentication, request.getRemoteAddr());
        request.getSession().setAttribute(Preferences.ATTRIBUTE, people.signedIn(user));
        request.getSession().setAttribute(SessionEnd.LAST_USE, clock.instant());
        if (user.staff()) {
            request.getSession()
                    .setMaxInactiveInterval((int) settings.idleStaffSession().toSeconds());
        }
        asked.removeRequest(request, response);
        super.onAuthenticationSuccess(request, response, authentication);
    }
}
