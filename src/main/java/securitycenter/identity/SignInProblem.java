package securitycenter.identity;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.core.OAuth2Error;

/**
 * Why a sign-in ended without a session; the page says it in words. Source of the numbers: Entra's documented
 * AADSTS error codes, which stand at the beginning of {@code error_description}.
 */
enum SignInProblem {
    NOT_ASSIGNED("AADSTS50105"),
    CONSENT_MISSING("AADSTS65001", "AADSTS90094", "AADSTS90093", "AADSTS700016", "AADSTS7000229"),
    WRONG_ACCOUNT("AADSTS50020", "AADSTS50034", "AADSTS50178"),
    REGISTRATION("AADSTS50011", "AADSTS7000222", "AADSTS7000215", "AADSTS700054"),
    DECLINED("AADSTS65004"),
    STARTED_ELSEWHERE,
    TOKEN_REFUSED,
    DIRECTORY_SILENT,
    UNKNOWN;

    private final List<String> codes;

    SignInProblem(String... codes) {
        this.codes = List.of(codes);
    }

    static SignInProblem of(OAuth2Error error) {
        var description = String.valueOf(error.getDescription());
        return Arrays.stream(values())
                .filter(problem -> problem.codes.stream().anyMatch(code -> description.contains(code + ":")))
                .findFirst()
                .orElseGet(() -> ofKind(error.getErrorCode()));
    }

    private static SignInProblem ofKind(String errorCode) {
        return switch (errorCode) {
            case "access_denied" -> DECLINED;
            case "authorization_request_not_found", "invalid_state_parameter", "invalid_grant" -> STARTED_ELSEWHERE;
            case "invalid_id_token", "invalid_nonce", "invalid_issuer", "missing_signature_verifier" -> TOKEN_REFUSED;
            case "roles_unreadable", "invalid_token_response", "temporarily_unavailable", "server_error" ->
                DIRECTORY_SILENT;
            default -> UNKNOWN;
        };
    }

    /** The problem that an address names; unknown words are none. */
    static @Nullable SignInProblem named(@Nullable String word) {
        return Arrays.stream(values())
                .filter(problem -> problem.word().equals(word))
                .findFirst()
                .orElse(null);
    }

    String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
