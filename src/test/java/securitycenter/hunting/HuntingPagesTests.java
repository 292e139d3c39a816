package securitycenter.hunting;

import static org.assertj.core.api.Assertions.assertThat;
import static securitycenter.identity.Role.GLOBAL_ADMINISTRATOR;
import static securitycenter.identity.Role.SECURITY_OPERATOR;
import static securitycenter.identity.Role.SECURITY_READER;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import securitycenter.ApplicationTest;
import securitycenter.Visitor;
import securitycenter.Visitor.Page;
import securitycenter.Visitors;
import securitycenter.fakemicrosoft.FakeMicrosoft;
import securitycenter.fakemicrosoft.Tenant;

/** As a browser without scripts sees them. */
@ApplicationTest
class HuntingPagesTests {

    private static final String RUNS = "/hunting/runs";

    @Autowired
    FakeMicrosoft microsoft;

    @Autowired
    Visitors visitors;

    @Autowired
    ApplicationContext application;

    private Tenant tenant;
    private Visitor ada;
    private HuntingSeed seed;

    @BeforeEach
    void aTenantWithEvents() {
        tenant = microsoft
                .directory()
                .tenant("Hunting Pages Ltd")
                .licensed("SPE_E5")
                .country("NL");
        ada = visitors.signedIn(tenant.person("Ada Lovelace").holds(GLOBAL_ADMINISTRATOR));
        ada.turnOn();
        seed = new HuntingSeed(application, tenant.id());
        seed.processes(205);
    }

    private Page run(String query) {
        return over(ada.get("/hunting").form(RUNS).type("query", query).submit());
    }

    private Page over(Page page) {
        var now = page;
        for (var tries = 0; tries < 50 && now.html().selectFirst("#run-part[hx-get]") != null; tries++) {
            now = ada.get(now.path());
        }
        return now;
    }

    @Test
    void anAnswerHasAnAddressAndIsShownAHundredRowsAtATime() {
        var page = run("DeviceProcessEvents | project Timestamp, DeviceName, ProcessId | sort by ProcessId asc");
        assertThat(page.path()).matches(RUNS + "/[0-9a-f-]{36}");
        assertThat(page.text()).contains("205 rows in", "Page 1 of 3", "Data from", "(UTC)");
        assertThat(page.html().select("table[data-rows] tbody tr")).hasSize(100);
        var last = ada.get(page.path() + "?number=3");
        assertThat(last.html().select("table[data-rows] tbody tr")).hasSize(5);
        assertThat(last.html()
                        .expectFirst("table[data-rows] tbody tr:last-child")
                        .text())
                .contains("lt-11", "205");
        assertThat(last.html().expectFirst("table[data-rows] time").attr("title"))
                .endsWith("Z");
        assertThat(last.html().expectFirst("textarea").wholeText()).contains("sort by ProcessId asc");
    }

    @Test
    void aFaultIsShownWithItsPlaceAndTheNearestName() {
        var page = run("DeviceProcessEvents\n| where Filename == \"cmd.exe\"");
        assertThat(page.html().select("#query-problem").text()).contains("Line 2, column 9", "Filename", "FileName");
        assertThat(page.html().expectFirst("textarea").attr("aria-invalid")).isEqualTo("true");
        assertThat(page.html().expectFirst("textarea").attr("aria-describedby")).contains("query-problem");
        assertThat(page.text()).contains("was not run");
    }

    @Test
    void ofSeveralQueriesThePersonChoosesOneAndKeepsTheOthers() {
        var both = "DeviceProcessEvents\n| count\n\nDeviceLogonEvents\n| take 3";
        var which = ada.get("/hunting").form(RUNS).type("query", both).submit();
        assertThat(which.status()).isEqualTo(422);
        assertThat(which.text()).contains("Which one should run?");
        var chosen = over(ada.forge(RUNS, Map.of("query", both, "piece", "1")));
        assertThat(chosen.text()).contains("3 rows in");
        assertThat(chosen.html().expectFirst("textarea").wholeText()).contains("DeviceProcessEvents", "take 3");
        var cursor = over(ada.forge(RUNS, Map.of("query", both, "start", "5", "end", "5")));
        assertThat(cursor.html().select("table[data-rows] tbody td").text()).isEqualTo("205");
    }

    @Test
    void anEmptyEditorRunsNothing() {
        var page = ada.get("/hunting").form(RUNS).type("query", "  ").submit();
        assertThat(page.status()).isEqualTo(422);
        assertThat(page.text()).contains("There is no query to run");
    }

