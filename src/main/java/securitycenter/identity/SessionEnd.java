package securitycenter.identity;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;
import org.springframework.web.filter.OncePerRequestFilter;

/** Ends a session some hours after its sign-in, used or not: a role that was taken away must not live on in it. */
class SessionEnd extends OncePerRequestFilter {

    private final Clock clock;
    private final SignInSettings settings;

    SessionEnd(Clock clock, SignInSettings settings) {
        this.clock = clock;
        this.settings = settings;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var authentication = SecurityContextHolder.getContext().getAuthentication();
        if (authentication != null
                && authentication.getPrincipal() instanceof OidcUser user
                && user.getIssuedAt() != null
                && user.getIssuedAt().plus(longest(authentication)).isBefore(clock.instant())) {
            SecurityContextHolder.clearContext();
            var session = request.getSession(false);
            if (session != null) {
                session.invalidate();
            }
        }
        chain.doFilter(request, response);
    }

    private Duration longest(Authentication authentication) {
        return SignedInUser.isStaff(authentication) ? settings.longestStaffSession() : settings.longestSession();
    }
}
