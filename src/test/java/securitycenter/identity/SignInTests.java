package securitycenter.identity;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.web.context.HttpSessionSecurityContextRepository.SPRING_SECURITY_CONTEXT_KEY;
import static securitycenter.identity.Role.GLOBAL_ADMINISTRATOR;
import static securitycenter.identity.Role.SECURITY_ADMINISTRATOR;
import static securitycenter.identity.Role.SECURITY_READER;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.security.oauth2.client.authentication.OAuth2AuthenticationToken;
import org.springframework.security.oauth2.core.oidc.OidcIdToken;
import org.springframework.security.oauth2.core.oidc.user.DefaultOidcUser;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;
import org.springframework.session.Session;
import org.springframework.session.SessionRepository;
import securitycenter.ApplicationTest;
import securitycenter.Visitors;
import securitycenter.fakemicrosoft.Cast;
import securitycenter.fakemicrosoft.FakeMicrosoft;
import securitycenter.fakemicrosoft.Forgery;
import securitycenter.fakemicrosoft.Person;
import securitycenter.fakemicrosoft.Refusal;
import securitycenter.fakemicrosoft.Tenant;

@ApplicationTest
class SignInTests {

    @Autowired
    FakeMicrosoft microsoft;

    @Autowired
    Visitors visitors;

    @Autowired
    JdbcClient database;

    @Autowired
    SessionRepository<?> sessions;

    Tenant tenant;
    Person ada;

    @BeforeEach
    void aTenant() {
        tenant = microsoft.directory().tenant("Sign-in Ltd").licensed("SPE_E5").country("NL");
        ada = tenant.person("Ada Lovelace").holds(GLOBAL_ADMINISTRATOR);
    }

    @Test
    void aStrangerIsSentToTheSignInPageAndBackToThePageFirstAskedFor() {
        var stranger = visitors.stranger();
        assertThat(stranger.get("/settings/services").path()).isEqualTo("/sign-in");
        var back = stranger.signIn(ada);
        assertThat(back.path()).isEqualTo("/settings/services");
        assertThat(back.response().uri().getQuery()).isNull();
        assertThat(stranger.signIn(ada).path()).as("only once").isEqualTo("/");
    }

    @Test
    void whatIsAskedInTheAddressOfAPageIsAskedAfterSignIn() {
        var stranger = visitors.stranger();
        stranger.get("/audit?what=product.turned-on&who=%C3%A9%20%26");
        assertThat(stranger.signIn(ada).response().uri().getRawQuery())
                .isEqualTo("what=product.turned-on&who=%C3%A9%20%26");
    }

    @Test
    void aStrangerWhoOnlyLooksCostsNoSession() {
        var stranger = visitors.stranger();
        var asked = stranger.look("/settings/services?from=mail", "X-Large", "x".repeat(4_000));
        assertThat(asked.response().headers().allValues("Set-Cookie"))
                .singleElement(InstanceOfAssertFactories.STRING)
                .startsWith(PageAskedFor.COOKIE + "=")
                .contains("HttpOnly", "SameSite=Lax", "Max-Age=1800")
                .hasSizeLessThan(300);
        assertThat(stranger.get("/sign-in").status()).isEqualTo(200);
        assertThat(stranger.cookies()).noneMatch(cookie -> cookie.startsWith("SESSION="));
    }

    @ParameterizedTest
    @ValueSource(strings = {"//evil.example/", "/\\evil.example", "https://evil.example/", "/\t/evil.example"})
    void aCookieThatIsNotOursLeadsHome(String address) {
        var forged = Base64.getUrlEncoder().encodeToString(address.getBytes(StandardCharsets.US_ASCII));
        assertLeadsHome(forged);
    }

    @Test
    void aCookieThatSaysNothingLeadsHome() {
        assertLeadsHome("%");
    }

    private void assertLeadsHome(String cookie) {
        var visitor = visitors.stranger();
        visitor.keep(PageAskedFor.COOKIE, cookie);
        var toEntra = visitor.look("/oauth2/authorization/entra?login_hint=" + ada.userPrincipalName());
        var back = visitor.look(toEntra.header("Location")).header("Location");
        var end = visitor.look(back);
        assertThat(end.header("Location"))
                .isEqualTo(end.response().uri().resolve("/").toString());
    }

    /** Else it would be sent without its token, and perhaps by somebody else. */
    @Test
    void aFormIsNotSentAgainAfterSignIn() {
        var rea = tenant.person("Rea").holds(SECURITY_READER);
        var visitor = visitors.signedIn(rea);
        var form = visitor.get("/preferences").form("/preferences").to("/settings/check");
        change(sessions, rea, session -> session.removeAttribute(SPRING_SECURITY_CONTEXT_KEY));
        assertThat(form.submit().path()).isEqualTo("/sign-in");
        assertThat(visitor.signIn(ada).path()).isEqualTo("/");
    }

