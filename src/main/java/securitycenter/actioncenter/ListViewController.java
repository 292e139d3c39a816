package securitycenter.actioncenter;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import securitycenter.identity.OwnPath;
import securitycenter.identity.ViewersOnly;

/** Keeps how somebody wants to see the lists of actions. */
@Controller
class ListViewController {

    private static final Duration KEPT = Duration.ofDays(365);

    /** Leads back to the list that was seen, at its beginning. */
    @ViewersOnly
    @PostMapping(PendingController.PATH + "/view")
    String keep(
            @RequestParam(defaultValue = "") List<String> column,
            @RequestParam(required = false) @Nullable String length,
            @RequestParam(required = false) @Nullable String back,
            HttpServletRequest request,
            HttpServletResponse response) {
        var cookie = ResponseCookie.from(
                        ListView.COOKIE, ListView.of(column, length).written())
                .path(request.getContextPath() + PendingController.PATH)
                .maxAge(KEPT)
                .secure(request.isSecure())
                .httpOnly(true)
                .sameSite("Lax")
                .build();
        response.addHeader(HttpHeaders.SET_COOKIE, cookie.toString());
        var list = OwnPath.of(back);
        return "redirect:" + (list.isIn(PendingController.PATH) ? list.value() : PendingController.PATH);
    }
}
