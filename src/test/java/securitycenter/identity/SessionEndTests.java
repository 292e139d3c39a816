package securitycenter.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.mock.web.MockHttpSession;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.client.authentication.OAuth2AuthenticationToken;
import org.springframework.security.oauth2.core.oidc.OidcIdToken;
import org.springframework.security.oauth2.core.oidc.user.DefaultOidcUser;
import securitycenter.graph.MovableClock;

/** The session of one of the staff: eight pages a day are use, a page that is left open is none. */
class SessionEndTests {

    private static final SignInSettings SETTINGS =
            new SignInSettings(Duration.ofHours(8), Duration.ofHours(2), Duration.ofMinutes(15));

    private final MovableClock time = new MovableClock();
    private final SessionEnd end = new SessionEnd(time.clock(), SETTINGS);
    private final MockHttpSession session = new MockHttpSession();

    @BeforeEach
    void staffSignIn() {
        session.setMaxInactiveInterval((int) SETTINGS.idleStaffSession().toSeconds());
        session.setAttribute(SessionEnd.LAST_USE, time.instant());
        var claims = Map.<String, Object>of("sub", "stella", "oid", "stella", "iat", time.instant());
        var token = new OidcIdToken("token", time.instant(), time.instant().plusSeconds(3600), claims);
        var authorities = AuthorityUtils.createAuthorityList(SignedInUser.STAFF);
        SecurityContextHolder.getContext()
                .setAuthentication(new OAuth2AuthenticationToken(
                        new DefaultOidcUser(authorities, token, "oid"), authorities, "entra"));
    }

    @AfterEach
    void forgetThem() {
        SecurityContextHolder.clearContext();
    }

    @Test
    void whoUsesItKeepsItForTwoHours() {
        for (var tenMinutes = 1; tenMinutes <= 12; tenMinutes++) {
            time.forward(Duration.ofMinutes(10));
            ask("GET", "/support/tenants", null);
            assertThat(session.isInvalid()).isFalse();
        }
        time.forward(Duration.ofSeconds(1));
        ask("GET", "/support/tenants", null);
        assertThat(session.isInvalid()).isTrue();
        assertThat(SecurityContextHolder.getContext().getAuthentication()).isNull();
    }

    @Test
    void whoDoesNotUseItLosesItAfterAQuarterOfAnHour() {
        time.forward(Duration.ofMinutes(15).plusSeconds(1));
        ask("GET", "/support/tenants", null);
        assertThat(session.isInvalid()).isTrue();
    }

    @Test
    void aPageThatIsLeftOpenDoesNotKeepItThoughItAsksEverySecond() {
        for (var minute = 1; minute <= 15; minute++) {
            time.forward(Duration.ofMinutes(1));
            ask("GET", "/support/bulk/1", "");
        }
        assertThat(session.isInvalid()).isFalse();
        time.forward(Duration.ofSeconds(1));
        ask("GET", "/support/bulk/1", "");
        assertThat(session.isInvalid()).isTrue();
    }

    @Test
    void whatAPersonSendsFromSuchAPageIsUse() {
        time.forward(Duration.ofMinutes(10));
        ask("POST", "/support/bulk/1/stop", "");
        time.forward(Duration.ofMinutes(10));
        ask("GET", "/support/bulk/1", "");
        assertThat(session.isInvalid()).isFalse();
    }

    @Test
    void thatItIsUsedIsWrittenOnceAMinute() {
        var signedIn = lastUse();
        time.forward(Duration.ofSeconds(60));
        ask("GET", "/support/tenants", null);
        assertThat(lastUse()).isEqualTo(signedIn);
        time.forward(Duration.ofSeconds(1));
        ask("GET", "/support/tenants", null);
        assertThat(lastUse()).isEqualTo(time.instant());
    }

    @Test
    void theFilesOfAPageAreNoUse() {
        time.forward(Duration.ofMinutes(10));
        var file = new MockHttpServletRequest("GET", "/assets/app.css");
        file.setServletPath("/assets/app.css");
        pass(file);
        time.forward(Duration.ofMinutes(6));
        ask("GET", "/support/tenants", null);
        assertThat(session.isInvalid()).isTrue();
    }

    private Instant lastUse() {
        return (Instant) List.of(session.getAttribute(SessionEnd.LAST_USE)).getFirst();
    }

    private void ask(String method, String path, @Nullable String watched) {
        var request = new MockHttpServletRequest(method, path);
        request.setServletPath(path);
        if (watched != null) {
            request.setParameter("watched", watched);
        }
        pass(request);
    }

    private void pass(MockHttpServletRequest request) {
        request.setSession(session);
        try {
            end.doFilter(request, new MockHttpServletResponse(), new MockFilterChain());
        } catch (java.io.IOException | jakarta.servlet.ServletException failed) {
            throw new IllegalStateException(failed);
        }
    }
}