    @Test
    void aPartOfAPageIsNoPageToComeBackTo() {
        var stranger = visitors.stranger();
        assertThat(stranger.look("/settings/services", "HX-Request", "true").status())
                .isEqualTo(401);
        assertThat(stranger.signIn(ada).path()).isEqualTo("/");
    }

    @Test
    void anIconThatABrowserAsksForIsNoPageToComeBackTo() {
        var stranger = visitors.stranger();
        stranger.get("/settings/services");
        stranger.look("/apple-touch-icon.png", "Accept", "image/avif,*/*;q=0.8");
        assertThat(stranger.signIn(ada).path()).isEqualTo("/settings/services");
    }

    @Test
    void aLongAddressIsComeBackToUnlessItIsTooLongForACookie() {
        var stranger = visitors.stranger();
        var start = "/audit?who=";
        stranger.get(start + "a".repeat(2_000 - start.length()));
        assertThat(stranger.signIn(ada).response().uri().getQuery()).hasSize(2_000 - "/audit?".length());
        var another = visitors.stranger();
        another.get(start + "a".repeat(2_001 - start.length()));
        assertThat(another.signIn(ada).path()).isEqualTo("/");
    }

    @Test
    void aLinkWithAHintSignsAKnownPersonIn() {
        var page = visitors.stranger().get("/settings?login_hint=" + ada.userPrincipalName());
        assertThat(page.path()).isEqualTo("/settings");
        assertThat(page.html().text()).contains("Ada Lovelace");
    }

    @ParameterizedTest
    @EnumSource(Forgery.class)
    void aForgedTokenSignsNobodyIn(Forgery forgery) {
        ada.nextSignIn(forgery);
        var visitor = visitors.stranger();
        var page = visitor.signIn(ada);
        assertThat(page.path()).isEqualTo("/sign-in");
        assertThat(page.response().uri().getQuery()).startsWith("problem=token-refused");
        assertThat(visitor.get("/settings").path()).isEqualTo("/sign-in");
    }

    @Test
    void aCodeThatWasUsedSignsNobodyIn() {
        var visitor = visitors.stranger();
        var toEntra = visitor.look("/oauth2/authorization/entra?login_hint=" + ada.userPrincipalName());
        var back = visitor.look(toEntra.header("Location")).header("Location");
        assertThat(visitor.get(back).path()).isEqualTo("/");
        var replayed = visitors.stranger().get(back);
        assertThat(replayed.path()).isEqualTo("/sign-in");
        assertThat(replayed.response().uri().getQuery()).startsWith("problem=started-elsewhere");
    }

    @Test
    void aStateThatIsNotOursSignsNobodyIn() {
        var visitor = visitors.stranger();
        var toEntra = visitor.look("/oauth2/authorization/entra?login_hint=" + ada.userPrincipalName());
        var back = visitor.look(toEntra.header("Location")).header("Location");
        var page = visitor.get(back.replaceFirst("state=[^&]+", "state=forged"));
        assertThat(page.response().uri().getQuery()).startsWith("problem=started-elsewhere");
    }

    @Test
    void entrasRefusalIsSaidInWords() {
        ada.refusedWith(Refusal.CONSENT_REQUIRED);
        var page = visitors.stranger().signIn(ada);
        assertThat(page.response().uri().getQuery()).startsWith("problem=consent-missing");
        assertThat(page.text()).doesNotContain("AADSTS", "??");
    }

    @Test
    void rolesOfAPersonWhoseTokenIsSilentComeFromTheDirectory() {
        var grace = tenant.person("Grace")
                .holdsThroughGroup(SECURITY_ADMINISTRATOR)
                .memberOfGroups(300)
                .withoutWids();
        assertThat(visitors.signedIn(grace).get("/audit").status()).isEqualTo(200);
    }

    @Test
    void aRoleThatIsOnlyEligibleCountsOnceItIsActivated() {
        var pim = tenant.person("Pim").eligibleFor(SECURITY_ADMINISTRATOR);
        assertThat(visitors.signedIn(pim).get("/audit").status()).isEqualTo(403);
        pim.activate();
        assertThat(visitors.signedIn(pim).get("/audit").status()).isEqualTo(200);
    }

    @Test
    void theSupportRoleOfAnotherTenantIsWorthNothing() {
        var mallory = microsoft.directory().tenant("Rogue").person("Mallory").appRole(Cast.SUPPORT_ROLE);
        assertThat(visitors.signedIn(mallory).get("/support/tenants").status()).isEqualTo(404);
    }

