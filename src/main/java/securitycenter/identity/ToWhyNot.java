package securitycenter.identity;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.security.web.csrf.CsrfException;

/**
 * A refusal is a page that says why. Support pages do not exist for those who are not staff; a form without its token is
 * refused before anybody looks whether there is a page, and so everywhere alike.
 */
class ToWhyNot implements AccessDeniedHandler {

    @Override
    public void handle(HttpServletRequest request, HttpServletResponse response, AccessDeniedException refusal)
            throws IOException, ServletException {
        var expired = refusal instanceof CsrfException;
        if (!expired && SupportPages.isAskedForBy(request) && !request.isUserInRole("STAFF")) {
            response.sendError(HttpStatus.NOT_FOUND.value());
            return;
        }
        request.setAttribute(RequestDispatcher.ERROR_EXCEPTION, refusal);
        request.setAttribute("formExpired", expired);
        response.sendError(HttpStatus.FORBIDDEN.value());
    }
}
