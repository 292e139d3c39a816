package securitycenter.fakemicrosoft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import securitycenter.fakemicrosoft.Visitor.Answer;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

class FakeSecurityTests {

    private static final String ALERTS = "/v1.0/security/alerts_v2";
    private static final String INCIDENTS = "/v1.0/security/incidents";
    private static final Instant MORNING = Instant.parse("2026-03-02T08:00:00Z");

    private static final FakeMicrosoft MICROSOFT = FakeMicrosoft.start(0);
    private static final Visitor VISITOR = new Visitor(MICROSOFT);

    private final AtomicReference<Instant> time = new AtomicReference<>(MORNING);
    private final Tenant tenant = MICROSOFT.directory().tenant("Tailspin").licensed("SPE_E5");
    private final Alerts alerts = tenant.alerts().clock(time::get);
    private final String token = VISITOR.applicationToken(tenant);

    @AfterAll
    static void stop() {
        MICROSOFT.stop();
    }

    @Test
    void anAlertHasAllFieldsThatMicrosoftDocuments() {
        var alert = SampleAlert.endpoint("Something ran").severity("high").device("lt-1");
        alerts.add(alert);

        var json = get(ALERTS + "/" + alert.id()).json();

        assertThat(json.propertyNames())
                .containsExactlyInAnyOrder(
                        "@odata.context",
                        "id",
                        "providerAlertId",
                        "incidentId",
                        "status",
                        "severity",
                        "classification",
                        "determination",
                        "serviceSource",
                        "detectionSource",
                        "productName",
                        "detectorId",
                        "tenantId",
                        "title",
                        "description",
                        "recommendedActions",
                        "category",
                        "categories",
                        "assignedTo",
                        "alertWebUrl",
                        "incidentWebUrl",
                        "actorDisplayName",
                        "threatDisplayName",
                        "threatFamilyName",
                        "mitreTechniques",
                        "createdDateTime",
                        "lastUpdateDateTime",
                        "resolvedDateTime",
                        "firstActivityDateTime",
                        "lastActivityDateTime",
                        "investigationState",
                        "alertPolicyId",
                        "systemTags",
                        "comments",
                        "additionalData",
                        "customDetails",
                        "evidence");
        assertThat(json.get("alertWebUrl").asString())
                .isEqualTo("https://security.microsoft.com/alerts/%s?tid=%s".formatted(alert.id(), tenant.id()));
        assertThat(json.get("createdDateTime").asString()).isEqualTo("2026-03-02T08:00:00.0000000Z");
        assertThat(json.at("/evidence/0/mdeDeviceId").asString())
                .isEqualTo(SampleEvidence.deviceId(tenant, "lt-1"))
                .hasSize(40);
    }

    @Test
    void eachServiceHasItsOwnKindOfId() {
        assertThat(SampleAlert.endpoint("A").id()).matches("da\\d{18}_-?\\d{1,10}");
        assertThat(SampleAlert.office365("A").id()).matches("fa[0-9a-f-]{36}");
        assertThat(SampleAlert.identity("A").id()).matches("aa[0-9a-f-]{36}");
        assertThat(SampleAlert.cloudApps("A").id()).matches("ca[0-9A-F-]{36}");
    }

    @Test
    void anAlertThatIsNotThereOrNotYetIsNotFound() {
        var later = SampleAlert.identity("Later").created(MORNING.plusSeconds(30));
        var gone = SampleAlert.identity("Gone");
        alerts.add(later, gone).remove(gone);

        assertError(get(ALERTS + "/" + later.id()), 404, "ResourceNotFound");
        assertError(get(ALERTS + "/" + gone.id()), 404, "ResourceNotFound");
        assertError(get(INCIDENTS + "/1"), 404, "ResourceNotFound");
        assertError(get("/v1.0/security/secureScores"), 400, "BadRequest");

        time.set(MORNING.plusSeconds(30));
        assertThat(titles(get(ALERTS))).containsExactly("Later");
    }

