package securitycenter.fakemicrosoft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import securitycenter.fakemicrosoft.MachineAction.Status;
import securitycenter.fakemicrosoft.Visitor.Answer;

class FakeDefenderTests {

    private static final String DEFENDER = "https://api.securitycenter.microsoft.com";
    private static final Instant MORNING = Instant.parse("2026-03-02T08:00:00Z");
    private static final String SHA1 = "c9156634e2cd19811c19ef71706ea9141492757e";

    private static final FakeMicrosoft MICROSOFT = FakeMicrosoft.start(0);
    private static final Visitor VISITOR = new Visitor(MICROSOFT);

    private final AtomicReference<Instant> time = new AtomicReference<>(MORNING);
    private final Tenant tenant = MICROSOFT.directory().tenant("Tailspin").licensed("SPE_E5");
    private final Defender defender = tenant.defender().clock(time::get).actionsTake(Duration.ofSeconds(20));
    private final Device device = defender.device("lt-1");

    @AfterAll
    static void stop() {
        MICROSOFT.stop();
    }

    @Test
    void aTokenIsForOneApiOnly() {
        assertThat(get("/api/machineactions").status()).isEqualTo(200);
        assertError(VISITOR.graph(VISITOR.applicationToken(tenant), "/api/machineactions"), 401, "Unauthorized");
        assertError(VISITOR.get("/api/machineactions"), 401, "Unauthorized");

        var atGraph = VISITOR.graph(token(), "/v1.0/subscribedSkus");
        assertThat(atGraph.status()).isEqualTo(401);
        assertThat(atGraph.json().at("/error/code").asString()).isEqualTo("InvalidAuthenticationToken");
    }

    @Test
    void graphMayBeAskedForByTheAddressThatItHasHere() {
        var token = VISITOR.applicationToken(tenant, MICROSOFT.address().toString())
                .json()
                .get("access_token")
                .asString();

        assertThat(VISITOR.graph(token, "/v1.0/subscribedSkus").status()).isEqualTo(200);
        assertError(VISITOR.graph(token, "/api/machineactions"), 401, "Unauthorized");
    }

