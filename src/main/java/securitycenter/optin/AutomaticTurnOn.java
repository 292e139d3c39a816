package securitycenter.optin;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.oauth2.client.authentication.OAuth2AuthenticationToken;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import securitycenter.eligibility.EligibilityCheck;
import securitycenter.identity.SignedInUser;
import securitycenter.optin.TurnOn.Outcome;

/**
 * Where the deployment wants it, the first visit of an eligible administrator turns the product on. A tenant that has
 * ever opted out is left alone. Source: the product page of Microsoft 365 Defender, November 2020; house decision that
 * an opt-out wins.
 */
@Configuration(proxyBeanMethods = false)
class AutomaticTurnOn implements HandlerInterceptor, WebMvcConfigurer {

    private final OptInSettings settings;
    private final OptIns optIns;
    private final EligibilityCheck eligibility;
    private final TurnOn turnOn;

    AutomaticTurnOn(OptInSettings settings, OptIns optIns, EligibilityCheck eligibility, TurnOn turnOn) {
        this.settings = settings;
        this.optIns = optIns;
        this.eligibility = eligibility;
        this.turnOn = turnOn;
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        if (settings.automatic()) {
            registry.addInterceptor(this)
                    .addPathPatterns("/", "/settings", "/incidents", "/action-center", "/investigations", "/hunting");
        }
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler)
            throws IOException {
        if (!request.getMethod().equals("GET")
                || !(request.getUserPrincipal() instanceof OAuth2AuthenticationToken person)) {
            return true;
        }
        var user = SignedInUser.of(person, request.getRemoteAddr());
        if (!user.administers() || optIns.hasEverOptedOut(user.tenant())) {
            return true;
        }
        eligibility.recent(user.tenant());
        if (optIns.stateOf(user.tenant()) instanceof ProductState.Off
                && turnOn.automatically(user) instanceof Outcome.Started(var run)) {
            response.sendRedirect(request.getContextPath() + "/setup/runs/" + run);
            return false;
        }
        return true;
    }
}