    @Test
    void aRecordLeadsToTheQueryWithItsValueInIt() {
        var page = run("DeviceProcessEvents | project FileName, ProcessCommandLine | sort by ProcessCommandLine asc"
                + " | take 1 | render table");
        var record =
                ada.get(page.html().expectFirst("table[data-rows] tbody th a").attr("href"));
        assertThat(record.text()).contains("Record 1 of 1", "=HYPERLINK");
        var excluded = record.html().select("[data-field=2] a").get(1);
        assertThat(excluded.text()).startsWith("Exclude");
        var editor = ada.get(excluded.attr("href"));
        assertThat(editor.path()).isEqualTo("/hunting");
        assertThat(editor.html().expectFirst("textarea").wholeText())
                .isEqualTo(
                        "DeviceProcessEvents | project FileName, ProcessCommandLine | sort by ProcessCommandLine asc"
                                + " | take 1\n| where ProcessCommandLine != \"=HYPERLINK(\\\"http://x.example\\\")\"\n| render table");
        assertThat(over(editor.form(RUNS).submit()).text()).contains("No rows in");
    }

    @Test
    void aFileHoldsTheRowsAndNoFormula() {
        var page = run(
                "DeviceProcessEvents | sort by ProcessId asc | take 2 | project Timestamp, ProcessCommandLine, Two = ProcessId * 2");
        var file = new String(ada.download(page.path() + "/export"), StandardCharsets.UTF_8);
        assertThat(file).startsWith("\uFEFF\"Timestamp\",\"ProcessCommandLine\",\"Two\"\r\n");
        assertThat(file).contains("\"'=HYPERLINK(\"\"http://x.example\"\")\",\"2\"");
        assertThat(file.lines()).hasSize(3);
    }

    @Test
    void aChartStandsAboveItsTable() {
        var page = run("DeviceLogonEvents | summarize Failures = count() by bin(Timestamp, 1h), DeviceName"
                + " | render timechart with (title=\"Failures\")");
        var chart = page.html().expectFirst("canvas[data-chart]").attr("data-chart");
        assertThat(chart).contains("\"kind\":\"time\"", "\"title\":\"Failures\"", "lt-110", "\"time\":\"UTC\"");
        assertThat(page.html().select("table[data-rows] tbody tr")).isNotEmpty();
        assertThat(run("DeviceLogonEvents | project DeviceName | render timechart")
                        .html()
                        .selectFirst("canvas"))
                .isNull();
    }

    @Test
    void aChartSaysWhatItLeavesOut() {
        assertThat(run("range x from 1 to 1200 step 1 | project Name = tostring(x), x | render columnchart")
                        .text())
                .contains("Only the first 1,000 values of Name are drawn");
        assertThat(run("range x from 1 to 6000 step 1 | project x, y = x % 7 | render scatterchart")
                        .text())
                .contains("Only the first 5,000 points are drawn");
        assertThat(run("range x from 1 to 10 step 1 | project Name = tostring(x), x | render columnchart")
                        .text())
                .doesNotContain("Only the first");
    }

    @Test
    void theHistorySaysOfWhichTimeEachRunWasAsked() {
        ada.get("/hunting")
                .form(RUNS)
                .type("query", "DeviceInfo | count")
                .choose("range", "day")
                .submit();
        var asked = Map.of(
                "query", "DeviceLogonEvents | count",
                "range", "chosen",
                "from", "2026-01-14T10:00",
                "until", "2026-01-14T12:00");
        ada.forge(RUNS, asked);
        run("DeviceProcessEvents | where Timestamp > ago(7d) | count");
        var lines = ada.get("/hunting/history").html().select("tbody tr");
        assertThat(lines.get(0).text()).contains("The query itself says of when");
        assertThat(lines.get(1).select("td").get(1).text()).contains("14 Jan 2026 10:00", "14 Jan 2026 12:00");
        assertThat(lines.get(2).select("td").get(1).select("time")).hasSize(2);
        var editor = ada.get(lines.get(1).expectFirst("td:last-child a").attr("href"));
        assertThat(editor.html().expectFirst("#from").val()).isEqualTo("2026-01-14T10:00");
        assertThat(ada.get(lines.get(2).expectFirst("td:last-child a").attr("href"))
                        .html()
                        .expectFirst("#range option[selected]")
                        .val())
                .isEqualTo("day");
    }

    @Test
    void whoeverMaySeeEventsReadsARunWhoseAddressTheyHaveAndOthersCancelNone() {
        var page = run("DeviceProcessEvents | take 1 | project FileName");
        var rea = visitors.signedIn(tenant.person("Rea Jansen").holds(SECURITY_READER));
        assertThat(rea.get(page.path()).text()).contains("1 row in");
        assertThat(rea.forge(page.path() + "/cancel", Map.of()).status()).isEqualTo(403);
    }

