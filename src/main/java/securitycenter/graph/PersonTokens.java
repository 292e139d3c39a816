package securitycenter.graph;

import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.http.converter.FormHttpMessageConverter;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.client.OAuth2AuthorizeRequest;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClientManager;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClientProviderBuilder;
import org.springframework.security.oauth2.client.endpoint.RestClientRefreshTokenTokenResponseClient;
import org.springframework.security.oauth2.client.http.OAuth2ErrorResponseErrorHandler;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.oauth2.client.web.DefaultOAuth2AuthorizedClientManager;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizedClientRepository;
import org.springframework.security.oauth2.core.OAuth2AuthorizationException;
import org.springframework.security.oauth2.core.http.converter.OAuth2AccessTokenResponseHttpMessageConverter;
import org.springframework.stereotype.Component;
import org.springframework.web.client.RestClient;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;
import securitycenter.identity.SignedInUser;

/** The tokens of the person of the current request, which live in the session. */
@Component
class PersonTokens {

    private static final String REGISTRATION = "entra";

    /** What Entra says when only the person can help. */
    private static final Set<String> SIGN_IN_AGAIN =
            Set.of("invalid_grant", "interaction_required", "login_required", "consent_required");

    private static final Duration SHORTLY_BEFORE_ITS_END = Duration.ofSeconds(60);
    private static final Duration AT_ONCE = Duration.ofDays(365);

    private final OAuth2AuthorizedClientManager whenDue;
    private final OAuth2AuthorizedClientManager atOnce;

    PersonTokens(ClientRegistrationRepository registrations, OAuth2AuthorizedClientRepository sessions) {
        this.whenDue = refreshing(SHORTLY_BEFORE_ITS_END, registrations, sessions);
        this.atOnce = refreshing(AT_ONCE, registrations, sessions);
    }

    private static OAuth2AuthorizedClientManager refreshing(
            Duration early, ClientRegistrationRepository registrations, OAuth2AuthorizedClientRepository sessions) {
        var manager = new DefaultOAuth2AuthorizedClientManager(registrations, sessions);
        manager.setAuthorizedClientProvider(OAuth2AuthorizedClientProviderBuilder.builder()
                .refreshToken(refresh -> refresh.clockSkew(early).accessTokenResponseClient(withinBounds()))
                .build());
        return manager;
    }

    private static RestClientRefreshTokenTokenResponseClient withinBounds() {
        var patience = Patience.OF_A_PERSON;
        var requests = new JdkClientHttpRequestFactory(
                HttpClient.newBuilder().connectTimeout(patience.connect()).build());
        requests.setReadTimeout(patience.read());
        var client = new RestClientRefreshTokenTokenResponseClient();
        client.setRestClient(RestClient.builder()
                .requestFactory(requests)
                .configureMessageConverters(converters -> converters
                        .addCustomConverter(new FormHttpMessageConverter())
                        .addCustomConverter(new OAuth2AccessTokenResponseHttpMessageConverter()))
                .defaultStatusHandler(new OAuth2ErrorResponseErrorHandler())
                .build());
        return client;
    }

    /** The person, who must be the one of the current request. */
    Bearer of(SignedInUser user) {
        var session = sessionOf(user);
        return new Bearer() {
            @Override
            public String token() {
                return given(whenDue, session);
            }

            @Override
            public Optional<String> another() {
                return Optional.of(given(atOnce, session));
            }

            @Override
            public ConsentMissing refused(@Nullable String named) {
                return new ConsentMissing("User.Read");
            }
        };
    }

    private static Authentication sessionOf(SignedInUser user) {
        var attributes = (ServletRequestAttributes) RequestContextHolder.currentRequestAttributes();
        if (attributes.getRequest().getUserPrincipal() instanceof Authentication session
                && SignedInUser.of(session, user.address()).id().equals(user.id())) {
            return session;
        }
        throw new IllegalStateException("Asked about a person who is not the one of this request");
    }

    private static String given(OAuth2AuthorizedClientManager tokens, Authentication session) {
        try {
            var client = tokens.authorize(OAuth2AuthorizeRequest.withClientRegistrationId(REGISTRATION)
                    .principal(session)
                    .build());
            if (client == null) {
                throw new SignInEnded(null);
            }
            return client.getAccessToken().getTokenValue();
        } catch (OAuth2AuthorizationException refused) {
            throw SIGN_IN_AGAIN.contains(refused.getError().getErrorCode())
                    ? new SignInEnded(refused)
                    : new GraphSilent(GraphSilent.Why.UNAVAILABLE, "Entra did not renew a token", refused);
        }
    }
}
