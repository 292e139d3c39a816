package securitycenter.identity;

import java.util.UUID;
import org.springframework.security.oauth2.client.oidc.authentication.OidcIdTokenDecoderFactory;
import org.springframework.security.oauth2.client.oidc.authentication.OidcIdTokenValidator;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.security.oauth2.core.converter.ClaimTypeConverter;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoderFactory;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;

/** What an ID token must show: our audience, its time, and an issuer that is the tenant it names. */
class IdTokenRules {

    private IdTokenRules() {}

    static JwtDecoderFactory<ClientRegistration> decoders(MicrosoftEndpoints microsoft, EntraKeys keys) {
        return registration -> {
            var decoder = NimbusJwtDecoder.withJwkSource(keys).build();
            decoder.setClaimSetConverter(
                    new ClaimTypeConverter(OidcIdTokenDecoderFactory.createDefaultClaimTypeConverters()));
            decoder.setJwtValidator(new DelegatingOAuth2TokenValidator<>(
                    new JwtTimestampValidator(),
                    new OidcIdTokenValidator(registration),
                    issuedByItsOwnTenant(microsoft, keys)));
            return decoder;
        };
    }

    /** The shared /organizations endpoint signs for every tenant, so the issuer must name the token's own. */
    private static OAuth2TokenValidator<Jwt> issuedByItsOwnTenant(MicrosoftEndpoints microsoft, EntraKeys keys) {
        return token -> isId(token.getClaimAsString("tid"))
                        && isId(token.getClaimAsString("oid"))
                        && microsoft
                                .login("/" + token.getClaimAsString("tid") + "/v2.0")
                                .equals(token.getClaimAsString("iss"))
                        && keys.signFor(new TenantId(UUID.fromString(token.getClaimAsString("tid"))), token)
                ? OAuth2TokenValidatorResult.success()
                : OAuth2TokenValidatorResult.failure(
                        new OAuth2Error("invalid_issuer", "The issuer is not the tenant that the token names", null));
    }

    private static boolean isId(@org.jspecify.annotations.Nullable String text) {
        try {
            return text != null && UUID.fromString(text).toString().equals(text);
        } catch (IllegalArgumentException notAnId) {
            return false;
        }
    }
}