    @Test
    void whoeverLeavesAPageStopsNoQueryOfOthers() {
        var page = ada.get("/hunting")
                .form(RUNS)
                .type("query", HuntingSeed.ENDLESS)
                .submit();
        var rea = visitors.signedIn(tenant.person("Rea Jansen").holds(SECURITY_READER));
        var olga = visitors.signedIn(tenant.person("Olga Bos").holds(SECURITY_OPERATOR));
        assertThat(rea.forge(page.path() + "/left", Map.of()).status()).isEqualTo(204);
        assertThat(olga.forge(page.path() + "/left", Map.of()).status()).isEqualTo(204);
        assertThat(seed.home()
                        .database()
                        .sql("select count(*) from hunt where stop_wanted")
                        .query(Integer.class)
                        .single())
                .isZero();
        assertThat(ada.forge(page.path() + "/left", Map.of()).status()).isEqualTo(204);
        assertThat(over(ada.get(page.path())).text()).contains("was cancelled");
    }

    @Test
    void whenTheTenantIsTurnedOffWhatRunsIsOverAndSaysSo() throws InterruptedException {
        ada.get("/hunting").form(RUNS).type("query", HuntingSeed.ENDLESS).submit();
        var start = Instant.now();
        ada.get("/settings/opt-out")
                .form("/settings/opt-out")
                .type("typed", "Hunting Pages Ltd")
                .submit();
        assertThat(ada.get("/hunting").path()).startsWith("/settings");
        while (running() > 0) {
            assertThat(Duration.between(start, Instant.now())).isLessThan(Duration.ofSeconds(30));
            Thread.sleep(100);
        }
        ada.turnOn();
        var run = ada.get("/hunting/history").html().expectFirst("tbody tr");
        assertThat(run.text()).contains("Stopped");
        assertThat(ada.get(run.expectFirst("th a").attr("href")).text()).contains("turned off");
    }

    private int running() {
        return seed.home()
                .database()
                .sql("select count(*) from hunt where state = 'RUNNING'")
                .query(Integer.class)
                .single();
    }

    @Test
    void aCellOfAMillionLettersIsCutShortInTheTableAndWholeElsewhere() {
        var page = run("range i from 1 to 1000 step 1 | summarize Url = strcat_array(make_list(strrep('u', 1000)), '')"
                + " | extend Bag = todynamic(strcat('{\"a\":\"', Url, '\"}')) | mv-expand n = range(1, 20)"
                + " | project n = toint(n), Long = strcat(tostring(n), Url), Url, Bag | sort by n asc");
        assertThat(page.text()).contains("20 rows in");
        assertThat(page.body().length()).isLessThan(500_000);
        assertThat(page.html()
                        .expectFirst("[data-rows] tbody tr")
                        .select("td")
                        .get(1)
                        .text())
                .startsWith("1uuu")
                .endsWith("…");
        var record = ada.get(page.path() + "/rows/20");
        assertThat(record.html().expectFirst("[data-field=2]").text().length()).isGreaterThan(999_000);
        assertThat(record.html().select("[data-field=3] a[href^=/entities/]")).isEmpty();
        var file = new String(ada.download(page.path() + "/export"), StandardCharsets.UTF_8);
        assertThat(file.lines().skip(1).toList())
                .hasSize(20)
                .allSatisfy(line -> assertThat(line.length()).isGreaterThan(2_999_000));
    }

    @Test
    void aLinkHoldsTheQueryAndTheTime() {
        var made = ada.get("/hunting")
                .form(RUNS)
                .type("query", "DeviceInfo\n| take 7 // “ï”")
                .choose("range", "day")
                .to("/hunting/link")
                .submit();
        var link = made.html().expectFirst(".reference").text();
        var opened = ada.get(link);
        assertThat(opened.html().expectFirst("textarea").wholeText()).isEqualTo("DeviceInfo\n| take 7 // “ï”");
        assertThat(opened.html().expectFirst("#range option[selected]").val()).isEqualTo("day");
        assertThat(ada.get("/hunting?query=H4sIAAAA!!").text()).contains("cannot be read");
    }

