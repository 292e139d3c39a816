package securitycenter.portal;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.web.util.WebUtils;

/** What a browser remembers of the looks, for pages before the sign-in. */
enum LookCookie {
    LANGUAGE,
    THEME;

    private static final Duration KEPT = Duration.ofDays(365);

    @Nullable
    String in(HttpServletRequest request) {
        var cookie = WebUtils.getCookie(request, word());
        return cookie == null ? null : cookie.getValue();
    }

    /** @param value none forgets it */
    void set(@Nullable String value, HttpServletRequest request, HttpServletResponse response) {
        var cookie = ResponseCookie.from(word(), value == null ? "" : value)
                .path(request.getContextPath() + "/")
                .maxAge(value == null ? Duration.ZERO : KEPT)
                .secure(request.isSecure())
                .httpOnly(true)
                .sameSite("Lax")
                .build();
        response.addHeader(HttpHeaders.SET_COOKIE, cookie.toString());
    }

    private String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