    @Test
    void theNewestAlertComesFirstUnlessAskedOtherwise() {
        var first = SampleAlert.endpoint("First").created(MORNING.minusSeconds(90));
        alerts.add(first, SampleAlert.endpoint("Second").created(MORNING.minusSeconds(60)));
        assertThat(titles(get(ALERTS))).containsExactly("Second", "First");

        alerts.change(first, alert -> alert.status("inProgress").severity("low"));

        assertThat(titles(get(ALERTS + "?$orderby=lastUpdateDateTime%20asc"))).containsExactly("Second", "First");
        assertThat(titles(get(ALERTS + "?$orderby=lastUpdateDateTime%20desc"))).containsExactly("First", "Second");
        assertThat(titles(filtered("lastUpdateDateTime ge " + MORNING))).containsExactly("First");
        assertError(get(ALERTS + "?$orderby=title"), 400, "BadRequest");
    }

    @Test
    void anAlertThatChangesMovesItsLastUpdate() {
        var alert = SampleAlert.endpoint("Something ran");
        alerts.add(alert).change(alert, it -> it.resolved(MORNING, "truePositive", "malware"));

        var json = get(ALERTS + "/" + alert.id()).json();

        assertThat(Instant.parse(json.get("lastUpdateDateTime").asString())).isAfter(MORNING);
        assertThat(json.get("status").asString()).isEqualTo("resolved");
        assertThat(json.get("determination").asString()).isEqualTo("malware");
        assertThat(json.get("resolvedDateTime").isNull()).isFalse();
    }

    @Test
    void alertsAreFilteredByWhatIsDocumented() {
        alerts.add(
                SampleAlert.endpoint("One").severity("high"),
                SampleAlert.identity("Two").severity("high").assignedTo("o'brien@tailspin.example"),
                SampleAlert.identity("Three").severity("low"));

        assertThat(titles(filtered("severity eq 'high'"))).containsExactlyInAnyOrder("One", "Two");
        assertThat(titles(filtered("severity eq 'high' and serviceSource eq 'microsoftDefenderForIdentity'")))
                .containsExactly("Two");
        assertThat(titles(filtered("assignedTo eq 'o''brien@tailspin.example'")))
                .containsExactly("Two");
        assertThat(titles(filtered("assignedTo eq null and severity eq 'high'")))
                .containsExactly("One");
        assertThat(titles(filtered(
                        "createdDateTime gt " + MORNING.minusSeconds(1) + " and createdDateTime le " + MORNING)))
                .hasSize(3);
        assertThat(titles(filtered("createdDateTime lt " + MORNING))).isEmpty();
    }

    @Test
    void aFilterThatGraphCannotReadIsABadRequest() {
        for (var filter : List.of(
                "title eq 'One'",
                "severity eq high",
                "severity ge 'low'",
                "lastUpdateDateTime ge '2026-03-02T08:00:00Z'",
                "lastUpdateDateTime ge yesterday",
                "severity eq 'low' or severity eq 'high'",
                "severity eq 'low' and",
                "severity")) {
            assertError(filtered(filter), 400, "BadRequest");
        }
        assertError(get(INCIDENTS + "?$filter=serviceSource%20eq%20'unknown'"), 400, "BadRequest");
        assertError(get(ALERTS + "?$search=mail"), 400, "BadRequest");
        assertError(get(ALERTS + "?$expand=alerts"), 400, "BadRequest");
        assertError(get(INCIDENTS + "/1?$expand=comments"), 400, "BadRequest");
    }

    @Test
    void alertsComePageByPage() {
        IntStream.range(0, 250).forEach(number -> alerts.add(SampleAlert.endpoint("Alert " + number)));

        var pages = pages(ALERTS + "?$count=true&$filter=" + encoded("severity eq 'medium'"));

        assertThat(pages).extracting(page -> page.get("value").size()).containsExactly(100, 100, 50);
        assertThat(pages).allMatch(page -> page.get("@odata.count").asInt() == 250);
        assertThat(pages)
                .flatExtracting(page -> page.findValuesAsString("title"))
                .hasSize(250)
                .doesNotHaveDuplicates();
        assertThat(get(ALERTS + "?$top=2000").json().get("value")).hasSize(250);
        assertError(get(ALERTS + "?$top=2001"), 400, "BadRequest");
        assertError(get(ALERTS + "?$skip=-1"), 400, "BadRequest");
    }

