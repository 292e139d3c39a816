package securitycenter.api;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpHeaders;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;
import securitycenter.api.Refusal.Kind;
import securitycenter.api.RefusalLog.Why;
import securitycenter.api.TokenRules.WrongAudience;
import securitycenter.identity.MicrosoftEndpoints;

/** Programs are never led to a page. */
class RefusedCalls implements AuthenticationEntryPoint, AccessDeniedHandler {

    private final ErrorBody errors;
    private final RefusalLog log;
    private final String challenge;

    RefusedCalls(ErrorBody errors, RefusalLog log, MicrosoftEndpoints microsoft) {
        this.errors = errors;
        this.log = log;
        this.challenge =
                "Bearer realm=\"\", authorization_uri=\"%s\"".formatted(microsoft.login("/common/oauth2/authorize"));
    }

    @Override
    public void commence(HttpServletRequest request, HttpServletResponse response, AuthenticationException stranger)
            throws IOException {
        if (stranger.getCause() instanceof WrongAudience other) {
            log.add(other.caller, Why.AUDIENCE, request);
        }
        var wrong = request.getHeader(HttpHeaders.AUTHORIZATION) != null;
        response.setHeader(HttpHeaders.WWW_AUTHENTICATE, wrong ? challenge + ", error=\"invalid_token\"" : challenge);
        errors.write(
                request,
                response,
                new Refusal(Kind.UNKNOWN_CALLER, "Unauthorized (invalid or expired authorization header)."));
    }

    @Override
    public void handle(HttpServletRequest request, HttpServletResponse response, AccessDeniedException refusal)
            throws IOException {
        errors.write(request, response, new Refusal(Kind.FORBIDDEN, "Forbidden"));
    }
}
