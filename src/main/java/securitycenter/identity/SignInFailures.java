package securitycenter.identity;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.web.authentication.AuthenticationFailureHandler;

/** Sends a failed sign-in back to the sign-in page, which explains it; the details go to the log only. */
class SignInFailures implements AuthenticationFailureHandler {

    private static final Logger log = LoggerFactory.getLogger(SignInFailures.class);

    @Override
    public void onAuthenticationFailure(
            HttpServletRequest request, HttpServletResponse response, AuthenticationException failure)
            throws IOException {
        var error = failure instanceof OAuth2AuthenticationException oauth2
                ? oauth2.getError()
                : new OAuth2Error("server_error");
        log.warn("Sign-in refused: {}: {}", LogText.of(error.getErrorCode()), LogText.of(error.getDescription()));
        var reference = MDC.get("reference");
        response.sendRedirect(request.getContextPath() + "/sign-in?problem="
                + SignInProblem.of(error).word()
                + (reference == null ? "" : "&reference=" + reference));
    }
}
