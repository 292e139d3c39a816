package securitycenter.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static securitycenter.audit.Actors.newTenant;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.authorization.event.AuthorizationDeniedEvent;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.oauth2.client.authentication.OAuth2AuthenticationToken;
import org.springframework.security.oauth2.core.oidc.OidcIdToken;
import org.springframework.security.oauth2.core.oidc.user.DefaultOidcUser;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;
import securitycenter.identity.TenantId;

class RefusedPagesTests {

    private final TenantId tenant = newTenant();
    private final Watch watch = new Watch();
    private final RefusedPages refused = new RefusedPages(AuditDatabase.H2.get(AuditLog.class), watch);
    private final Authentication bob = signedIn("Bob");

    @AfterEach
    void forgetTheRequest() {
        RequestContextHolder.resetRequestAttributes();
    }

    @Test
    void whoWasRefusedWhichPageIsRecorded() {
        refuse(bob, "/incidents/7");
        assertThat(recorded()).singleElement().satisfies(entry -> {
            assertThat(entry.actorName()).isEqualTo("Bob");
            assertThat(entry.what()).isEqualTo("access.refused");
            assertThat(entry.objectId()).isEqualTo("GET /incidents/7");
            assertThat(entry.address()).isEqualTo("127.0.0.1");
            assertThat(entry.refused()).isTrue();
        });
    }

    @Test
    void onePageCannotFloodTheLogWhateverIdsAreTried() {
        for (int id = 0; id < 500; id++) {
            refuse(bob, "/incidents/" + id + "/alerts/" + UUID.randomUUID());
        }
        assertThat(recorded()).hasSize(1);
    }

    @Test
    void somebodyWhoThinksUpAddressesCannotFloodTheLogEither() {
        for (int letters = 1; letters < 400; letters++) {
            refuse(bob, "/support/" + "x".repeat(letters));
        }
        assertThat(recorded()).hasSize(200);
    }

    @Test
    void anotherPersonOrPageIsAnotherRefusal() {
        refuse(bob, "/audit");
        refuse(bob, "/hunting");
        refuse(signedIn("Eve"), "/audit");
        assertThat(recorded()).hasSize(3);
    }

    @Test
    void afterAMinuteItIsRecordedAgain() {
        refuse(bob, "/audit");
        watch.now = watch.now.plusSeconds(59);
        refuse(bob, "/audit");
        assertThat(recorded()).hasSize(1);
        watch.now = watch.now.plusSeconds(1);
        refuse(bob, "/audit");
        assertThat(recorded()).hasSize(2);
    }

    @Test
    void aStrangersRefusalIsNotRecorded() {
        refuse(
                new AnonymousAuthenticationToken("x", "stranger", AuthorityUtils.createAuthorityList("ROLE_ANONYMOUS")),
                "/audit");
        assertThat(recorded()).isEmpty();
    }

    private void refuse(Authentication who, String path) {
        var request = new MockHttpServletRequest("GET", path);
        RequestContextHolder.setRequestAttributes(new ServletRequestAttributes(request));
        Supplier<Authentication> authentication = () -> who;
        refused.on(new AuthorizationDeniedEvent<>(authentication, path, new AuthorizationDecision(false)));
    }

    private List<Entry> recorded() {
        return AuditDatabase.H2.get(AuditEntries.class).after(tenant, 0, 1000).stream()
                .map(SealedEntry::entry)
                .toList();
    }

    private Authentication signedIn(String name) {
        var claims = Map.<String, Object>of(
                "sub", name, "oid", UUID.randomUUID().toString(), "tid", tenant.toString(), "name", name);
        var token = new OidcIdToken("token", Instant.EPOCH, Instant.EPOCH.plusSeconds(1), claims);
        return new OAuth2AuthenticationToken(new DefaultOidcUser(List.of(), token, "oid"), List.of(), "entra");
    }

    private static class Watch extends Clock {

        private Instant now = Instant.parse("2026-11-01T08:00:00Z");

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }
}
