package securitycenter.identity;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.http.server.RequestPath;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/**
 * Which addresses are those of support staff. Everybody asks here, because one address can be written in several ways,
 * {@code /support} and {@code /%73upport} among them.
 */
public final class SupportPages {

    private static final PathPattern ALL = PathPatternParser.defaultInstance.parse("/support/**");

    private SupportPages() {}

    /** Of a request that has failed, the address counts that it failed at. */
    public static boolean isAskedForBy(HttpServletRequest request) {
        var address = request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI) instanceof String failed
                ? failed
                : request.getRequestURI();
        return ALL.matches(RequestPath.parse(address, request.getContextPath()).pathWithinApplication());
    }
}