    @Test
    void signingOutEndsBothSessions() {
        var visitor = visitors.signedIn(ada);
        microsoft.forgetRequests();
        var page = visitor.get("/").form("/sign-out").submit();
        assertThat(page.path()).isEqualTo("/signed-out");
        assertThat(microsoft.requests("/organizations/oauth2/v2.0/logout")).hasSize(1);
        assertThat(visitor.get("/settings").path()).isEqualTo("/sign-in");
    }

    @Test
    void aSessionGetsANewNameAtSignIn() {
        var visitor = visitors.stranger();
        visitor.look("/oauth2/authorization/entra");
        var before = visitor.cookies();
        visitor.signIn(ada);
        assertThat(visitor.cookies())
                .doesNotContainAnyElementsOf(before.stream()
                        .filter(cookie -> cookie.startsWith("SESSION="))
                        .toList());
    }

    @Test
    void thatASessionIsInUseIsWrittenOnceAMinute() {
        var visitor = visitors.signedIn(ada);
        var signedIn = lastUse();
        visitor.get("/settings");
        assertThat(lastUse()).isEqualTo(signedIn);
        usedEarlier(ada, Duration.ofSeconds(61));
        visitor.get("/settings");
        assertThat(lastUse()).isGreaterThanOrEqualTo(signedIn);
    }

    @Test
    void anUnusedSessionEndsAfterAnHour() {
        var visitor = visitors.signedIn(ada);
        usedEarlier(ada, Duration.ofMinutes(58));
        assertThat(visitor.get("/settings").path()).isEqualTo("/settings");
        usedEarlier(ada, Duration.ofMinutes(61));
        assertThat(visitor.get("/settings").path()).isEqualTo("/sign-in");
    }

    @Test
    void aSessionEndsEightHoursAfterItsSignInThoughItIsUsed() {
        var visitor = visitors.signedIn(ada);
        signedInEarlier(ada, Duration.ofHours(8).minusMinutes(2));
        assertThat(visitor.get("/settings").path()).isEqualTo("/settings");
        signedInEarlier(ada, Duration.ofMinutes(3));
        assertThat(visitor.get("/settings").path()).isEqualTo("/sign-in");
    }

    @Test
    void whatIsSentAfterTheEndGetsThePageThatTellsOfIt() {
        var visitor = visitors.signedIn(ada);
        var form = visitor.get("/preferences").form("/preferences");
        signedInEarlier(ada, Duration.ofHours(9));
        var page = form.submit();
        assertThat(page.status()).isEqualTo(403);
        assertThat(page.text()).contains("This form is no longer valid");
        assertThat(page.html().select("script[src*=expired]")).hasSize(1);
    }

    @Test
    void afterTheEndPagesThatAreOpenToStrangersLeadToSignInWhereTheyNeedAPerson() {
        var visitor = visitors.signedIn(ada);
        assertThat(visitor.get("/help/requests").path()).isEqualTo("/help/requests");
        signedInEarlier(ada, Duration.ofHours(9));
        assertThat(visitor.get("/help/requests").path()).isEqualTo("/sign-in");
        assertThat(visitor.get("/help").status()).isEqualTo(200);
    }

    @Test
    void theSessionOfStaffEndsTwoHoursAfterItsSignInThoughItIsUsed() {
        var stella = stella();
        var visitor = visitors.signedIn(stella);
        signedInEarlier(stella, Duration.ofHours(2).minusMinutes(2));
        assertThat(visitor.get("/support/tenants").path()).isEqualTo("/support/tenants");
        signedInEarlier(stella, Duration.ofMinutes(3));
        assertThat(visitor.get("/support/tenants").path()).isEqualTo("/sign-in");
    }

    @Test
    void anUnusedSessionOfStaffEndsAfterAQuarterOfAnHour() {
        var stella = stella();
        var visitor = visitors.signedIn(stella);
        usedEarlier(stella, Duration.ofMinutes(14));
        assertThat(visitor.get("/support/tenants").path()).isEqualTo("/support/tenants");
        usedEarlier(stella, Duration.ofMinutes(16));
        assertThat(visitor.get("/support/tenants").path()).isEqualTo("/sign-in");
    }

    @Test
    void aPageThatWatchesSomethingDoesNotKeepTheSessionOfStaff() {
        var stella = stella();
        var visitor = visitors.signedIn(stella);
        usedEarlier(stella, Duration.ofMinutes(14));
        var poll = visitor.look("/support/audit/verification?watched", "HX-Request", "true");
        assertThat(poll.status()).isEqualTo(200);
        usedByAPersonEarlier(stella, Duration.ofMinutes(2));
        assertThat(visitor.look("/support/audit/verification?watched", "HX-Request", "true")
                        .status())
                .isEqualTo(401);
    }

