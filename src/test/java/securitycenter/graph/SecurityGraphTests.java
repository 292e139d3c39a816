package securitycenter.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.util.unit.DataSize;
import securitycenter.fakemicrosoft.FakeMicrosoft;
import securitycenter.fakemicrosoft.Misbehavior;
import securitycenter.fakemicrosoft.Received;
import securitycenter.fakemicrosoft.SampleAlert;
import securitycenter.fakemicrosoft.Tenant;
import securitycenter.graph.GraphSilent.Why;
import securitycenter.identity.EntraApplication;
import securitycenter.identity.MicrosoftEndpoints;
import securitycenter.identity.TenantId;
import tools.jackson.databind.JsonNode;

@Timeout(30)
class SecurityGraphTests {

    private static final FakeMicrosoft MICROSOFT = FakeMicrosoft.start(0);
    private static final String ALERTS = "/v1.0/security/alerts_v2";
    private static final Patience SHORT =
            new Patience(Duration.ofSeconds(2), Duration.ofSeconds(1), Duration.ofSeconds(1), 1);
    private static final DataSize LARGEST = DataSize.ofMegabytes(1);

    private final MovableClock time = new MovableClock();
    private final Window month = new Window(time.instant().minus(Duration.ofDays(30)), null);
    private final SecurityGraph graph = graphAt(MICROSOFT.endpoints());

    /** What was taken, a list for each page. */
    private final List<List<String>> pages = new ArrayList<>();

    @AfterAll
    static void stop() {
        MICROSOFT.stop();
    }

    private SecurityGraph graphAt(MicrosoftEndpoints endpoints) {
        return new SecurityGraph(
                endpoints, new EntraApplication("the-client", "secret", null), time.clock(), SHORT, LARGEST);
    }

    private static Tenant tenant(String name) {
        return MICROSOFT.directory().tenant(name);
    }

    private static Tenant tenantWithAlerts(String name, int count) {
        var tenant = tenant(name);
        for (var i = 0; i < count; i++) {
            tenant.alerts().add(SampleAlert.endpoint("Alert " + i));
        }
        return tenant;
    }

    private boolean take(List<JsonNode> page) {
        pages.add(page.stream().map(item -> item.path("id").asString()).toList());
        return true;
    }

    private Reading alertsOf(Tenant tenant) {
        return graph.alerts(tenant.id(), month, this::take);
    }

    private static List<Received> requestsOf(Tenant tenant) {
        return MICROSOFT.requests(ALERTS).stream()
                .filter(one -> one.tenant().filter(tenant.id()::equals).isPresent())
                .toList();
    }

    @Test
    void allPagesAreTakenOneAfterTheOther() {
        var tenant = tenantWithAlerts("Pages", 230);
        assertThat(alertsOf(tenant)).isEqualTo(new Reading.Complete(0));
        assertThat(pages).extracting(List::size).containsExactly(100, 100, 30);
        assertThat(pages.stream().flatMap(List::stream)).doesNotHaveDuplicates().hasSize(230);
    }

    @Test
    void aPageIsTakenBeforeTheNextIsAskedFor() {
        var tenant = tenantWithAlerts("In turn", 101);
        var asked = new ArrayList<Integer>();
        graph.alerts(tenant.id(), month, _ -> asked.add(requestsOf(tenant).size()));
        assertThat(asked).containsExactly(1, 2);
    }

    @Test
    void whoeverTakesMayStop() {
        var tenant = tenantWithAlerts("Stopped", 101);
        assertThat(graph.alerts(tenant.id(), month, _ -> false)).isEqualTo(new Reading.Stopped());
        assertThat(requestsOf(tenant)).hasSize(1);
    }

    @Test
    void onlyWhatChangedInTheWindowIsRead() {
        var tenant = tenant("Window");
        var inside = SampleAlert.endpoint("Inside").created(time.instant().minus(Duration.ofDays(3)));
        tenant.alerts()
                .add(
                        SampleAlert.endpoint("Before").created(time.instant().minus(Duration.ofDays(5))),
                        inside,
                        SampleAlert.endpoint("After").created(time.instant().minus(Duration.ofDays(1))));
        var window = new Window(
                time.instant().minus(Duration.ofDays(4)), time.instant().minus(Duration.ofDays(2)));
        assertThat(graph.alerts(tenant.id(), window, this::take)).isEqualTo(new Reading.Complete(0));
        assertThat(pages).containsExactly(List.of(inside.id()));
    }

    @Test
    void incidentsComeWithTheirAlerts() {
        var tenant = tenant("Incidents");
        tenant.alerts().add(SampleAlert.endpoint("One").incident("7"));
        var incidents = new ArrayList<JsonNode>();
        assertThat(graph.incidents(tenant.id(), month, incidents::addAll)).isEqualTo(new Reading.Complete(0));
        assertThat(incidents).hasSize(1);
        assertThat(incidents.getFirst().path("alerts").size()).isEqualTo(1);
    }

