package securitycenter.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static securitycenter.audit.Actors.newTenant;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
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
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.TransactionStatus;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;
import securitycenter.identity.TenantId;

class RefusedPagesTests {

    private final TenantId tenant = newTenant();
    private final Watch watch = new Watch();
    private final RefusedPages refused = new RefusedPages(
            AuditDatabase.H2.get(AuditLog.class), AuditDatabase.H2.get(PlatformTransactionManager.class), watch);
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
        for (int second = 0; second < 60; second++) {
            refuseTen(second);
            watch.now = watch.now.plusSeconds(1);
        }
        assertThat(recorded()).hasSize(20).last().satisfies(entry -> {
            assertThat(entry.what()).isEqualTo("access.refused-more");
            assertThat(entry.refused()).isTrue();
        });
        assertThat(recorded().stream().limit(19)).allMatch(entry -> entry.what().equals("access.refused"));
        watch.now = watch.now.plusSeconds(2);
        refuse(bob, "/support/anything");
        assertThat(recorded()).hasSize(21).last().extracting(Entry::what).isEqualTo("access.refused");
    }

    @Test
    void inADayThereAreTwoHundredOfOnePersonAtMostAndOthersAreNotConcerned() {
        for (int minute = 0; minute < 60; minute++) {
            refuseTen(minute);
            watch.now = watch.now.plusSeconds(61);
        }
        assertThat(recorded()).hasSize(200).last().extracting(Entry::what).isEqualTo("access.refused-more");
        refuse(signedIn("Eve"), "/support");
        assertThat(recorded()).hasSize(201);
        watch.now = watch.now.plus(Duration.ofDays(1));
        refuse(bob, "/support");
        assertThat(recorded()).hasSize(202);
    }

    private void refuseTen(int time) {
        for (int page = 0; page < 10; page++) {
            refuse(bob, "/support/" + "x".repeat(1 + time) + "y".repeat(page));
        }
    }

    @Test
    void whatIsNotWrittenDownCostsNoTransaction() {
        var begun = new AtomicInteger();
        var counted = new RefusedPages(
                AuditDatabase.H2.get(AuditLog.class),
                new PlatformTransactionManager() {
                    private final PlatformTransactionManager real =
                            AuditDatabase.H2.get(PlatformTransactionManager.class);

                    @Override
                    public TransactionStatus getTransaction(@Nullable TransactionDefinition definition) {
                        begun.incrementAndGet();
                        return real.getTransaction(definition);
                    }

                    @Override
                    public void commit(TransactionStatus status) {
                        real.commit(status);
                    }

                    @Override
                    public void rollback(TransactionStatus status) {
                        real.rollback(status);
                    }
                },
                watch);
        for (int time = 0; time < 10; time++) {
            refuse(counted, bob, "/audit");
        }
        assertThat(begun).hasValue(1);
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
        refuse(refused, who, path);
    }

    private static void refuse(RefusedPages refused, Authentication who, String path) {
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
