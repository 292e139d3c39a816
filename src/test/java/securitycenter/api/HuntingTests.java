package securitycenter.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.springframework.beans.factory.annotation.Autowired;
import securitycenter.ApplicationTest;
import securitycenter.api.Program.Answer;
import securitycenter.events.Event;
import securitycenter.events.Events;
import securitycenter.identity.Role;
import tools.jackson.databind.json.JsonMapper;

/** Queries that programs ask, in the shapes of both APIs. */
@ApplicationTest
@TestInstance(Lifecycle.PER_CLASS)
class HuntingTests extends ApiTest {

    private static final String DEFENDER = "/api/advancedhunting/run";
    private static final String GRAPH = "/v1.0/security/runHuntingQuery";
    private static final String[] PERMISSIONS = {
        "AdvancedHunting.Read.All", "AdvancedQuery.Read.All", "ThreatHunting.Read.All"
    };
    private static final JsonMapper JSON = new JsonMapper();

    @Autowired
    Events events;

    Stored stored;

    @BeforeAll
    void aTenantWithEvents() {
        stored = on("Hunted By Programs");
        var now = Instant.now();
        events.append(
                stored.home(),
                IntStream.range(0, 3)
                        .mapToObj(i -> new Event(
                                "DeviceProcessEvents",
                                "device " + i,
                                now.minus(Duration.ofDays(3L * i)),
                                "{\"DeviceName\":\"wks-%d\",\"FileName\":\"cmd.exe\",\"ProcessId\":%d}"
                                        .formatted(i, 100 + i)))
                        .toList());
    }

    private Program program() {
        return programOf(stored, PERMISSIONS);
    }

    private static String body(String name, String query) {
        return JSON.writeValueAsString(Map.of(name, query));
    }

    private Answer defender(String query) {
        return program().post(DEFENDER, body("Query", query));
    }

    private Answer graph(String query) {
        return program().post(GRAPH, body("query", query));
    }

    @Test
    void theAnswerHasTheColumnsTheRowsAndWhatItTook() {
        var answer = defender("DeviceProcessEvents | project DeviceName, ProcessId | sort by DeviceName asc");
        assertThat(answer.status()).isEqualTo(200);
        var json = answer.json();
        assertThat(json.get("Schema").toString())
                .isEqualTo(
                        "[{\"Name\":\"DeviceName\",\"Type\":\"String\"},{\"Name\":\"ProcessId\",\"Type\":\"Int64\"}]");
        assertThat(json.get("Results").toString())
                .isEqualTo("[{\"DeviceName\":\"wks-0\",\"ProcessId\":100},{\"DeviceName\":\"wks-1\",\"ProcessId\":101},"
                        + "{\"DeviceName\":\"wks-2\",\"ProcessId\":102}]");
        assertThat(json.at("/Stats/ExecutionTime").isNumber()).isTrue();
        assertThat(json.at("/Stats/resource_usage/cpu/total cpu").asString()).matches("\\d\\d:\\d\\d:\\d\\d\\.\\d{7}");
        assertThat(json.at("/Stats/dataset_statistics/0/table_row_count").asInt())
                .isEqualTo(3);
    }

    @Test
    void eachTypeIsWrittenAsMicrosoftWritesIt() {
        var json = defender("""
                        print b = true, t = datetime(2026-01-14T08:30:58.1170042Z), s = 1d + 2h + 500ms, i = int(7), l = 8,
                            r = 1.5, n = real(nan), g = guid(74be27de-1e4e-49d9-b579-fe0b331d3642),
                            d = dynamic({"a": [1, "x"]}), nothing = long(null), text = "é\\"\\n\"""").json();
        assertThat(json.get("Schema").valueStream().map(each -> each.get("Type").asString()))
                .containsExactly(
                        "SByte",
                        "DateTime",
                        "TimeSpan",
                        "Int32",
                        "Int64",
                        "Double",
                        "Double",
                        "Guid",
                        "Object",
                        "Int64",
                        "String");
        assertThat(json.at("/Results/0").toString())
                .isEqualTo("{\"b\":true,\"t\":\"2026-01-14T08:30:58.1170042Z\",\"s\":\"1.02:00:00.5000000\",\"i\":7,"
                        + "\"l\":8,\"r\":1.5,\"n\":\"NaN\",\"g\":\"74be27de-1e4e-49d9-b579-fe0b331d3642\","
                        + "\"d\":{\"a\":[1,\"x\"]},\"nothing\":null,\"text\":\"é\\\"\\n\"}");
    }

