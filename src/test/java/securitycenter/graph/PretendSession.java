package securitycenter.graph;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Map;
import java.util.Set;
import org.springframework.http.HttpHeaders;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClient;
import org.springframework.security.oauth2.client.authentication.OAuth2AuthenticationToken;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.InMemoryClientRegistrationRepository;
import org.springframework.security.oauth2.client.web.HttpSessionOAuth2AuthorizedClientRepository;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.OAuth2AccessToken;
import org.springframework.security.oauth2.core.OAuth2RefreshToken;
import org.springframework.security.oauth2.core.oidc.OidcIdToken;
import org.springframework.security.oauth2.core.oidc.user.DefaultOidcUser;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.web.client.RestClient;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;
import org.springframework.web.util.UriComponentsBuilder;
import securitycenter.fakemicrosoft.FakeMicrosoft;
import securitycenter.fakemicrosoft.Person;
import securitycenter.identity.EntraApplication;
import securitycenter.identity.MicrosoftEndpoints;
import securitycenter.identity.SignedInUser;
import tools.jackson.databind.JsonNode;

/** A signed-in person's request on this thread, with tokens that the pretend Entra gave. */
public class PretendSession {

    private static final String HERE = "http://localhost:8080/login/oauth2/code/entra";

    private final URI entra;
    private final ClientRegistration registration;
    private final HttpSessionOAuth2AuthorizedClientRepository sessions =
            new HttpSessionOAuth2AuthorizedClientRepository();
    private final RestClient http = RestClient.builder()
            .requestFactory(new JdkClientHttpRequestFactory())
            .build();

    public PretendSession(FakeMicrosoft microsoft) {
        this(microsoft.endpoints());
    }

    PretendSession(MicrosoftEndpoints endpoints) {
        entra = endpoints.login();
        registration = ClientRegistration.withRegistrationId("entra")
                .clientId("the-client")
                .clientSecret("secret")
                .authorizationGrantType(AuthorizationGrantType.AUTHORIZATION_CODE)
                .redirectUri(HERE)
                .scope("openid", "offline_access", "https://graph.microsoft.com/User.Read")
                .authorizationUri(endpoints.login("/organizations/oauth2/v2.0/authorize"))
                .tokenUri(endpoints.login("/organizations/oauth2/v2.0/token"))
                .build();
    }

    PersonTokens tokens() {
        return new PersonTokens(new InMemoryClientRegistrationRepository(registration), sessions);
    }

    /** The person signs in, and the current request is the first one afterwards. */
    public SignedInUser begin(Person person) {
        var tokens = tokensFor(person);
        return begin(person, tokens, Duration.ofSeconds(tokens.get("expires_in").asLong()));
    }

    public SignedInUser beginAsGuest(Person person) {
        var member = begin(person);
        return new SignedInUser(
                member.id(),
                member.tenant(),
                member.name(),
                member.userName(),
                member.roles(),
                true,
                false,
                null,
                null,
                member.address());
    }

    /** The session believes in the token longer than Graph does. */
    SignedInUser beginWithTokenSaidToLast(Person person, Duration lifetime) {
        return begin(person, tokensFor(person), lifetime);
    }

    private SignedInUser begin(Person person, JsonNode tokens, Duration lifetime) {
        var claims = Map.<String, Object>of(
                "sub",
                "any",
                "oid",
                person.id().toString(),
                "tid",
                person.tenant().id().toString());
        var authorities = new ArrayList<GrantedAuthority>();
        person.roles().forEach(role -> authorities.add(new SimpleGrantedAuthority("ROLE_" + role)));
        var idToken = new OidcIdToken("id", Instant.EPOCH, Instant.MAX, claims);
        var session =
                new OAuth2AuthenticationToken(new DefaultOidcUser(authorities, idToken, "oid"), authorities, "entra");
        var request = new MockHttpServletRequest();
        request.setUserPrincipal(session);
        var response = new MockHttpServletResponse();
        RequestContextHolder.setRequestAttributes(new ServletRequestAttributes(request, response));
        sessions.saveAuthorizedClient(client(tokens, session.getName(), lifetime), session, request, response);
        return SignedInUser.of(session, "198.51.100.7");
    }

    public static void end() {
        RequestContextHolder.resetRequestAttributes();
    }

    private OAuth2AuthorizedClient client(JsonNode tokens, String name, Duration lifetime) {
        var now = Clock.systemUTC().instant();
        return new OAuth2AuthorizedClient(
                registration,
                name,
                new OAuth2AccessToken(
                        OAuth2AccessToken.TokenType.BEARER,
                        tokens.get("access_token").asString(),
                        now.minusSeconds(1),
                        now.plus(lifetime)),
                new OAuth2RefreshToken(tokens.get("refresh_token").asString(), now));
    }

    JsonNode tokensFor(Person person) {
        var ask = UriComponentsBuilder.fromUri(entra.resolve("/organizations/oauth2/v2.0/authorize"))
                .queryParam("client_id", "the-client")
                .queryParam("response_type", "code")
                .queryParam("redirect_uri", HERE)
                .queryParam("scope", String.join("%20", Set.copyOf(registration.getScopes())))
                .queryParam("nonce", "n")
                .queryParam("state", "s")
                .queryParam("login_hint", person.id())
                .build(true)
                .toUri();
        var back = http.get()
                .uri(ask)
                .exchangeForRequiredValue((request, response) ->
                        requireNonNull(response.getHeaders().getFirst(HttpHeaders.LOCATION)));
        var code = UriComponentsBuilder.fromUriString(back)
                .build()
                .getQueryParams()
                .getFirst("code");
        var form = new LinkedMultiValueMap<String, String>();
        form.add("grant_type", "authorization_code");
        form.add("client_id", "the-client");
        form.add("client_secret", "secret");
        form.add("redirect_uri", HERE);
        form.add("code", code);
        return requireNonNull(http.post()
                .uri(entra.resolve("/organizations/oauth2/v2.0/token"))
                .body(form)
                .retrieve()
                .body(JsonNode.class));
    }

    /** Microsoft Graph as the product sees it, at the pretend Microsoft. */
    public MicrosoftGraph graph(FakeMicrosoft microsoft, Clock clock) {
        return new MicrosoftGraph(
                microsoft.endpoints(),
                new EntraApplication("the-client", "secret", null),
                tokens(),
                clock,
                new Patience(Duration.ofSeconds(2), Duration.ofMillis(1500), Duration.ZERO, 0));
    }
}
