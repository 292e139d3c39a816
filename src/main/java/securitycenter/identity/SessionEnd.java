package securitycenter.identity;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Ends a session some hours after its sign-in, used or not: a role that was taken away must not live on in it. And ends
 * it when nobody uses it any more, even if a page that was left open still asks by itself how far something is.
 */
class SessionEnd extends OncePerRequestFilter {

    /** The attribute of the session that says when a person used it last. */
    static final String LAST_USE = "lastUse";

    /** Such pages add it to their address, with scripts and without. */
    private static final String WATCHED = "watched";

    private static final Duration BETWEEN_WRITES = Duration.ofMinutes(1);

    private final Clock clock;
    private final SignInSettings settings;

    SessionEnd(Clock clock, SignInSettings settings) {
        this.clock = clock;
        this.settings = settings;
    }

    /** The files of pages need no session. */
    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return request.getServletPath().startsWith("/assets/")
                || request.getServletPath().startsWith("/webjars/");
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var authentication = SecurityContextHolder.getContext().getAuthentication();
        var session = request.getSession(false);
        if (session != null && authentication != null && authentication.getPrincipal() instanceof OidcUser user) {
            if (isTooOld(user, authentication) || isIdle(session)) {
                SecurityContextHolder.clearContext();
                session.invalidate();
            } else if (!isWatching(request)) {
                use(session);
            }
        }
        chain.doFilter(request, response);
    }

    private boolean isTooOld(OidcUser user, Authentication authentication) {
        var longest = SignedInUser.isStaff(authentication) ? settings.longestStaffSession() : settings.longestSession();
        return user.getIssuedAt() != null && user.getIssuedAt().plus(longest).isBefore(clock.instant());
    }

    private boolean isIdle(HttpSession session) {
        var idle = Duration.ofSeconds(session.getMaxInactiveInterval());
        return idle.isPositive() && lastUse(session).plus(idle).isBefore(clock.instant());
    }

    private static boolean isWatching(HttpServletRequest request) {
        return request.getMethod().equals("GET") && request.getParameter(WATCHED) != null;
    }

    private void use(HttpSession session) {
        if (lastUse(session).plus(BETWEEN_WRITES).isBefore(clock.instant())) {
            session.setAttribute(LAST_USE, clock.instant());
        }
    }

    private static Instant lastUse(HttpSession session) {
        return session.getAttribute(LAST_USE) instanceof Instant last
                ? last
                : Instant.ofEpochMilli(session.getCreationTime());
    }
}
