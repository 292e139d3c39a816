package securitycenter.identity;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.oauth2.client.web.DefaultOAuth2AuthorizationRequestResolver;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizationRequestResolver;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationRequest;

/**
 * Builds the request to Entra. Hints of the address travel along, so that a link can sign a known person in.
 *
 * <p>Source: the parameters login_hint, domain_hint and prompt of the Microsoft identity platform.
 */
class SignInRequests implements OAuth2AuthorizationRequestResolver {

    static final String PATH = "/oauth2/authorization";

    private static final Pattern HINT = Pattern.compile("[\\p{L}\\p{N}.@_+'#-]{1,320}");
    private static final Set<String> PROMPTS = Set.of("login", "select_account");

    private final OAuth2AuthorizationRequestResolver requests;

    SignInRequests(ClientRegistrationRepository registrations) {
        this.requests = new DefaultOAuth2AuthorizationRequestResolver(registrations, PATH);
    }

    @Override
    public @Nullable OAuth2AuthorizationRequest resolve(HttpServletRequest request) {
        return withHints(requests.resolve(request), request);
    }

    @Override
    public @Nullable OAuth2AuthorizationRequest resolve(HttpServletRequest request, String registrationId) {
        return withHints(requests.resolve(request, registrationId), request);
    }

    private static @Nullable OAuth2AuthorizationRequest withHints(
            @Nullable OAuth2AuthorizationRequest toEntra, HttpServletRequest request) {
        if (toEntra == null) {
            return null;
        }
        return OAuth2AuthorizationRequest.from(toEntra)
                .additionalParameters(parameters -> {
                    for (var name : Set.of("login_hint", "domain_hint")) {
                        var hint = request.getParameter(name);
                        if (hint != null && HINT.matcher(hint).matches()) {
                            parameters.put(name, hint);
                        }
                    }
                    var prompt = request.getParameter("prompt");
                    if (prompt != null && PROMPTS.contains(prompt)) {
                        parameters.put("prompt", prompt);
                    }
                })
                .build();
    }
}
