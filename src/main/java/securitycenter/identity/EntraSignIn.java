package securitycenter.identity;

import static java.util.Objects.requireNonNull;

import java.net.http.HttpClient;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.http.converter.FormHttpMessageConverter;
import org.springframework.security.authorization.AuthorizationEventPublisher;
import org.springframework.security.authorization.SpringAuthorizationEventPublisher;
import org.springframework.security.config.annotation.method.configuration.EnableMethodSecurity;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.security.oauth2.client.endpoint.OAuth2AccessTokenResponseClient;
import org.springframework.security.oauth2.client.endpoint.OAuth2AuthorizationCodeGrantRequest;
import org.springframework.security.oauth2.client.endpoint.RestClientAuthorizationCodeTokenResponseClient;
import org.springframework.security.oauth2.client.http.OAuth2ErrorResponseErrorHandler;
import org.springframework.security.oauth2.client.oidc.web.logout.OidcClientInitiatedLogoutSuccessHandler;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.oauth2.client.registration.InMemoryClientRegistrationRepository;
import org.springframework.security.oauth2.client.web.HttpSessionOAuth2AuthorizedClientRepository;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizedClientRepository;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.http.converter.OAuth2AccessTokenResponseHttpMessageConverter;
import org.springframework.security.oauth2.jwt.JwtDecoderFactory;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.csrf.CsrfFilter;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.session.jdbc.JdbcIndexedSessionRepository;
import org.springframework.web.client.RestClient;

/**
 * OIDC sign-in for people of any tenant. Who may do what is said at each handler, not here; only that the support pages
 * are staff's is said here too, since an address that is none must look the same to everybody else.
 */
@Configuration(proxyBeanMethods = false)
@EnableMethodSecurity
class EntraSignIn {

    /** Open to strangers; everything else needs a sign-in before it needs more. */
    private static final String[] OPEN = {
        "/assets/**", "/webjars/**", "/error", "/sign-in", "/signed-out", "/help/**", "/language"
    };

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @Bean
    MicrosoftEndpoints microsoftEndpoints() {
        return MicrosoftEndpoints.PUBLIC_CLOUD;
    }

    @Bean
    SecurityFilterChain everyPageNeedsSignIn(
            HttpSecurity http,
            ClientRegistrationRepository registrations,
            ContentPolicy content,
            SignedInPeople people,
            SignInSuccess success,
            PageAskedFor asked,
            SignInSettings settings,
            Clock clock)
            throws Exception {
        var leave = new OidcClientInitiatedLogoutSuccessHandler(registrations);
        leave.setPostLogoutRedirectUri("{baseUrl}/signed-out");
        return http.requestCache(cache -> cache.requestCache(asked))
                .authorizeHttpRequests(requests -> requests.requestMatchers(OPEN)
                        .permitAll()
                        .requestMatchers(SupportPages::isAskedForBy)
                        .hasRole("STAFF")
                        .anyRequest()
                        .authenticated())
                .oauth2Login(login -> login.loginPage("/sign-in")
                        .authorizationEndpoint(
                                entra -> entra.authorizationRequestResolver(new SignInRequests(registrations)))
                        .userInfoEndpoint(user -> user.oidcUserService(people))
                        .successHandler(success)
                        .failureHandler(new SignInFailures()))
                .logout(logout -> logout.logoutUrl("/sign-out").logoutSuccessHandler(leave))
                .exceptionHandling(refused ->
                        refused.authenticationEntryPoint(new ToSignIn()).accessDeniedHandler(new ToWhyNot()))
                .addFilterBefore(new SessionEnd(clock, settings), CsrfFilter.class)
                .headers(headers -> headers.contentSecurityPolicy(policy -> policy.policyDirectives(content.usual()))
                        .referrerPolicy(referrer -> referrer.policy(ReferrerPolicy.SAME_ORIGIN))
                        .permissionsPolicyHeader(features ->
                                features.policy("camera=(), microphone=(), geolocation=(), payment=(), usb=()")))
                .build();
    }

    @Bean
    ContentPolicy contentPolicy(MicrosoftEndpoints microsoft) {
        return new ContentPolicy(microsoft);
    }

    @Bean
    ClientRegistrationRepository entra(EntraApplication application, MicrosoftEndpoints microsoft) {
        return new InMemoryClientRegistrationRepository(ClientRegistration.withRegistrationId("entra")
                .clientId(requireNonNull(application.clientId()))
                .clientSecret(application.clientSecret())
                .authorizationGrantType(AuthorizationGrantType.AUTHORIZATION_CODE)
                .redirectUri("{baseUrl}/login/oauth2/code/{registrationId}")
                .scope("openid", "profile", "offline_access", "https://graph.microsoft.com/User.Read")
                .authorizationUri(microsoft.login("/organizations/oauth2/v2.0/authorize"))
                .tokenUri(microsoft.login("/organizations/oauth2/v2.0/token"))
                .jwkSetUri(microsoft.login("/organizations/discovery/v2.0/keys"))
                .providerConfigurationMetadata(
                        Map.of("end_session_endpoint", microsoft.login("/organizations/oauth2/v2.0/logout")))
                .userNameAttributeName("oid")
                .build());
    }

    @Bean
    JwtDecoderFactory<ClientRegistration> idTokenDecoders(MicrosoftEndpoints microsoft, Clock clock) {
        // Keys of its own: unknown ones that somebody sends to the API hold up no sign-in.
        return IdTokenRules.decoders(microsoft, new EntraKeys(microsoft, clock));
    }

    /** Around the store that Spring Session makes. */
    @Bean
    static BeanPostProcessor sparingSessions() {
        return new BeanPostProcessor() {
            @Override
            public Object postProcessAfterInitialization(Object bean, String name) {
                return bean instanceof JdbcIndexedSessionRepository store ? SparingSessions.around(store) : bean;
            }
        };
    }

    /** In the session, which several instances share and a restart survives. */
    @Bean
    OAuth2AuthorizedClientRepository tokensOfThePerson() {
        return new HttpSessionOAuth2AuthorizedClientRepository();
    }

    @Bean
    OAuth2AccessTokenResponseClient<OAuth2AuthorizationCodeGrantRequest> codeForTokens() {
        var http = new JdkClientHttpRequestFactory(
                HttpClient.newBuilder().connectTimeout(PATIENCE).build());
        http.setReadTimeout(PATIENCE);
        var client = new RestClientAuthorizationCodeTokenResponseClient();
        client.setRestClient(RestClient.builder()
                .requestFactory(http)
                .configureMessageConverters(converters -> converters
                        .addCustomConverter(new FormHttpMessageConverter())
                        .addCustomConverter(new OAuth2AccessTokenResponseHttpMessageConverter()))
                .defaultStatusHandler(new OAuth2ErrorResponseErrorHandler())
                .build());
        return client;
    }

    /** Each filter of the chain as a span of its own says nothing that an operator looks for. */
    @Bean
    SecurityObservationSettings requestsAreObservedAsAWhole() {
        return SecurityObservationSettings.noObservations();
    }

    /** Refusals become events, so that the audit log can record them. */
    @Bean
    AuthorizationEventPublisher refusalsAsEvents(ApplicationEventPublisher events) {
        return new SpringAuthorizationEventPublisher(events);
    }
}
