package securitycenter.api;

import static java.util.Objects.requireNonNull;

import java.time.Clock;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import securitycenter.identity.EntraApplication;
import securitycenter.identity.EntraKeys;
import securitycenter.identity.MicrosoftEndpoints;
import securitycenter.identity.TenantId;

/** What an access token must show: Entra's signature, our audience, its time, its own tenant as issuer, a program. */
class TokenRules {

    private TokenRules() {}

    static JwtDecoder decoder(MicrosoftEndpoints microsoft, EntraApplication ours, Clock clock) {
        var keys = new EntraKeys(microsoft, clock);
        var decoder = NimbusJwtDecoder.withJwkSource(keys).build();
        var time = new JwtTimestampValidator();
        time.setAllowEmptyExpiryClaim(false);
        decoder.setJwtValidator(new DelegatingOAuth2TokenValidator<>(
                time,
                must(
                        token -> isIssuedByItsOwnTenant(token, microsoft, keys),
                        "The issuer is not the tenant that it names"),
                must(token -> ApiCaller.applicationOf(token) != null, "It is no access token")));
        return token -> forUs(decoder.decode(token), requireNonNull(ours.clientId()));
    }

    /** A good token, for somebody else: of this we know who came with it. */
    static class WrongAudience extends BadJwtException {

        final transient ApiCaller caller;

        WrongAudience(Jwt token) {
            super("The audience is another one");
            this.caller = ApiCaller.of(token);
        }
    }

    private static Jwt forUs(Jwt token, String clientId) {
        var audience = token.getAudience();
        if (audience == null || Collections.disjoint(audience, List.of(clientId, "api://" + clientId))) {
            throw new WrongAudience(token);
        }
        return token;
    }

    private static boolean isIssuedByItsOwnTenant(Jwt token, MicrosoftEndpoints microsoft, EntraKeys keys) {
        var tenant = id(token.getClaimAsString("tid"));
        return tenant != null
                && id(token.getClaimAsString("oid")) != null
                && microsoft.issuersOf(new TenantId(tenant)).contains(token.getClaimAsString("iss"))
                && keys.signFor(new TenantId(tenant), token);
    }

    static @Nullable UUID id(@Nullable String text) {
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
