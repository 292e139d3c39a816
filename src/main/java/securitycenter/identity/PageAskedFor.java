package securitycenter.identity;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseCookie;
import org.springframework.security.web.savedrequest.RequestCache;
import org.springframework.security.web.savedrequest.SavedRequest;
import org.springframework.security.web.savedrequest.SimpleSavedRequest;
import org.springframework.stereotype.Component;
import org.springframework.web.util.WebUtils;

/**
 * The page that a stranger asked for, to come back to after sign-in: its path and query in a cookie, so that a stranger
 * costs no session. Pages only: a form would be sent again without its token, perhaps by another person, and a fragment or
 * an icon is no page to come back to.
 */
@Component
class PageAskedFor implements RequestCache {

    static final String COOKIE = "PAGE";

    /** A sign-in may need a second factor, and somebody who looks for it. */
    private static final Duration KEPT = Duration.ofMinutes(30);

    /** Of the headers of a request, for which servers have 8 kB, cookie, address and referrer may each be so long. */
    private static final int LONGEST = 2_000;

    static boolean isPage(HttpServletRequest request) {
        var accepted = request.getHeader(HttpHeaders.ACCEPT);
        return request.getMethod().equals("GET")
                && request.getHeader("HX-Request") == null
                && accepted != null
                && accepted.contains(MediaType.TEXT_HTML_VALUE);
    }

    @Override
    public void saveRequest(HttpServletRequest request, HttpServletResponse response) {
        if (isPage(request)) {
            var query = request.getQueryString();
            var path =
                    request.getRequestURI().substring(request.getContextPath().length());
            var page = OwnPath.of(query == null ? path : path + "?" + query, LONGEST);
            put(encoded(page), KEPT, request, response);
        }
    }

    /** The cookie may be anybody's making: what is no address of ours leads home. */
    @Override
    public @Nullable SavedRequest getRequest(HttpServletRequest request, HttpServletResponse response) {
        var cookie = WebUtils.getCookie(request, COOKIE);
        return cookie == null ? null : new SimpleSavedRequest(decoded(cookie).value());
    }

    /** Nothing of a request is kept that another one could be given. */
    @Override
    public @Nullable HttpServletRequest getMatchingRequest(HttpServletRequest request, HttpServletResponse response) {
        return null;
    }

    @Override
    public void removeRequest(HttpServletRequest request, HttpServletResponse response) {
        if (WebUtils.getCookie(request, COOKIE) != null) {
            put("", Duration.ZERO, request, response);
        }
    }

    private static void put(String value, Duration kept, HttpServletRequest request, HttpServletResponse response) {
        var cookie = ResponseCookie.from(COOKIE, value)
                .path(request.getContextPath() + "/")
                .maxAge(kept)
                .secure(request.isSecure())
                .httpOnly(true)
                .sameSite("Lax")
                .build();
        response.addHeader(HttpHeaders.SET_COOKIE, cookie.toString());
    }

    private static String encoded(OwnPath page) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(page.value().getBytes(StandardCharsets.US_ASCII));
    }

    private static OwnPath decoded(Cookie cookie) {
        try {
            var page = new String(Base64.getUrlDecoder().decode(cookie.getValue()), StandardCharsets.US_ASCII);
            return OwnPath.of(page, LONGEST);
        } catch (IllegalArgumentException notOurs) {
            return OwnPath.HOME;
        }
    }
}