    @Test
    void incidentsComeFiftyToAPage() {
        IntStream.range(0, 60)
                .forEach(number -> alerts.add(SampleIncident.of("" + number).created(MORNING)));

        assertThat(pages(INCIDENTS))
                .extracting(page -> page.get("value").size())
                .containsExactly(50, 10);
        assertError(get(INCIDENTS + "?$top=51"), 400, "BadRequest");
    }

    @Test
    void anIncidentFollowsItsAlerts() {
        alerts.add(
                SampleAlert.endpoint("Weak").severity("low").incident("7"),
                SampleAlert.identity("Strong").severity("high").incident("7"),
                SampleAlert.identity("Later").incident("8").created(MORNING.plusSeconds(5)));

        var listed = get(INCIDENTS).json().get("value");
        var expanded = get(INCIDENTS + "/7?$expand=alerts").json();

        assertThat(listed.findValuesAsString("id")).containsExactly("7");
        assertThat(listed.at("/0/severity").asString()).isEqualTo("high");
        assertThat(listed.get(0).has("alerts")).isFalse();
        assertThat(expanded.get("alerts").findValuesAsString("title")).containsExactlyInAnyOrder("Weak", "Strong");
        assertThat(get(INCIDENTS + "?$expand=alerts").json().at("/value/0/alerts"))
                .hasSize(2);
        assertThat(expanded.get("@odata.context").asString()).endsWith("#security/incidents(alerts())/$entity");
    }

    @Test
    void incidentsAreWorkedOnAndMerged() {
        alerts.add(SampleAlert.endpoint("Something ran").incident("7"))
                .add(SampleIncident.of("9").created(MORNING).redirectedTo("7"));
        time.set(MORNING.plusSeconds(60));
        alerts.change(
                alerts.incident("7"), incident -> incident.status("inProgress").assignedTo("olga@tailspin.example"));

        var changed = get(INCIDENTS + "?$filter=" + encoded("lastUpdateDateTime gt " + MORNING))
                .json()
                .get("value");

        assertThat(changed.findValuesAsString("id")).containsExactly("7");
        assertThat(changed.at("/0/assignedTo").asString()).isEqualTo("olga@tailspin.example");
        assertThat(get(INCIDENTS + "/9").json().get("redirectIncidentId").asString())
                .isEqualTo("7");
    }

    @Test
    void whoeverHasNoPermissionIsToldWhichOneIsMissing() {
        tenant.withholds("SecurityAlert.Read.All");
        var less = VISITOR.applicationToken(tenant);

        var refused = VISITOR.graph(less, ALERTS);

        assertError(refused, 403, "Forbidden");
        assertThat(refused.json().at("/error/message").asString())
                .contains("API required roles: SecurityAlert.Read.All")
                .contains("Organization.Read.All");
        assertThat(VISITOR.graph(less, INCIDENTS).status()).isEqualTo(200);
        tenant.consents().withholds("SecurityIncident.Read.All");
        assertError(VISITOR.graph(VISITOR.applicationToken(tenant), INCIDENTS), 403, "Forbidden");
    }

    @Test
    void newerWordsAreSeenOnlyByThoseWhoAskForThem() {
        alerts.add(SampleAlert.other("sn", "microsoftSentinel", "Rule matched")
                .evidence(SampleEvidence.user("Maren Vos").remediation("pendingApproval")));

        var usual = get(ALERTS).json().at("/value/0");
        var asked = VISITOR.graph(token, ALERTS, "Prefer", "include-unknown-enum-members");

        assertThat(usual.get("serviceSource").asString()).isEqualTo("unknownFutureValue");
        assertThat(usual.at("/evidence/0/remediationStatus").asString()).isEqualTo("unknownFutureValue");
        assertThat(asked.json().at("/value/0/serviceSource").asString()).isEqualTo("microsoftSentinel");
        assertThat(asked.json().at("/value/0/evidence/0/remediationStatus").asString())
                .isEqualTo("pendingApproval");
        assertThat(asked.header("Preference-Applied")).isEqualTo("include-unknown-enum-members");
    }