    @Test
    void whileSomebodyTypesFaultsAreFound() {
        var answer = ada.forge("/hunting/check", Map.of("query", "DeviceInfo\n\nDevice | take 1", "start", "0"));
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).contains("\"line\":3", "\"column\":1", "\"piece\":\"Device\"", "\"timed\":false");
        assertThat(ada.forge("/hunting/check", Map.of("query", "DeviceInfo | where Timestamp > ago(1d)"))
                        .body())
                .contains("\"faults\":[]", "\"timed\":true");
    }

    @Test
    void theChosenTimeIsInThePersonsZoneWithUtcBeside() {
        var page = ada.get("/hunting?range=chosen&from=2026-01-14T10:00&until=2026-01-14T12:00");
        assertThat(page.text()).contains("UTC: 2026-01-14 10:00:00 – 2026-01-14 12:00:00");
        assertThat(run("DeviceProcessEvents | where Timestamp > ago(7d) | count")
                        .text())
                .contains("The query itself says of when");
    }

    @Test
    void eachPersonFindsTheirOwnQueriesAndEverybodySeesWhatAllHaveUsed() {
        run("DeviceInfo | where DeviceName == h\"hidden-name\"");
        var rea = visitors.signedIn(tenant.person("Rea Jansen").holds(SECURITY_READER));
        assertThat(ada.get("/hunting/history").text())
                .contains("DeviceInfo", "Answered")
                .doesNotContain("hidden-name");
        assertThat(rea.get("/hunting/history").text()).contains("You have run no query");
        assertThat(rea.get("/hunting/usage").text()).contains("Ada Lovelace", "Page", "Low");
    }

    @Test
    void whatIsNotThereIsNotFound() {
        assertThat(ada.get(RUNS + "/nothing").status()).isEqualTo(404);
        assertThat(ada.get(RUNS + "/" + UUID.randomUUID()).status()).isEqualTo(404);
        assertThat(ada.get("/hunting/schema/Nothing").status()).isEqualTo(404);
        var page = run("DeviceInfo");
        assertThat(ada.get(page.path() + "/rows/1").status()).isEqualTo(404);
        assertThat(ada.get(page.path() + "/rows/0/narrow?column=1&how=include").status())
                .isEqualTo(404);
    }

    @Test
    void whatGaveItsPlaceToLaterResultsSaysSo() {
        var page = run("DeviceProcessEvents | take 1");
        seed.home()
                .database()
                .sql("update hunt set outcome = null, let_go = true")
                .update();
        assertThat(ada.get(page.path()).text()).contains("later results of your organization needed its place");
        seed.home().database().sql("update hunt set let_go = false").update();
        assertThat(ada.get(page.path()).text()).contains("results stay for 24 hours");
    }

    @Test
    void anotherTenantSeesNoRun() {
        var page = run("DeviceProcessEvents | take 1");
        var other = microsoft
                .directory()
                .tenant("Hunting Others Ltd")
                .licensed("SPE_E5")
                .country("NL");
        var bob = visitors.signedIn(other.person("Bob").holds(GLOBAL_ADMINISTRATOR));
        bob.turnOn();
        assertThat(bob.get(page.path()).status()).isEqualTo(404);
    }

    @Test
    void eachTableHasAPageWithItsColumns() {
        assertThat(ada.get("/hunting/schema/DeviceProcessEvents").text())
                .contains(
                        "ProcessCommandLine",
                        "string",
                        "Timestamp",
                        "datetime",
                        "ProcessCreated",
                        "A process was started");
        assertThat(ada.get("/hunting/schema/DeviceInfo").text()).doesNotContain("Values of ActionType");
        assertThat(ada.get("/hunting/schema?find=networkmessageid").text())
                .contains("EmailEvents")
                .doesNotContain("DeviceProcessEvents");
        var columns = ada.get("/hunting/schema/DeviceProcessEvents", "HX-Request", "true");
        assertThat(columns.html().select("button[data-insert=ProcessCommandLine]"))
                .hasSize(1);
        assertThat(columns.html().select("h1")).isEmpty();
    }

    @Test
    void everyQueryThatComesWithTheProductRuns() {
        for (var query : application.getBean(CommunityQueries.class).all()) {
            assertThat(run(query.text()).text()).as(query.id()).containsAnyOf("rows in", "1 row in");
        }
    }

    @Test
    void fromSomethingThatAlertsNameAQueryLeadsToWhatWasToldAroundIt() {
        var when = Instant.now().minus(Duration.ofDays(2));
        var editor = ada.get("/hunting/go?kind=DEVICE&name=lt-110&at=" + when);
        assertThat(editor.path()).isEqualTo("/hunting");
        assertThat(editor.html().expectFirst("[data-timed]").hasAttr("hidden")).isFalse();
        assertThat(over(editor.form(RUNS).submit()).text()).containsPattern("[1-9]\\d rows in");
        assertThat(over(ada.get("/hunting/go?kind=FILE&name=%22%7C&at=" + when)
                                .form(RUNS)
                                .submit())
                        .text())
                .contains("No rows in");
        assertThat(ada.get("/hunting/go?kind=DEVICE&name=&at=" + when).status()).isEqualTo(404);
    }

    @Test
    void aValueLeadsToThePageOfWhatItNames() {
        var run = run("DeviceProcessEvents | take 1 | project DeviceId, FileName");
        var record = ada.get(run.path() + "/rows/1");
        var page =
                record.html().expectFirst("[data-field=1] a[href^=/entities/]").attr("href");
        assertThat(ada.get(page).text()).contains("no alert of the last months names it");
        assertThat(record.html().select("[data-field=2] a[href^=/entities/]")).isEmpty();
    }
}