    @Test
    void thereAreNoTokensForAnApiThatNobodyKnows() {
        var refused = VISITOR.applicationToken(tenant, "https://api.example");

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.json().at("/error_codes/0").asInt()).isEqualTo(500011);
    }

    @Test
    void aTokenThatIsOldIsRefused() {
        tenant.tokensLast(Duration.ZERO);

        assertError(get("/api/machineactions"), 401, "Unauthorized");
    }

    @ParameterizedTest
    @CsvSource({
        "Machine.Isolate,           machines/%s/isolate",
        "Machine.Isolate,           machines/%s/unisolate",
        "Machine.RestrictExecution, machines/%s/restrictCodeExecution",
        "Machine.RestrictExecution, machines/%s/unrestrictCodeExecution",
        "Machine.Scan,              machines/%s/runAntiVirusScan",
        "Machine.CollectForensics,  machines/%s/collectInvestigationPackage",
        "Machine.StopAndQuarantine, machines/%s/StopAndQuarantineFile",
        "Machine.Offboard,          machines/%s/offboard",
        "Alert.ReadWrite.All,       machines/%s/startInvestigation",
        "Ti.ReadWrite.All,          indicators"
    })
    void whatNobodyConsentedToIsForbiddenAndNamed(String permission, String path) {
        tenant.withholds(permission);

        var answer = post("/api/" + path.formatted(device.id()), "{\"Comment\":\"x\"}");

        assertError(answer, 403, "Forbidden");
        assertThat(answer.json().at("/error/message").asString())
                .startsWith("Missing application roles. API required roles: " + permission)
                .contains("application roles: Alert.Read.All");
        assertThat(device.actions()).isEmpty();
    }

    @Test
    void whatIsOnlyReadNeedsAPermissionToo() {
        tenant.withholds("Machine.Read.All").withholds("Alert.Read.All").withholds("Alert.ReadWrite.All");

        assertError(get("/api/machineactions"), 403, "Forbidden");
        assertError(get("/api/machines/" + device.id()), 403, "Forbidden");
        assertError(get("/api/investigations"), 403, "Forbidden");
    }

    @Test
    void anActionHasAllFieldsThatMicrosoftDocuments() {
        var answer = isolate("Full");

        assertThat(answer.status()).isEqualTo(201);
        var json = answer.json();
        assertThat(json.propertyNames())
                .contains(
                        "@odata.context",
                        "id",
                        "type",
                        "title",
                        "scope",
                        "requestor",
                        "requestorComment",
                        "requestSource",
                        "externalID",
                        "status",
                        "commands",
                        "machineId",
                        "computerDnsName",
                        "creationDateTimeUtc",
                        "lastUpdateDateTimeUtc",
                        "cancellationRequestor",
                        "cancellationComment",
                        "cancellationDateTimeUtc",
                        "relatedFileInfo");
        assertThat(json.get("@odata.context").asString()).endsWith("/api/$metadata#MachineActions/$entity");
        assertThat(json.get("type").asString()).isEqualTo("Isolate");
        assertThat(json.get("scope").asString()).isEqualTo("Full");
        assertThat(json.get("status").asString()).isEqualTo("Pending");
        assertThat(json.get("requestor").asString()).isEqualTo(Visitor.CLIENT);
        assertThat(json.get("requestorComment").asString()).isEqualTo("Because");
        assertThat(json.get("machineId").asString()).isEqualTo(device.id());
        assertThat(json.get("computerDnsName").asString()).isEqualTo("lt-1." + tenant.domain());
        assertThat(json.get("creationDateTimeUtc").asString()).isEqualTo("2026-03-02T08:00:00.0000000Z");
    }

    @Test
    void aComputerIsIsolatedOnlyOnceTheActionSucceeded() {
        var id = isolate("Full").json().get("id").asString();
        assertThat(device.isIsolated()).isFalse();

        pass(10);
        assertThat(statusOf(id)).isEqualTo("InProgress");
        assertThat(device.isIsolated()).isFalse();

        pass(10);
        assertThat(statusOf(id)).isEqualTo("Succeeded");
        assertThat(get("/api/machineactions/" + id)
                        .json()
                        .get("lastUpdateDateTimeUtc")
                        .asString())
                .isEqualTo("2026-03-02T08:00:20.0000000Z");
        assertThat(device.isIsolated()).isTrue();

        assertThat(act("unisolate", "").status()).isEqualTo(201);
        assertThat(device.isIsolated()).isTrue();
        pass(20);
        assertThat(device.isIsolated()).isFalse();
        assertThat(isolate("Selective").status()).isEqualTo(201);
    }

    @Test
    void whatIsGoingOnOrDoneAlreadyIsRefused() {
        isolate("Full");
        assertError(isolate("Full"), 400, "ActiveRequestAlreadyExists");
        assertError(act("unisolate", ""), 400, "ActiveRequestAlreadyExists");
        pass(20);
        assertError(isolate("Full"), 400, "ActiveRequestAlreadyExists");

        act("runAntiVirusScan", ",\"ScanType\":\"Quick\"");
        assertError(act("runAntiVirusScan", ",\"ScanType\":\"Full\""), 400, "ActiveRequestAlreadyExists");
        act("collectInvestigationPackage", "");
        assertError(act("collectInvestigationPackage", ""), 400, "ActiveRequestAlreadyExists");
        assertThat(device.actions()).hasSize(3);
    }

    @Test
    void programsCanBeRestrictedAndFilesQuarantined() {
        assertThat(act("restrictCodeExecution", "").status()).isEqualTo(201);
        var quarantine = act("stopandquarantinefile", ",\"Sha1\":\"%s\"".formatted(SHA1));
        pass(20);

        assertThat(quarantine.json().at("/relatedFileInfo/fileIdentifier").asString())
                .isEqualTo(SHA1);
        assertThat(quarantine.json().at("/relatedFileInfo/fileIdentifierType").asString())
                .isEqualTo("Sha1");
        assertThat(device.isRestricted()).isTrue();
        assertThat(device.quarantinedFiles()).containsExactly(SHA1);
        act("unrestrictCodeExecution", "");
        pass(20);
        assertThat(device.isRestricted()).isFalse();
    }

    @Test
    void offboardingAnswersWithAnotherStatus() {
        assertThat(act("offboard", "").status()).isEqualTo(200);
        pass(20);

        assertThat(device.isOffboarded()).isTrue();
        assertThat(get("/api/machines/" + device.id())
                        .json()
                        .get("onboardingStatus")
                        .asString())
                .isEqualTo("CanBeOnboarded");
    }

    @Test
    void aRequestThatSaysTooLittleIsRefused() {
        assertError(post(machine("isolate"), "{}"), 400, "MissingRequiredParameter");
        assertError(post(machine("isolate"), "{\"comment\":\"small\"}"), 400, "MissingRequiredParameter");
        assertError(post(machine("isolate"), "nonsense"), 400, "InvalidRequestBody");
        assertError(isolate("Half"), 400, "InvalidInput");
        assertError(act("runAntiVirusScan", ""), 400, "MissingRequiredParameter");
        assertError(act("StopAndQuarantineFile", ""), 400, "MissingRequiredParameter");
        assertError(act("StopAndQuarantineFile", ",\"Sha1\":\"12\""), 400, "InvalidInput");
        assertError(post(machine("startInvestigation"), "{}"), 400, "MissingRequiredParameter");
        assertThat(device.actions()).isEmpty();
    }

    @Test
    void aComputerThatNobodyKnowsIsNotFound() {
        var unknown = "/api/machines/" + "0".repeat(40);

        assertError(get(unknown), 404, "ResourceNotFound");
        assertError(post(unknown + "/isolate", "{\"Comment\":\"x\"}"), 404, "ResourceNotFound");
        assertError(get("/api/machineactions/4467f0cf-a049-c4e0-1cd2-d9f17e43bc36"), 404, "ResourceNotFound");
    }

    @Test
    void theComputersOfTheStoryAndOfAlertsAreKnown() {
        tenant.alerts().add(SampleAlert.endpoint("Something ran").device("till-9"));
        var inAlert = SampleEvidence.deviceId(tenant, "till-9");
        var inStory = SampleEvidence.deviceId(tenant, Estate.SERVER);

        assertThat(get("/api/machines/" + inAlert).json().get("computerDnsName").asString())
                .isEqualTo("till-9." + tenant.domain());
        assertThat(get("/api/machines/" + inStory).json().get("osPlatform").asString())
                .isEqualTo("WindowsServer2022");
        assertThat(defender.device("till-9").id()).isEqualTo(inAlert);
    }

    @Test
    void anActionCanFailOrTimeOutAsATestSays() {
        defender.nextAction(Ending.failed("The device is not supported")).nextAction(Ending.timedOut());
        var failed = isolate("Full").json().get("id").asString();
        pass(20);
        var json = get("/api/machineactions/" + failed).json();
        assertThat(json.get("status").asString()).isEqualTo("Failed");
        assertThat(json.get("errorHResult").asInt()).isNotZero();
        assertThat(json.get("troubleshootInfo").asString()).isEqualTo("The device is not supported");

        var late = isolate("Full").json().get("id").asString();
        pass(20);
        assertThat(statusOf(late)).isEqualTo("TimeOut");
        assertThat(device.isIsolated()).isFalse();

        var third = isolate("Full").json().get("id").asString();
        defender.action(third).orElseThrow().succeeds();
        assertThat(device.isIsolated()).isTrue();
    }

    @Test
    void anActionCanStayPendingForAWeek() {
        defender.nextAction(Ending.pendingFor(Duration.ofDays(7)));
        var id = isolate("Full").json().get("id").asString();

        pass(Duration.ofDays(6).toSeconds());
        assertThat(statusOf(id)).isEqualTo("Pending");
        pass(Duration.ofDays(1).toSeconds() + 10);
        assertThat(statusOf(id)).isEqualTo("Succeeded");
    }

    @Test
    void whatIsNotDoneYetCanBeCancelled() {
        var id = isolate("Full").json().get("id").asString();
        var path = "/api/machineactions/" + id + "/cancel";
        assertError(post(path, "{}"), 400, "MissingRequiredParameter");

        var cancelled = post(path, "{\"Comment\":\"A mistake\"}");

        assertThat(cancelled.status()).isEqualTo(200);
        assertThat(cancelled.json().get("status").asString()).isEqualTo("Cancelled");
        assertThat(cancelled.json().get("cancellationComment").asString()).isEqualTo("A mistake");
        assertThat(cancelled.json().get("cancellationRequestor").asString()).isEqualTo(Visitor.CLIENT);
        assertError(post(path, "{\"Comment\":\"Again\"}"), 400, "BadRequest");
        pass(60);
        assertThat(device.isIsolated()).isFalse();
        assertThat(defender.action(id).orElseThrow().status()).isEqualTo(Status.CANCELLED);
    }

    @Test
    void actionsAreFilteredAndTheNewestComesFirst() {
        isolate("Full");
        pass(30);
        act("runAntiVirusScan", ",\"ScanType\":\"Quick\"");
        var other = defender.device("lt-2");
        post("/api/machines/" + other.id() + "/isolate", "{\"Comment\":\"x\"}");

        assertThat(types("")).containsExactly("Isolate", "RunAntiVirusScan", "Isolate");
        assertThat(types("?$top=1&$skip=1")).containsExactly("RunAntiVirusScan");
        assertThat(types(filter("machineId eq '%s'".formatted(device.id()))))
                .containsExactly("RunAntiVirusScan", "Isolate");
        assertThat(types(filter("machineId eq '%s' and type eq 'Isolate'".formatted(device.id()))))
                .containsExactly("Isolate");
        assertThat(types(filter("status eq 'Succeeded'"))).containsExactly("Isolate");
        assertThat(types(filter("creationDateTimeUtc gt 2026-03-02T08:00:00Z"))).hasSize(2);
        assertThat(types(filter("creationDateTimeUtc ge 2026-03-02T08:00:00.0000000Z")))
                .hasSize(3);
        assertError(get("/api/machineactions" + filter("scope eq 'Full'")), 400, "ODataError");
        assertError(get("/api/machineactions?$orderby=type"), 400, "ODataError");
    }

    @Test
    void aPackageCanBeHadOnceItIsCollected() {
        var id = act("collectInvestigationPackage", "").json().get("id").asString();
        var path = "/api/machineactions/" + id + "/getPackageUri";
        assertError(get(path), 404, "ResourceNotFound");

        pass(20);
        assertThat(get(path).json().get("value").asString()).startsWith("\"https://");

        var third = get(path);
        assertError(third, 429, "TooManyRequests");
        assertThat(third.header("Retry-After")).isEqualTo("41");
    }

    @Test
    void anInvestigationRunsAndEndsAsATestSays() {
        defender.investigationsEndWith("PendingApproval");
        var begun = act("startInvestigation", "");
        assertThat(begun.status()).isEqualTo(201);
        assertThat(begun.json().get("state").asString()).isEqualTo("Running");
        var path = "/api/investigations/" + begun.json().get("id").asString();

        pass(20);
        var json = get(path).json();
        assertThat(json.get("state").asString()).isEqualTo("PendingApproval");
        assertThat(json.get("endTime").isNull()).isTrue();
        assertThat(json.get("machineId").asString()).isEqualTo(device.id());
        assertThat(get("/api/investigations").json().get("value")).hasSize(1);
        assertThat(defender.investigations().getFirst().comment()).isEqualTo("Because");
    }

    @Test
    void anIndicatorForTheSameValueIsChanged() {
        var first = indicator("FileSha1", SHA1, "Audit");
        pass(5);
        var second = indicator("FileSha1", SHA1.toUpperCase(), "BlockAndRemediate");

        assertThat(first.status()).isEqualTo(200);
        assertThat(second.json().get("id").asString())
                .isEqualTo(first.json().get("id").asString());
        assertThat(second.json().get("creationTimeDateTimeUtc").asString())
                .isEqualTo(first.json().get("creationTimeDateTimeUtc").asString());
        assertThat(defender.indicators()).singleElement().satisfies(only -> {
            assertThat(only.action()).isEqualTo("BlockAndRemediate");
            assertThat(only.createdBy()).isEqualTo(Visitor.CLIENT);
        });
    }

    @Test
    void indicatorsAreFilteredAndDeleted() {
        indicator("FileSha1", SHA1, "Block");
        var id = indicator("DomainName", "attacker.example", "Block")
                .json()
                .get("id")
                .asString();

        var found = get("/api/indicators" + filter("indicatorValue eq 'attacker.example'"))
                .json();
        assertThat(found.get("value").findValuesAsString("id")).containsExactly(id);
        assertThat(VISITOR.call(token(), "DELETE", "/api/indicators/" + id, "").status())
                .isEqualTo(204);
        assertError(VISITOR.call(token(), "DELETE", "/api/indicators/" + id, ""), 404, "ResourceNotFound");
        assertThat(defender.indicators()).extracting(Indicator::value).containsExactly(SHA1);
    }

    @Test
    void anIndicatorThatIsNoneIsRefused() {
        assertError(indicator("IpAddress", "192.0.2.0/24", "Block"), 400, "InvalidIpAddress");
        assertError(indicator("FileSha256", SHA1, "Block"), 400, "InvalidHashValue");
        assertError(indicator("DomainName", "https://x.example/", "Block"), 400, "InvalidDomainName");
        assertError(indicator("Url", "x.example", "Block"), 400, "InvalidUrl");
        assertError(indicator("Mutex", "x", "Block"), 400, "InvalidInput");
        assertError(indicator("Url", "https://x.example/", "Forbid"), 400, "InvalidInput");
        assertError(post("/api/indicators", "{\"indicatorValue\":\"x\"}"), 400, "MissingRequiredParameter");
        assertThat(defender.indicators()).isEmpty();
    }

    @Test
    void anIndicatorThatExpiredIsGone() {
        post("/api/indicators", """
                {"indicatorValue":"192.0.2.7","indicatorType":"IpAddress","action":"Block","title":"t",
                 "description":"d","expirationTime":"2026-03-02T09:00:00Z"}""");
        assertThat(defender.indicators()).hasSize(1);

        pass(3_600);
        assertThat(get("/api/indicators").json().get("value")).isEmpty();
    }

    @Test
    void soManyActionsInAMinuteAndInAnHour() {
        defender.actionsAllowed(2, 3);
        isolate("Full");
        act("offboard", "");
        pass(18);

        var refused = act("restrictCodeExecution", "");
        assertError(refused, 429, "TooManyRequests");
        assertThat(refused.header("Retry-After")).isEqualTo("43");
        assertThat(device.actions()).hasSize(2);

        pass(43);
        assertThat(act("restrictCodeExecution", "").status()).isEqualTo(201);
        var forTheHour = act("unisolate", "");
        assertError(forTheHour, 429, "TooManyRequests");
        assertThat(Integer.parseInt(forTheHour.header("Retry-After"))).isGreaterThan(3_500);
    }

    @Test
    void usuallyAHundredActionsAreAllowedInAMinute() {
        for (int i = 0; i < 100; i++) {
            assertThat(post(machine("isolate"), "{}").status()).isEqualTo(400);
        }
        assertError(isolate("Full"), 429, "TooManyRequests");
    }

    @Test
    void anActionCanHappenWithoutAnybodyHearingOfIt() {
        tenant.misbehaves(Misbehavior.answerLost().times(1).at(machine("isolate")));
        assertThatThrownBy(() -> isolate("Full")).isInstanceOf(UncheckedIOException.class);
        assertThat(device.actions()).hasSize(1);

        tenant.misbehaves(Misbehavior.timesOutAfterActing().times(1));
        assertThat(act("offboard", "").status()).isEqualTo(504);
        assertThat(device.actions()).hasSize(2);

        tenant.misbehaves(Misbehavior.answersLate(Duration.ofMillis(150)).times(1));
        var before = System.nanoTime();
        assertThat(act("restrictCodeExecution", "").status()).isEqualTo(201);
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isGreaterThanOrEqualTo(Duration.ofMillis(150));
    }

    @Test
    void defenderCanFailBeforeItActs() {
        tenant.misbehaves(Misbehavior.internalError().times(1))
                .misbehaves(Misbehavior.unavailable(Duration.ofSeconds(9)).times(1))
                .misbehaves(Misbehavior.consentMissing().times(1));

        assertError(isolate("Full"), 500, "InternalServerError");
        var unavailable = isolate("Full");
        assertError(unavailable, 503, "ServiceUnavailable");
        assertThat(unavailable.header("Retry-After")).isEqualTo("9");
        assertError(isolate("Full"), 403, "Forbidden");
        assertThat(device.actions()).isEmpty();
        assertThat(isolate("Full").status()).isEqualTo(201);
    }

    @Test
    void itIsRememberedWhatWasAskedForAndByWhom() {
        isolate("Full");

        assertThat(MICROSOFT.requests(machine("isolate"))).singleElement().satisfies(call -> {
            assertThat(call.method()).isEqualTo("POST");
            assertThat(call.body()).contains("\"IsolationType\":\"Full\"");
            assertThat(call.application()).contains(Visitor.CLIENT);
            assertThat(call.tenant()).contains(tenant.id());
        });
    }

    @Test
    void tenantsHaveNothingToDoWithEachOther() {
        var id = isolate("Full").json().get("id").asString();
        var other = MICROSOFT.directory().tenant("Northwind");
        var theirs = tokenOf(other);

        assertError(VISITOR.graph(theirs, "/api/machineactions/" + id), 404, "ResourceNotFound");
        assertError(VISITOR.graph(theirs, "/api/machines/" + device.id()), 404, "ResourceNotFound");
        assertThat(VISITOR.graph(theirs, "/api/machineactions").json().get("value"))
                .isEmpty();
    }

    private void pass(long seconds) {
        time.updateAndGet(now -> now.plusSeconds(seconds));
    }

    private String token() {
        return tokenOf(tenant);
    }

    private static String tokenOf(Tenant whose) {
        return VISITOR.applicationToken(whose, DEFENDER)
                .json()
                .get("access_token")
                .asString();
    }

    private String machine(String action) {
        return "/api/machines/" + device.id() + "/" + action;
    }

    private Answer isolate(String type) {
        return act("isolate", ",\"IsolationType\":\"%s\"".formatted(type));
    }

    private Answer act(String action, String more) {
        return post(machine(action), "{\"Comment\":\"Because\"%s}".formatted(more));
    }

    private Answer indicator(String type, String value, String action) {
        return post("/api/indicators", """
                {"indicatorValue":"%s","indicatorType":"%s","action":"%s","title":"t","description":"d"}
                """.formatted(value, type, action));
    }

    private Answer post(String path, String json) {
        return VISITOR.call(token(), "POST", path, json);
    }

    private Answer get(String path) {
        return VISITOR.graph(token(), path);
    }

    private static String filter(String filter) {
        return "?$filter=" + URLEncoder.encode(filter, StandardCharsets.UTF_8);
    }

    private String statusOf(String id) {
        return get("/api/machineactions/" + id).json().get("status").asString();
    }

    private List<String> types(String query) {
        return get("/api/machineactions" + query).json().get("value").findValuesAsString("type");
    }

    private static void assertError(Answer answer, int status, String code) {
        assertThat(answer.status()).isEqualTo(status);
        var error = answer.json().get("error");
        assertThat(error.get("code").asString()).isEqualTo(code);
        assertThat(error.get("message").asString()).isNotBlank();
        assertThat(error.get("target").asString()).isNotBlank();
    }
}
