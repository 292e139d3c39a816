package securitycenter.portal;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletRequestEvent;
import jakarta.servlet.ServletRequestListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.SecureRandom;
import org.slf4j.MDC;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Gives each request a number that the person can read out to us and that stands in each line of the log. As a listener
 * it begins before the container's own log lines about the request and ends after them.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class ReferenceFilter extends OncePerRequestFilter implements ServletRequestListener {

    static final String ATTRIBUTE = "reference";

    /** Without those that look or sound alike when read out, and without vowels, so that no words come about. */
    private static final String CHARACTERS = "23456789BCDFGHJKLMNPQRSTVWXZ";

    private static final int LENGTH = 8;

    private final SecureRandom random = new SecureRandom();

    @Override
    public void requestInitialized(ServletRequestEvent event) {
        begin(event.getServletRequest());
    }

    @Override
    public void requestDestroyed(ServletRequestEvent event) {
        MDC.remove(ATTRIBUTE);
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        response.setHeader("X-Reference", begin(request));
        chain.doFilter(request, response);
    }

    private String begin(ServletRequest request) {
        var reference = request.getAttribute(ATTRIBUTE) instanceof String given ? given : next();
        request.setAttribute(ATTRIBUTE, reference);
        MDC.put(ATTRIBUTE, reference);
        return reference;
    }

    private String next() {
        return random.ints(LENGTH, 0, CHARACTERS.length())
                .mapToObj(CHARACTERS::charAt)
                .collect(StringBuilder::new, StringBuilder::append, StringBuilder::append)
                .toString();
    }
}
