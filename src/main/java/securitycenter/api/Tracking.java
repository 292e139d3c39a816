package securitycenter.api;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.UUID;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.web.filter.OncePerRequestFilter;
import securitycenter.api.Refusal.Kind;

/** Gives each call an id that both sides can name, and answers those that fail before a handler is reached. */
class Tracking extends OncePerRequestFilter {

    private static final Logger log = LoggerFactory.getLogger(Tracking.class);

    private static final String ATTRIBUTE = "tracking-id";

    /** What a caller sends comes back in a header. */
    private static final Pattern HARMLESS = Pattern.compile("[A-Za-z0-9{}_.:-]{1,100}");

    private final ErrorBody errors;

    Tracking(ErrorBody errors) {
        this.errors = errors;
    }

    static String idOf(HttpServletRequest request) {
        return request.getAttribute(ATTRIBUTE) instanceof String id ? id : "";
    }

    /** The caller's own id, or ours where it sends none. */
    static String clientIdOf(HttpServletRequest request) {
        var sent = request.getHeader("client-request-id");
        return sent != null && HARMLESS.matcher(sent).matches() ? sent : idOf(request);
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var id = UUID.randomUUID().toString();
        request.setAttribute(ATTRIBUTE, id);
        response.setHeader("request-id", id);
        response.setHeader("client-request-id", clientIdOf(request));
        try {
            chain.doFilter(request, response);
        } catch (AuthenticationServiceException silent) {
            log.warn("The token of call {} could not be checked", id, silent);
            errors.write(request, response, new Refusal(Kind.UNAVAILABLE, "The token could not be checked just now."));
        }
    }
}