    @Test
    void newWordsAreAskedForAndEachRequestBearsAnId() {
        var tenant = tenantWithAlerts("Polite", 1);
        alertsOf(tenant);
        var request = requestsOf(tenant).getFirst();
        assertThat(request.header("Prefer")).contains("include-unknown-enum-members");
        assertThat(UUID.fromString(request.header("client-request-id").orElseThrow()))
                .isNotNull();
    }

    @Test
    void anEmptyPageMayBeFollowedByMore() {
        var tenant =
                tenantWithAlerts("Empty", 2).misbehaves(Misbehavior.emptyPage().times(1));
        assertThat(alertsOf(tenant)).isEqualTo(new Reading.Complete(0));
        assertThat(pages).extracting(List::size).containsExactly(0, 2);
    }

    @Test
    void pagesThatGoRoundInACircleEnd() {
        var tenant = tenantWithAlerts("Circle", 1);
        tenant.misbehaves(
                Misbehavior.nextLinkAt(URI.create(MICROSOFT.endpoints().graph(ALERTS + "?$skiptoken=again"))));
        assertThat(alertsOf(tenant)).isEqualTo(silent(Why.UNREADABLE));
    }

    @Test
    void theTokenIsNotTakenElsewhere() throws IOException {
        try (var elsewhere = new ScriptedGraph()) {
            var tenant = tenantWithAlerts("Lured", 1)
                    .misbehaves(Misbehavior.nextLinkAt(elsewhere.address().resolve(ALERTS)));
            assertThat(alertsOf(tenant)).isEqualTo(silent(Why.UNREADABLE));
            assertThat(pages).hasSize(1);
            assertThat(elsewhere.bearers()).isEmpty();
        }
    }

    @Test
    void aShortWaitIsKeptAndALongOneIsReported() {
        var tenant = tenantWithAlerts("Busy", 1)
                .misbehaves(Misbehavior.tooManyRequests(Duration.ofSeconds(1)).times(1));
        assertThat(alertsOf(tenant)).isEqualTo(new Reading.Complete(0));
        tenant.misbehaves(Misbehavior.tooManyRequests(Duration.ofSeconds(90)));
        assertThat(alertsOf(tenant)).isEqualTo(new Reading.Silent(Why.THROTTLED, Duration.ofSeconds(90)));
    }

    @Test
    void aWaitWithoutALengthIsReportedWithoutOne() {
        var tenant = tenantWithAlerts("Throttled", 1).misbehaves(Misbehavior.tooManyRequests());
        assertThat(alertsOf(tenant)).isEqualTo(silent(Why.THROTTLED));
        assertThat(requestsOf(tenant)).hasSize(2);
    }

    @Test
    void anOutageIsReported() {
        for (var outage :
                List.of(Misbehavior.unavailable(), Misbehavior.gatewayTimeout(), Misbehavior.connectionClosed())) {
            var tenant = tenantWithAlerts("Outage", 1).misbehaves(outage);
            assertThat(alertsOf(tenant)).isEqualTo(silent(Why.UNAVAILABLE));
        }
        var away = tenantWithAlerts("Away", 1).misbehaves(Misbehavior.unavailable(Duration.ofMinutes(2)));
        assertThat(alertsOf(away)).isEqualTo(new Reading.Silent(Why.UNAVAILABLE, Duration.ofMinutes(2)));
    }

    @Test
    void aSlowAnswerIsATimeout() {
        var tenant = tenantWithAlerts("Slow", 1).misbehaves(Misbehavior.slow(Duration.ofMillis(1500)));
        assertThat(alertsOf(tenant)).isEqualTo(silent(Why.TIMEOUT));
    }

    @Test
    void whatIsNotWhatGraphDocumentsIsUnreadable() {
        for (var odd : List.of(Misbehavior.brokenJson(), Misbehavior.notJson(), Misbehavior.withoutValue())) {
            assertThat(alertsOf(tenantWithAlerts("Odd", 1).misbehaves(odd))).isEqualTo(silent(Why.UNREADABLE));
        }
        assertThat(pages).isEmpty();
    }

    @Test
    void whatWasTakenBeforeAFailureStaysTaken() {
        var tenant = tenantWithAlerts("Half", 150)
                .misbehaves(Misbehavior.brokenJson().after(1));
        assertThat(alertsOf(tenant)).isEqualTo(silent(Why.UNREADABLE));
        assertThat(pages).extracting(List::size).containsExactly(100);
    }

