package securitycenter.identity;

import jakarta.servlet.http.HttpServletRequest;
import java.io.Serializable;
import java.time.Instant;
import java.util.Optional;

/**
 * The last error page that a person saw in this session, so that a request for help can name it.
 *
 * @param reference that stood on the page and stands in the log
 */
public record LastError(String reference, Instant at) implements Serializable {

    private static final String ATTRIBUTE = "last-error";

    public static Optional<LastError> in(HttpServletRequest request) {
        var session = request.getSession(false);
        return session != null && session.getAttribute(ATTRIBUTE) instanceof LastError error
                ? Optional.of(error)
                : Optional.empty();
    }

    /** Without a session there is nobody to ask about it later. */
    public void rememberIn(HttpServletRequest request) {
        var session = request.getSession(false);
        if (session != null) {
            session.setAttribute(ATTRIBUTE, this);
        }
    }
}
