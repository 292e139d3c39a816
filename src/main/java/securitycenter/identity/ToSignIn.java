package securitycenter.identity;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.web.util.UriComponentsBuilder;

/** Strangers go to the sign-in page; a link that names the person goes straight on to Entra. */
class ToSignIn implements AuthenticationEntryPoint {

    @Override
    public void commence(
            HttpServletRequest request, HttpServletResponse response, AuthenticationException authentication)
            throws IOException {
        if (request.getHeader("HX-Request") != null) {
            response.setHeader("HX-Redirect", request.getContextPath() + "/sign-in");
            response.setStatus(HttpStatus.UNAUTHORIZED.value());
            return;
        }
        response.sendRedirect(request.getContextPath() + addressFor(request));
    }

    private static String addressFor(HttpServletRequest request) {
        var hint = request.getParameter("login_hint");
        if (hint == null) {
            return "/sign-in";
        }
        return UriComponentsBuilder.fromPath(SignInRequests.PATH + "/entra")
                .queryParam("login_hint", "{hint}")
                .encode()
                .buildAndExpand(hint)
                .toUriString();
    }
}