    @Test
    void a401IsAnsweredWithAFreshTokenOnce() {
        var tenant = tenantWithAlerts("Expired", 1)
                .misbehaves(Misbehavior.tokenRefused().times(1));
        assertThat(alertsOf(tenant)).isEqualTo(new Reading.Complete(0));
        tenant.misbehaves(Misbehavior.tokenRefused());
        assertThat(alertsOf(tenant)).isEqualTo(silent(Why.UNAVAILABLE));
        assertThat(requestsOf(tenant)).hasSize(4);
    }

    @Test
    void thePermissionThatIsMissingIsNamedAndConsentHelpsAtOnce() {
        var tenant = tenantWithAlerts("Cautious", 1)
                .withholds("SecurityAlert.Read.All")
                .withholds("SecurityIncident.Read.All");
        assertThat(alertsOf(tenant)).isEqualTo(new Reading.PermissionMissing("SecurityAlert.Read.All"));
        assertThat(graph.incidents(tenant.id(), month, this::take))
                .isEqualTo(new Reading.PermissionMissing("SecurityIncident.Read.All"));
        tenant.consents();
        assertThat(alertsOf(tenant)).isEqualTo(new Reading.Complete(0));
    }

    @Test
    void consentHelpsThoughTheTokenStillServesOtherQuestions() {
        var tenant = tenantWithAlerts("Half agreed", 1).withholds("SecurityIncident.Read.All");
        assertThat(alertsOf(tenant)).isEqualTo(new Reading.Complete(0));
        assertThat(graph.incidents(tenant.id(), month, this::take))
                .isEqualTo(new Reading.PermissionMissing("SecurityIncident.Read.All"));
        assertThat(alertsOf(tenant)).isEqualTo(new Reading.Complete(0));
        tenant.consents();
        assertThat(graph.incidents(tenant.id(), month, this::take)).isEqualTo(new Reading.Complete(0));
    }

    @Test
    void graphsOwnNameOfAMissingPermissionCounts() throws IOException {
        try (var scripted = new ScriptedGraph()) {
            scripted.answers(403, """
                    {"error":{"code":"Forbidden","message":"Missing application roles. API required roles:
                    Another.Read.All,SecurityAlert.Read.All, application roles: ."}}""".replace("\n", " "));
            assertThat(readFrom(scripted)).isEqualTo(new Reading.PermissionMissing("Another.Read.All"));
            scripted.answers(403, "{\"error\":{\"code\":\"Forbidden\",\"message\":\"The tenant is blocked.\"}}");
            assertThat(readFrom(scripted)).isEqualTo(silent(Why.UNAVAILABLE));
            scripted.answers(403, "{\"error\":null}");
            assertThat(readFrom(scripted)).isEqualTo(silent(Why.UNAVAILABLE));
        }
    }

    @Test
    void aListThatIsNotThereIsNoEmptyList() throws IOException {
        try (var scripted = new ScriptedGraph()) {
            scripted.answers(404, "{}");
            assertThat(readFrom(scripted)).isEqualTo(silent(Why.UNREADABLE));
        }
    }

    @Test
    void pagesThatAreTooLargeAreReadInSmallerOnes() throws IOException {
        try (var scripted = new ScriptedGraph()) {
            var large = " ".repeat((int) LARGEST.toBytes());
            scripted.answers(200, "{\"value\":[{\"id\":\"a\"},{\"id\":\"b\"}]}" + large)
                    .answers(200, page("a", scripted.address() + ALERTS + "?$skiptoken=1"))
                    .answers(200, "{\"value\":[{\"id\":\"b\"}]}");
            assertThat(readFrom(scripted)).isEqualTo(new Reading.Complete(0));
            assertThat(pages).containsExactly(List.of("a"), List.of("b"));
        }
    }

    @Test
    void aRecordThatIsTooLargeIsLeftOutAndTheOthersAreRead() {
        var tenant = tenantWithAlerts("Huge", 113);
        tenant.alerts().add(SampleAlert.endpoint("Huge").description("x".repeat((int) LARGEST.toBytes())));
        for (var i = 0; i < 120; i++) {
            tenant.alerts().add(SampleAlert.endpoint("After " + i));
        }
        assertThat(alertsOf(tenant)).isEqualTo(new Reading.Complete(1));
        assertThat(pages.stream().flatMap(List::stream).distinct()).hasSize(233);
        assertThat(requestsOf(tenant)).as("the others in large pages").hasSizeLessThan(40);
    }

