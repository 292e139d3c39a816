package securitycenter.api;

import java.time.Clock;
import java.util.Arrays;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.annotation.AnnotationTemplateExpressionDefaults;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.header.HeaderWriterFilter;
import securitycenter.identity.EntraApplication;
import securitycenter.identity.MicrosoftEndpoints;

/** Programs come with a token of Entra's in each request, and without a session. Who may do what stands at the handler. */
@Configuration(proxyBeanMethods = false)
class ApiSecurity {

    static final String[] PATHS = {"/api/**", "/v1.0/**"};

    @Bean
    @Order(Ordered.HIGHEST_PRECEDENCE)
    SecurityFilterChain programsNeedAToken(
            HttpSecurity http,
            MicrosoftEndpoints microsoft,
            EntraApplication application,
            ErrorBody errors,
            RefusalLog log,
            Clock clock)
            throws Exception {
        var refused = new RefusedCalls(errors, log, microsoft);
        return http.securityMatcher(PATHS)
                .authorizeHttpRequests(requests -> requests.anyRequest().authenticated())
                .oauth2ResourceServer(server -> server.jwt(
                                jwt -> jwt.decoder(TokenRules.decoder(microsoft, application, clock))
                                        .jwtAuthenticationConverter(ApiSecurity::withItsPermissions))
                        .authenticationEntryPoint(refused)
                        .accessDeniedHandler(refused))
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                // Nothing that a browser sends by itself lets anybody in here.
                .csrf(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .addFilterBefore(new Tracking(errors), HeaderWriterFilter.class)
                .build();
    }

    private static JwtAuthenticationToken withItsPermissions(Jwt token) {
        var caller = ApiCaller.of(token);
        var granted = Arrays.stream(Permission.values())
                .filter(caller::may)
                .<GrantedAuthority>map(permission -> new SimpleGrantedAuthority(permission.name()))
                .toList();
        return new JwtAuthenticationToken(token, granted, caller.analyst().name());
    }

    /** Lets {@link CallersWith} name its permission in the rule that it stands for. */
    @Bean
    static AnnotationTemplateExpressionDefaults permissionsAtHandlers() {
        return new AnnotationTemplateExpressionDefaults();
    }
}
