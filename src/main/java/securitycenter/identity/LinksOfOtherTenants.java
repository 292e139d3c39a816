package securitycenter.identity;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.UUID;
import java.util.regex.Pattern;
import org.springframework.http.HttpStatus;
import org.springframework.security.oauth2.client.authentication.OAuth2AuthenticationToken;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

/**
 * Links in mails, webhooks and answers to programs name their tenant. Whoever is signed in to another one would find
 * something else there under the same number, so such a link is refused, and followed once the account is changed.
 */
public class LinksOfOtherTenants implements HandlerInterceptor {

    /** Set in a request that was refused for that reason. */
    public static final String ATTRIBUTE = LinksOfOtherTenants.class.getName();

    private static final Pattern ID = Pattern.compile("(?i)[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    private final PageAskedFor asked;

    LinksOfOtherTenants(PageAskedFor asked) {
        this.asked = asked;
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler)
            throws IOException {
        if (request.getDispatcherType() != DispatcherType.REQUEST
                || !(request.getUserPrincipal() instanceof OAuth2AuthenticationToken session)) {
            return true;
        }
        if (!isOfAnother(request, session)) {
            leaveBehind(request, response, handler);
            return true;
        }
        asked.saveRequest(request, response);
        request.setAttribute(ATTRIBUTE, true);
        response.sendError(HttpStatus.FORBIDDEN.value());
        return false;
    }

    /** Whoever goes on to another page no longer wants what was refused; their next sign-in must not end there. */
    private void leaveBehind(HttpServletRequest request, HttpServletResponse response, Object handler) {
        var isOpen = handler instanceof HandlerMethod method && method.hasMethodAnnotation(Everyone.class);
        if (!isOpen && PageAskedFor.isPage(request)) {
            asked.removeRequest(request, response);
        }
    }

    private static boolean isOfAnother(HttpServletRequest request, OAuth2AuthenticationToken session) {
        var own = SignedInUser.of(session, request.getRemoteAddr()).tenant();
        var named = request.getParameter("tid");
        return named != null
                && ID.matcher(named).matches()
                && !UUID.fromString(named).equals(own.value());
    }
}