    private Person stella() {
        return microsoft
                .directory()
                .operator()
                .person("Stella " + System.nanoTime())
                .appRole(Cast.SUPPORT_ROLE);
    }

    private long lastUse() {
        return database.sql("select max(last_access_time) from spring_session where principal_name = ?")
                .param(ada.id().toString())
                .query(Long.class)
                .single();
    }

    private void usedEarlier(Person person, Duration by) {
        usedByAPersonEarlier(person, by);
        database.sql("update spring_session set last_access_time = last_access_time - ? where principal_name = ?")
                .params(by.toMillis(), person.id().toString())
                .update();
    }

    private void usedByAPersonEarlier(Person person, Duration by) {
        change(sessions, person, session -> {
            Instant last = session.getRequiredAttribute(SessionEnd.LAST_USE);
            session.setAttribute(SessionEnd.LAST_USE, last.minus(by));
        });
    }

    private void signedInEarlier(Person person, Duration by) {
        change(sessions, person, session -> {
            SecurityContext context = session.getRequiredAttribute(SPRING_SECURITY_CONTEXT_KEY);
            var signedIn = (OAuth2AuthenticationToken) requireNonNull(context.getAuthentication());
            var token = ((OidcUser) signedIn.getPrincipal()).getIdToken();
            var claims = new HashMap<>(token.getClaims());
            claims.put("iat", requireNonNull(token.getIssuedAt()).minus(by));
            var earlier = new OidcIdToken(
                    token.getTokenValue(), requireNonNull(token.getIssuedAt()).minus(by), token.getExpiresAt(), claims);
            var who = new DefaultOidcUser(signedIn.getAuthorities(), earlier, "oid");
            session.setAttribute(
                    SPRING_SECURITY_CONTEXT_KEY,
                    new SecurityContextImpl(new OAuth2AuthenticationToken(who, signedIn.getAuthorities(), "entra")));
        });
    }

    private <S extends Session> void change(SessionRepository<S> store, Person person, Consumer<Session> change) {
        var ids = database.sql("select session_id from spring_session where principal_name = ?")
                .param(person.id().toString())
                .query(String.class)
                .list();
        assertThat(ids).isNotEmpty();
        for (var id : ids) {
            var session = requireNonNull(store.findById(id.strip()));
            change.accept(session);
            store.save(session);
        }
    }

    @Test
    void aPostWithoutItsTokenIsRefusedAndSaysSo() {
        var page = visitors.signedIn(ada).post("/settings", "turnOn=true");
        assertThat(page.status()).isEqualTo(403);
    }

    @Test
    void pagesForbidForeignScriptsAndFrames() {
        var page = visitors.stranger().get("/sign-in");
        assertThat(page.header("Content-Security-Policy"))
                .contains("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'", "base-uri 'none'")
                .doesNotContain("unsafe");
        assertThat(page.header("X-Frame-Options")).isEqualTo("DENY");
        assertThat(page.header("Referrer-Policy")).isEqualTo("same-origin");
        assertThat(page.header("X-Content-Type-Options")).isEqualTo("nosniff");
    }

    @Test
    void behindTlsCookiesAreSecureAndTheBrowserIsToldToStayThere() {
        var page = visitors.stranger()
                .look("/settings", "X-Forwarded-Proto", "https", "X-Forwarded-Host", "center.example");
        assertThat(page.header("Set-Cookie")).contains("Secure", "HttpOnly", "SameSite=Lax");
        assertThat(page.header("Strict-Transport-Security")).contains("max-age=31536000");
        assertThat(page.header("Location")).startsWith("https://center.example/");
    }

    @Test
    void anHtmxRequestWithoutASessionIsSentToSignInAsAWhole() {
        var answer = visitors.stranger().look("/settings", "HX-Request", "true");
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.header("HX-Redirect")).isEqualTo("/sign-in");
    }

    @Test
    void lineBreaksInNamesDoNotReachTheLog() {
        assertThat(LogText.of("Ada\r\n2026 ERROR forged\u2028line")).isEqualTo("Ada 2026 ERROR forged line");
    }

    @Test
    void aBodyOfTenMegabytesIsRefused() {
        var page = visitors.signedIn(ada).forge("/settings", Map.of("turnOn", "x".repeat(10_000_000)));
        assertThat(page.status()).isIn(400, 403, 413);
        assertThat(page.text()).doesNotContain("Exception");
    }
}