    @Test
    void anIncidentThatIsTooLargeWithItsAlertsComesWithoutThem() {
        var tenant = tenant("Large incident");
        for (var i = 0; i < 4; i++) {
            tenant.alerts()
                    .add(SampleAlert.endpoint("Part " + i)
                            .incident("7")
                            .description("x".repeat((int) LARGEST.toBytes() / 3)));
        }
        tenant.alerts().add(SampleAlert.endpoint("Small").incident("8"));
        var incidents = new ArrayList<JsonNode>();
        var reading = graph.incidents(tenant.id(), month, page -> {
            incidents.addAll(page);
            return true;
        });
        assertThat(reading).isEqualTo(new Reading.Complete(0));
        assertThat(incidents)
                .anySatisfy(incident -> {
                    assertThat(incident.path("id").asString()).isEqualTo("7");
                    assertThat(incident.has("alerts")).isFalse();
                })
                .anySatisfy(incident -> {
                    assertThat(incident.path("id").asString()).isEqualTo("8");
                    assertThat(incident.path("alerts").size()).isEqualTo(1);
                });
    }

    @Test
    void forAnHourItIsKnownHowShortThePagesMustBe() {
        var tenant = tenantWithAlerts("Fat", 0);
        for (var i = 0; i < 2; i++) {
            tenant.alerts().add(SampleAlert.endpoint("Fat").description("x".repeat((int) LARGEST.toBytes() / 2)));
        }
        assertThat(alertsOf(tenant)).isEqualTo(new Reading.Complete(0));
        assertThat(sizesAsked(tenant)).contains("100", "10", "1");
        var before = requestsOf(tenant).size();
        time.forward(Duration.ofMinutes(59));
        assertThat(alertsOf(tenant)).isEqualTo(new Reading.Complete(0));
        assertThat(sizesAsked(tenant).subList(before, requestsOf(tenant).size()))
                .containsOnly("1");
        before = requestsOf(tenant).size();
        time.forward(Duration.ofMinutes(2));
        assertThat(alertsOf(tenant)).isEqualTo(new Reading.Complete(0));
        assertThat(sizesAsked(tenant).get(before)).isEqualTo("100");
    }

    private static List<String> sizesAsked(Tenant tenant) {
        return requestsOf(tenant).stream()
                .map(one -> one.parameters().getOrDefault("$top", ""))
                .toList();
    }

    /** The one before has moved in front of what was read. */
    @Test
    void whatMovesInTheListWhilePagesGetSmallerIsNotMissed() throws IOException {
        try (var scripted = new ScriptedGraph()) {
            var large = " ".repeat((int) LARGEST.toBytes());
            scripted.answers(200, page("a", scripted.address() + ALERTS + "?$skiptoken=1"))
                    .answers(200, "{\"value\":[{\"id\":\"c\"}]}" + large)
                    .answers(200, "{\"value\":[{\"id\":\"b\"},{\"id\":\"c\"}]}");
            assertThat(readFrom(scripted)).isEqualTo(new Reading.Complete(0));
            assertThat(pages).containsExactly(List.of("a"), List.of("b", "c"));
            assertThat(scripted.queries().getLast()).contains("$top=10").doesNotContain("$skip");
        }
    }

    @Test
    void whenEverythingIsTooLargeThatIsReported() {
        var tenant = tenant("All Huge");
        for (var i = 0; i < 12; i++) {
            tenant.alerts().add(SampleAlert.endpoint("Huge").description("x".repeat((int) LARGEST.toBytes())));
        }
        assertThat(alertsOf(tenant)).isEqualTo(silent(Why.UNREADABLE));
    }

    @Test
    void whatGoesWrongInTakingRises() {
        var tenant = tenantWithAlerts("Full", 1);
        assertThatThrownBy(() -> graph.alerts(tenant.id(), month, _ -> {
                    throw new IllegalStateException("The disk is full");
                }))
                .hasMessage("The disk is full");
    }

    @Test
    void noMoreThan120RequestsInAnyMinute() {
        var pace = SecurityGraph.pace();
        var tenant = new TenantId(UUID.randomUUID());
        var second = Duration.ofSeconds(1).toNanos();
        var now = 0L;
        var times = new ArrayList<Long>();
        for (var i = 0; i < 1000; i++) {
            now += pace.next(tenant, now).toNanos();
            times.add(now);
            now += i % 300 == 0 ? 90 * second : 0;
        }
        for (var i = 120; i < times.size(); i++) {
            assertThat(times.get(i) - times.get(i - 120)).isGreaterThanOrEqualTo(60 * second);
        }
        assertThat(pace.next(new TenantId(UUID.randomUUID()), now)).isZero();
    }

    private Reading readFrom(ScriptedGraph scripted) {
        return graphAt(scripted.endpoints()).alerts(new TenantId(UUID.randomUUID()), month, this::take);
    }

    private static String page(String id, String next) {
        return "{\"value\":[{\"id\":\"%s\"}],\"@odata.nextLink\":\"%s\"}".formatted(id, next);
    }

    private static Reading silent(Why why) {
        return new Reading.Silent(why, null);
    }
}