    @Test
    void oneTenantCanBeAskedOnlySoOften() {
        alerts.limitedTo(2);
        get(ALERTS);
        time.set(MORNING.plusSeconds(20));
        get(INCIDENTS);

        var third = get(ALERTS);

        assertError(third, 429, "TooManyRequests");
        assertThat(Integer.parseInt(third.header("Retry-After"))).isBetween(40, 41);
        time.set(MORNING.plusSeconds(61));
        assertThat(get(ALERTS).status()).isEqualTo(200);
    }

    @Test
    void aReaderCanBeGivenWhatNobodyExpects() {
        alerts.add(SampleAlert.endpoint("Something ran").device("lt-1").incident("7"));

        tenant.misbehaves(Misbehavior.emptyPage().times(2).at(ALERTS));
        assertThat(pages(ALERTS)).extracting(page -> page.get("value").size()).containsExactly(0, 0, 1);
        tenant.misbehaves(Misbehavior.itemsWithoutId().times(1));
        assertThat(get(ALERTS).json().at("/value/0").has("id")).isFalse();
        tenant.misbehaves(Misbehavior.unknownEvidence().times(1));
        assertThat(get(ALERTS).json().at("/value/0/evidence/1/@odata.type").asString())
                .isEqualTo("#microsoft.graph.security.teleporterEvidence");
        tenant.misbehaves(Misbehavior.withoutValue().times(1));
        assertThat(get(ALERTS).json().has("value")).isFalse();
        tenant.misbehaves(Misbehavior.unknownEnumValues().times(1));
        assertThat(get(ALERTS).json().at("/value/0/severity").asString()).isEqualTo("unknownFutureValue");
        tenant.misbehaves(Misbehavior.hostileNames().times(1));
        assertThat(get(ALERTS).json().at("/value/0/title").asString()).contains("<img");
        assertThat(get(ALERTS).json().at("/value/0/evidence")).hasSize(1);
    }

    @Test
    void graphCanFailInMoreWays() {
        tenant.misbehaves(Misbehavior.tokenRefused().times(1))
                .misbehaves(Misbehavior.gatewayTimeout().times(1))
                .misbehaves(Misbehavior.unavailable(Duration.ofSeconds(3)).times(1))
                .misbehaves(Misbehavior.notJson().times(1));

        assertError(get(ALERTS), 401, "InvalidAuthenticationToken");
        assertThat(get(ALERTS).json().at("/error/message").asString()).isEmpty();
        assertThat(get(ALERTS).header("Retry-After")).isEqualTo("3");
        assertThatThrownBy(() -> get(ALERTS).json()).isInstanceOf(JacksonException.class);
        assertThat(get(ALERTS).status()).isEqualTo(200);
    }

    private Answer get(String path) {
        return VISITOR.graph(token, path);
    }

    private Answer filtered(String filter) {
        return get(ALERTS + "?$filter=" + encoded(filter));
    }

    private static String encoded(String filter) {
        return URLEncoder.encode(filter, StandardCharsets.UTF_8);
    }

    private static List<String> titles(Answer answer) {
        return answer.json().get("value").findValuesAsString("title");
    }

    private List<JsonNode> pages(String path) {
        var pages = new ArrayList<JsonNode>();
        pages.add(get(path).json());
        while (pages.getLast().has("@odata.nextLink")) {
            pages.add(get(pages.getLast().get("@odata.nextLink").asString()).json());
        }
        return pages;
    }

    private static void assertError(Answer answer, int status, String code) {
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.json().at("/error/code").asString()).isEqualTo(code);
        assertThat(answer.json().at("/error/message").asString()).isNotBlank();
    }
}