    @Test
    void aCellOfAMillionLettersIsAnsweredWhole() {
        var query = "range i from 1 to 1000 step 1 | summarize Long = strcat_array(make_list(strrep('x', 1000)), '')"
                + " | extend Bag = todynamic(strcat('{\"a\":\"', Long, '\"}')) | mv-expand n = range(1, 10)";
        for (var results : List.of(
                defender(query).json().get("Results"), graph(query).json().get("results"))) {
            assertThat(results).hasSize(10).allSatisfy(row -> {
                assertThat(row.get("Long").asString()).hasSize(1_000_000);
                assertThat(row.at("/Bag/a").asString()).hasSize(1_000_000);
            });
        }
    }

    @Test
    void aQueryThatRunsWhileTheTenantIsTurnedOffIsRefusedAtOnce() {
        var off = on("Turned Off While Hunting");
        var answer =
                CompletableFuture.supplyAsync(() -> programOf(off, PERMISSIONS).post(DEFENDER, body("Query", """
                range a from 1 to 1000000 step 1 | extend k = 1
                | join kind=inner (range b from 1 to 1000000 step 1 | extend k = 1) on k
                | summarize count() by tostring(a * b % 1000003)""")));
        await(() -> running(off) == 1);
        var administrator = visitors.signedIn(off.tenant().person("Off").holds(Role.GLOBAL_ADMINISTRATOR));
        administrator
                .get("/settings/opt-out")
                .form("/settings/opt-out")
                .type("typed", "Turned Off While Hunting")
                .submit();
        assertThat(answer.orTimeout(30, TimeUnit.SECONDS).join().status()).isEqualTo(503);
        assertThat(programOf(off, PERMISSIONS)
                        .post(DEFENDER, body("Query", "print 1"))
                        .status())
                .isGreaterThanOrEqualTo(400);
    }

    private static int running(Stored stored) {
        return stored.home()
                .database()
                .sql("select count(*) from hunt where state = 'RUNNING'")
                .query(Integer.class)
                .single();
    }

    private static void await(BooleanSupplier done) {
        var end = Instant.now().plus(Duration.ofSeconds(30));
        while (!done.getAsBoolean()) {
            assertThat(Instant.now()).as("waited long enough").isBefore(end);
            Thread.onSpinWait();
        }
    }

    @Test
    void graphWritesItsNamesSmallAndTellsTheContext() {
        var json = graph("DeviceProcessEvents | where ProcessId > 1000 | project DeviceName")
                .json();
        assertThat(json.toString())
                .isEqualTo("{\"@odata.context\":\"http://localhost:" + port
                        + "/v1.0/$metadata#microsoft.graph.security.huntingQueryResults\","
                        + "\"schema\":[{\"name\":\"DeviceName\",\"type\":\"String\"}],\"results\":[]}");
    }

    @Test
    void theTwinOfDefenderForEndpointAnswersTheSame() {
        var answer = program().post("/api/advancedqueries/run", body("Query", "print x = 1"));
        assertThat(answer.json().get("Results").toString()).isEqualTo("[{\"x\":1}]");
    }

