package securitycenter.api;

import static java.util.Objects.requireNonNull;

import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import java.net.MalformedURLException;
import java.net.URI;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import securitycenter.identity.EntraApplication;
import securitycenter.identity.MicrosoftEndpoints;
import securitycenter.identity.TenantId;

/** What an access token must show: Entra's signature, our audience, its time, its own tenant as issuer, a program. */
class TokenRules {

    private static final int MILLISECONDS_TO_ANSWER = 5_000;
    private static final long MILLISECONDS_WITHOUT_ENTRA = 3_600_000;
    private static final int LARGEST_KEY_SET = 200 * 1024;

    private TokenRules() {}

    static JwtDecoder decoder(MicrosoftEndpoints microsoft, EntraApplication ours) {
        var decoder = NimbusJwtDecoder.withJwkSource(keys(microsoft)).build();
        var time = new JwtTimestampValidator();
        time.setAllowEmptyExpiryClaim(false);
        decoder.setJwtValidator(new DelegatingOAuth2TokenValidator<>(
                time,
                must(token -> isForUs(token, requireNonNull(ours.clientId())), "The audience is another one"),
                must(token -> isIssuedByItsOwnTenant(token, microsoft), "The issuer is not the tenant that it names"),
                must(token -> ApiCaller.applicationOf(token) != null, "It is no access token")));
        return decoder;
    }

    /**
     * One set of keys signs for all tenants. Unknown key ids cannot make us ask for it again and again, and for a while
     * the keys that we know will do.
     */
    private static JWKSource<SecurityContext> keys(MicrosoftEndpoints microsoft) {
        try {
            return JWKSourceBuilder.create(
                            URI.create(microsoft.login("/common/discovery/v2.0/keys"))
                                    .toURL(),
                            new DefaultResourceRetriever(
                                    MILLISECONDS_TO_ANSWER, MILLISECONDS_TO_ANSWER, LARGEST_KEY_SET))
                    .refreshAheadCache(false)
                    .retrying(true)
                    .outageTolerant(MILLISECONDS_WITHOUT_ENTRA)
                    .build();
        } catch (MalformedURLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean isForUs(Jwt token, String clientId) {
        return !Collections.disjoint(token.getAudience(), List.of(clientId, "api://" + clientId));
    }

    private static boolean isIssuedByItsOwnTenant(Jwt token, MicrosoftEndpoints microsoft) {
        var tenant = id(token.getClaimAsString("tid"));
        return tenant != null
                && id(token.getClaimAsString("oid")) != null
                && microsoft.issuersOf(new TenantId(tenant)).contains(token.getClaimAsString("iss"));
    }

    private static @Nullable UUID id(@Nullable String text) {
        try {
            return text == null ? null : UUID.fromString(text);
        } catch (IllegalArgumentException notAnId) {
            return null;
        }
    }

    private static OAuth2TokenValidator<Jwt> must(Predicate<Jwt> rule, String otherwise) {
        return token -> rule.test(token)
                ? OAuth2TokenValidatorResult.success()
                : OAuth2TokenValidatorResult.failure(new OAuth2Error("invalid_token", otherwise, null));
    }
}