    @Test
    void aTimespanIsForQueriesThatNameNoTime() {
        var count = "DeviceProcessEvents | count";
        assertThat(counted("{\"Query\":\"" + count + "\",\"Timespan\":\"P1D\"}"))
                .isOne();
        assertThat(counted("{\"query\":\"" + count + "\",\"timespan\":\"P4D\"}"))
                .isEqualTo(2);
        assertThat(counted("{\"query\":\"" + count + "\"}")).isEqualTo(3);
        assertThat(
                        counted(
                                "{\"query\":\"DeviceProcessEvents | where Timestamp > ago(1d) | count\",\"timespan\":\"P30D\"}"))
                .isOne();
        var wrong = program().post(GRAPH, "{\"query\":\"" + count + "\",\"timespan\":\"a week\"}");
        assertThat(wrong.status()).isEqualTo(400);
        assertThat(wrong.error()).startsWith("BadRequest: The timespan is none that ISO 8601 knows");
    }

    private int counted(String body) {
        return program().post(GRAPH, body).json().at("/results/0/Count").asInt();
    }

    @Test
    void aWrongQueryIsAnsweredInKustosWords() {
        assertThat(defender("DeviceProcessEvents | where").error())
                .isEqualTo("BadRequest: A recognition error occurred.");
        assertThat(defender("DeviceProcessEvents | project Filename").error())
                .isEqualTo("BadRequest: 'project' operator: Failed to resolve scalar expression named 'Filename'");
        assertThat(graph("NoTable | take 1").error())
                .isEqualTo("BadRequest: Failed to resolve table or column expression named 'NoTable'."
                        + " Fix semantic errors in your query.");
        assertThat(graph("print (").error())
                .isEqualTo("BadRequest: A recognition error occurred.. Fix syntax errors in your query.");
        assertThat(List.of(defender(".show tables"), graph(".show tables")))
                .allSatisfy(answer -> assertThat(answer.status()).isEqualTo(400));
    }

    @Test
    void aBodyWithoutAQueryIsRefused() {
        for (var body : List.of("{}", "{\"Query\":\"\"}", "{\"Query\":\"print 1\n\"}", "[]", "none")) {
            var answer = program().post(DEFENDER, body);
            assertThat(answer.status()).as(body).isEqualTo(400);
            assertThat(answer.error()).as(body).isEqualTo("InvalidRequestBody: Missing query.");
            assertThat(answer.json().at("/error/target").asString()).isNotEmpty();
        }
    }

    @Test
    void eachAddressHasAPermissionOfItsOwn() {
        var program = programOf(stored, "AdvancedHunting.Read.All");
        assertThat(program.post(DEFENDER, body("Query", "print 1")).status()).isEqualTo(200);
        assertThat(program.post("/api/advancedqueries/run", body("Query", "print 1"))
                        .status())
                .isEqualTo(403);
        assertThat(program.post(GRAPH, body("query", "print 1")).error())
                .isEqualTo("Forbidden: Missing application roles. API required roles: ThreatHunting.Read.All,"
                        + " application roles: AdvancedHunting.Read.All.");
        assertThat(Program.stranger(microsoft, port)
                        .post(DEFENDER, body("Query", "print 1"))
                        .status())
                .isEqualTo(401);
    }

    @Test
    void aProgramOfAnotherTenantFindsItsOwnEventsAlone() {
        var other = on("Hunts Elsewhere");
        var answer = programOf(other, PERMISSIONS).post(DEFENDER, body("Query", "DeviceProcessEvents | count"));
        assertThat(answer.json().get("Results").toString()).isEqualTo("[{\"Count\":0}]");
    }

    @Test
    void whoeverAsksTooOftenIsToldWhenToAskAgain() {
        var program = program();
        Answer answer;
        int asked = 0;
        do {
            answer = program.post(DEFENDER, body("Query", "print 1"));
        } while (answer.status() == 200 && ++asked < 100);
        assertThat(asked).isBetween(45, 48); // one more for each second and a half that it took
        assertThat(answer.status()).isEqualTo(429);
        assertThat(Integer.parseInt(answer.header("Retry-After"))).isBetween(1, 60);
    }
}
