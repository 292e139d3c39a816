package securitycenter.triage;

import static org.assertj.core.api.Assertions.assertThat;
import static securitycenter.identity.Role.GLOBAL_ADMINISTRATOR;
import static securitycenter.identity.Role.SECURITY_OPERATOR;
import static securitycenter.identity.Role.SECURITY_READER;

import java.io.StringWriter;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import securitycenter.ApplicationTest;
import securitycenter.Visitor;
import securitycenter.Visitor.Form;
import securitycenter.Visitor.Page;
import securitycenter.Visitors;
import securitycenter.alerts.IncidentStatus;
import securitycenter.audit.LongReads;
import securitycenter.correlation.Sought;
import securitycenter.fakemicrosoft.FakeMicrosoft;
import securitycenter.fakemicrosoft.Tenant;
import securitycenter.identity.TenantId;
import securitycenter.incidents.IncidentChange;
import securitycenter.queues.AlertFilter;
import securitycenter.queues.QueueFilter;
import securitycenter.queues.QueueOrder;

/** The queue of incidents and the list of alerts, over HTTP and without scripts. */
@ApplicationTest
class QueuePagesTests {

    @Autowired
    FakeMicrosoft microsoft;

    @Autowired
    Visitors visitors;

    @Autowired
    ApplicationContext application;

    private Seed seed;
    private Tenant organization;
    private TenantId tenant;
    private Visitor ada;
    private Visitor olga;
    private Visitor rea;

    @BeforeEach
    void aTenantThatUsesTheProduct() {
        seed = new Seed(application);
        organization = microsoft
                .directory()
                .tenant("Triage " + System.nanoTime())
                .licensed("SPE_E5")
                .country("NL");
        tenant = organization.id();
        ada = visitors.signedIn(organization.person("Ada").holds(GLOBAL_ADMINISTRATOR));
        ada.turnOn();
        olga = visitors.signedIn(organization.person("Olga").holds(SECURITY_OPERATOR));
        rea = visitors.signedIn(organization.person("Rea").holds(SECURITY_READER));
    }

    private static List<String> names(Page page) {
        return page.html().select("tbody th a").eachText();
    }

    private static Map<String, String> wish(String... namesAndValues) {
        var fields = new HashMap<String, String>();
        for (var i = 0; i < namesAndValues.length; i += 2) {
            fields.put(namesAndValues[i], namesAndValues[i + 1]);
        }
        return fields;
    }

    /** One field may be sent several times. Rows that the queue does not show are sent as if they had been there. */
    private static Page many(Visitor visitor, List<Integer> ids, Map<String, String> fields) {
        var queue = visitor.get("/incidents?period=half-year&status=all").html();
        var token = queue.select("input[name=_csrf]").val();
        var body = ids.stream()
                .map(id -> queue.select(row(id)).isEmpty()
                        ? id + ".0"
                        : queue.select(row(id)).val())
                .map(row -> "incident=" + row)
                .collect(Collectors.joining("&"));
        var more = fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return visitor.post("/incidents/many", "_csrf=" + token + "&" + body + "&" + more);
    }

    private static String row(int id) {
        return "input[name=incident][value^=" + id + ".]";
    }

    private static Form chosen(Visitor visitor, int... ids) {
        var form = visitor.get("/incidents?period=half-year&status=all").form("/incidents/many");
        for (var id : ids) {
            form.element().select(row(id)).attr("checked", "");
        }
        return form;
    }

    @Test
    void threeDifferentReasonsForAnEmptyQueue() {
        assertThat(rea.get("/incidents").text()).contains("No incidents yet", "The first alert will create one");
        seed.take(tenant, "a", "Old one", "high", Duration.ofDays(40));
        assertThat(rea.get("/incidents").text()).contains("1 incident is hidden by your filters");
        assertThat(rea.get("/incidents?period=half-year").text()).contains("Old one");
        seed.homeOf(tenant).database().sql("delete from connected_service").update();
        seed.homeOf(tenant).database().sql("delete from activity").update();
        seed.homeOf(tenant).database().sql("delete from incident").update();
        assertThat(rea.get("/incidents").text()).contains("No service is connected");
    }

    @Test
    void theTableSaysHowManyInWhichOrderAndWhatEachIs() {
        seed.morning(tenant);
        var page = rea.get("/incidents");
        assertThat(page.html().select("caption").text()).isEqualTo("4 incidents, latest activity first, page 1");
        assertThat(page.text()).contains("Incidents are kept for 180 days after their last activity.");
        assertThat(page.html().select("tbody tr").getFirst().text())
                .contains("High", "New", "3 of 3", "1 device", "1 user", "Nobody");
        assertThat(page.html().select("th[aria-sort=descending]").text()).contains("Last activity");
        var severe = rea.get("/incidents?sort=severity&direction=asc");
        assertThat(severe.html().select("caption").text()).contains("least severe first");
        assertThat(severe.html().select("tbody .sev").eachText())
                .containsExactly("Informational", "Low", "Medium", "High");
    }

    @Test
    void filtersStandInTheAddressAndCanBeTakenOutOneByOne() {
        seed.morning(tenant);
        var page = rea.get("/incidents?status=all&severity=low&severity=informational&assigned=nobody");
        assertThat(names(page)).hasSize(3);
        var chips = page.html().select(".chips a");
        assertThat(chips.eachText())
                .containsExactly(
                        "Status: All remove",
                        "Severity: Informational remove",
                        "Severity: Low remove",
                        "Assigned to: Nobody remove");
        assertThat(names(rea.get(chips.get(1).attr("href")))).hasSize(2);
        assertThat(names(rea.get("/incidents?find=pc-7.contoso.example"))).hasSize(1);
        assertThat(names(rea.get("/incidents?tag=VIP"))).hasSize(1);
        assertThat(names(rea.get("/incidents?find=%231"))).hasSize(1);
    }

    /** Each as the form sends it. */
    @Test
    void daysThatAreFilledInCountAndAnotherPeriodInsteadOfThemToo() {
        seed.morning(tenant);
        for (var list : List.of("/incidents", "/incidents/alerts")) {
            var filled = rea.get(list + "?period=week&from=2020-01-01&to=2020-01-31&status=all");
            assertThat(filled.html().select(".chips a").eachText()).anyMatch(chip -> chip.contains("2020-01-31"));
            var form = filled.html().select("form[role=search]");
            assertThat(form.select("[name=from]").val()).isEqualTo("2020-01-01");
            assertThat(form.select("[name=period] [selected]").val()).isEqualTo("chosen");
            var days = form.select("[name=days]").val();
            var week = rea.get(list + "?period=week&from=2020-01-01&to=2020-01-31&status=all&days=" + days);
            assertThat(week.html().select("tbody tr")).isNotEmpty();
            assertThat(week.html().select("[name=from]").val()).isEmpty();
        }
        assertThat(rea.get("/incidents/alerts?find=nothing")
                        .html()
                        .select(".empty a")
                        .eachText())
                .contains("Clear filters");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "period=eternity&status=gone&severity=huge&source=nobody&classification=maybe",
                "from=yesterday&to=31-12-2026",
                "find=%00%01&tag=%00",
                "after=1-2-3-4&sort=evil;drop&direction=sideways",
                "after=9-99999999999999999-1",
                "before=x&page=-3",
                "category=%3Cscript%3E&category=a%20b"
            })
    void whatIsNoFilterChangesNothing(String query) {
        seed.morning(tenant);
        var page = rea.get("/incidents?" + query);
        assertThat(page.status()).isEqualTo(200);
        assertThat(names(page)).hasSize(4);
        assertThat(rea.get("/incidents/alerts?" + query).status()).isEqualTo(200);
    }

    @Test
    void aSpoiltLinkLeadsToTheFirstPageAndSaysSo() {
        seed.morning(tenant);
        assertThat(rea.get("/incidents?after=spoilt").text()).contains("this is the first page");
        assertThat(rea.get("/incidents/alerts?before=spoilt").text()).contains("this is the first page");
    }

    @Test
    void pagesAreThirtyRowsLongAndLeadOnAndBack() {
        for (var i = 0; i < 35; i++) {
            seed.take(tenant, "p" + i, "Alert " + i, "low", Duration.ofMinutes(i + 1));
        }
        var first = rea.get("/incidents");
        assertThat(names(first)).hasSize(30);
        var second = rea.get(first.html().select("a[rel=next]").attr("href"));
        assertThat(names(second)).hasSize(5).doesNotContainAnyElementsOf(names(first));
        assertThat(second.html().select("caption").text()).isEqualTo("35 incidents, latest activity first, page 2");
        assertThat(names(rea.get(second.html().select("a[rel=prev]").attr("href"))))
                .isEqualTo(names(first));
        var change = olga.get(first.html().select("a[rel=next]").attr("href"))
                .form("/incidents/many")
                .choose("severity", "high");
        change.element().select("input[name=incident]").attr("checked", "");
        assertThat(names(change.submit())).isEqualTo(names(second));
    }

    @Test
    void whatServicesSendIsShownAsTextHoweverLong() {
        seed.take(tenant, "x", "<script>alert(1)</script>", "high", Duration.ofMinutes(1));
        seed.take(tenant, "y", "Long " + "x".repeat(100_000), "high", Duration.ofMinutes(2));
        for (var path : List.of("/incidents", "/incidents/alerts")) {
            var page = rea.get(path);
            assertThat(page.status()).isEqualTo(200);
            assertThat(page.text()).contains("<script>alert(1)</script>");
            assertThat(page.html().select("main script")).isEmpty();
            assertThat(page.body().length()).isLessThan(200_000);
        }
    }

    @Test
    void whoeverMayOnlyLookIsToldWhyTheButtonsDoNothing() {
        seed.morning(tenant);
        var page = rea.get("/incidents");
        assertThat(page.html().select("button[name=act][aria-disabled=true]")).hasSize(2);
        assertThat(page.text()).contains("With your role you can look at incidents but not change them");
        assertThat(many(rea, List.of(1), wish("status", "resolved")).status()).isEqualTo(403);
        assertThat(olga.get("/incidents").html().select("button[name=act][aria-disabled]"))
                .isEmpty();
        assertThat(visitors.signedIn(organization.person("Nora"))
                        .get("/incidents")
                        .text())
                .doesNotContain("PowerShell");
        assertThat(visitors.stranger().look("/incidents").status()).isEqualTo(302);
    }

    @Test
    void chosenIncidentsAreChangedEachByItselfAndSkippedOnesSayWhy() {
        seed.morning(tenant);
        var report = many(
                olga,
                List.of(1, 2, 5, 77),
                wish("status", "resolved", "judgment", "false-positive/other", "back", "period=week&status=all"));
        assertThat(report.path()).isEqualTo("/incidents");
        assertThat(report.response().uri().getQuery()).isEqualTo("period=week&status=all");
        assertThat(report.text())
                .contains("3 changed, 1 skipped", "5 alerts changed along", "ID 77: there is no such incident");
        assertThat(many(olga, List.of(2, 5), wish("status", "resolved")).text())
                .contains("0 changed, 2 skipped", "ID 2: already so", "ID 5: already so");
        assertThat(names(rea.get("/incidents?status=resolved"))).hasSize(3);
    }

    @Test
    void whatHasNoClassificationIsNotResolvedWithOthers() {
        seed.morning(tenant);
        assertThat(olga.get("/incidents")
                        .html()
                        .select("#"
                                + olga.get("/incidents")
                                        .html()
                                        .select("#set-status")
                                        .attr("aria-describedby"))
                        .text())
                .contains("Resolving an incident resolves its open alerts too");
        many(olga, List.of(1), wish("judgment", "true-positive/phishing"));
        var report = many(olga, List.of(1, 2), wish("status", "resolved"));
        assertThat(report.text())
                .contains("1 changed, 1 skipped", "ID 2: resolving needs a classification", "3 alerts changed along");
        assertThat(report.html().select("tbody th .hint").eachText())
                .contains("ID 2")
                .doesNotContain("ID 1");
    }

    @Test
    void whatAColleagueChangedMeanwhileIsLeftAsItIsAndSaid() {
        seed.morning(tenant);
        var severity = chosen(olga, 1, 2).choose("severity", "informational");
        var status = chosen(olga, 1).choose("status", "in-progress");
        many(ada, List.of(1), wish("severity", "low"));
        assertThat(severity.submit().text())
                .contains("1 changed, 1 skipped", "ID 1: somebody changed the same just now");
        assertThat(names(rea.get("/incidents?severity=low&find=%231"))).hasSize(1);
        assertThat(status.submit().text()).contains("1 incident was changed");
    }

    @Test
    void tagsThatTwoPeopleAddAtOnceAreBothThere() {
        seed.morning(tenant);
        var day = chosen(olga, 2).type("addTags", "day");
        var night = chosen(ada, 2).type("addTags", "night").type("removeTags", "finance");
        day.submit();
        night.submit();
        assertThat(rea.get("/incidents").html().select("#incident-2 .tag").eachText())
                .containsExactly("VIP", "day", "night");
    }

    @Test
    void noIncidentGetsMoreTagsThanCanBeManaged() {
        seed.morning(tenant);
        var thirty = IntStream.range(0, 30).mapToObj(i -> "a" + i).collect(Collectors.joining(","));
        many(olga, List.of(1), wish("addTags", thirty));
        var report = many(olga, List.of(1, 3), wish("addTags", thirty.replace("a", "b")));
        assertThat(report.text()).contains("1 changed, 1 skipped", "ID 1: it would have more tags than it may");
        assertThat(many(olga, List.of(1), wish("addTags", "x".repeat(101))).text())
                .contains("at most 50 tags of 100 characters each");
    }

    @Test
    void aRefusedFormComesBackAsItWasSent() {
        seed.morning(tenant);
        var refused = many(
                olga,
                List.of(1, 3),
                wish(
                        "assignTo", "me",
                        "status", "in-progress",
                        "severity", "low",
                        "judgment", "true-positive/phishing",
                        "addTags", "x".repeat(101),
                        "removeTags", "y",
                        "back", "period=week&status=all"));
        assertThat(refused.status()).isEqualTo(422);
        assertThat(olga.get(refused.path()).path()).isEqualTo("/incidents");
        var form = refused.form("/incidents/many").element();
        assertThat(form.select("select option[selected]").eachAttr("value"))
                .containsExactly("me", "in-progress", "low", "true-positive/phishing");
        assertThat(form.select("[name=addTags], [name=removeTags]").eachAttr("value"))
                .containsExactly("x".repeat(101), "y");
        assertThat(form.select("input[name=incident][checked]")).hasSize(2);
        assertThat(refused.form("/incidents/many")
                        .type("addTags", "x")
                        .submit()
                        .response()
                        .uri()
                        .getQuery())
                .isEqualTo("period=week&status=all");
    }

    @Test
    void severalThingsAreChangedAtOnce() {
        seed.morning(tenant);
        var report = many(
                olga,
                List.of(1, 2),
                wish(
                        "assignTo", "me",
                        "severity", "low",
                        "judgment", "true-positive/phishing",
                        "addTags", "night, <b>bold</b>",
                        "removeTags", "finance"));
        assertThat(report.text()).contains("2 incidents were changed");
        var mine = olga.get("/incidents?assigned=me&severity=low&classification=true-positive&tag=night");
        assertThat(names(mine)).hasSize(2);
        assertThat(mine.text()).contains("<b>bold</b>", "VIP").doesNotContain("finance");
    }

    @Test
    void nothingIsLostWhenNothingCouldBeDone() {
        seed.morning(tenant);
        assertThat(many(olga, List.of(), wish("status", "resolved")).text()).contains("no incident was chosen");
        var kept = many(olga, List.of(1, 3), wish("status", "redirected", "removeTags", ""));
        assertThat(kept.text()).contains("every field was left as it is");
        assertThat(kept.html().select("input[name=incident][checked]").eachAttr("value"))
                .satisfiesExactlyInAnyOrder(
                        row -> assertThat(row).startsWith("1."),
                        row -> assertThat(row).startsWith("3."));
        var tooMany = IntStream.rangeClosed(1, 101).boxed().toList();
        assertThat(many(olga, tooMany, wish("status", "resolved")).text()).contains("at most 100 incidents");
        assertThat(many(olga, List.of(1), wish("act", "merge")).text()).contains("choose two to five incidents");
        assertThat(many(olga, List.of(1), wish("status", "resolved", "back", "//evil.example/"))
                        .path())
                .isEqualTo("/incidents");
    }

    @Test
    void mergingLeadsToItsOwnPage() {
        seed.morning(tenant);
        var page = many(olga, List.of(1, 2), wish("act", "merge"));
        assertThat(page.response().uri().getQuery()).isEqualTo("ids=1,2");
    }

    @Test
    void moreThanCanBeMergedStayChosenAndCanBeTakenOut() {
        seed.morning(tenant);
        seed.take(tenant, "n", "One more", "low", Duration.ofHours(6));
        var refused = many(olga, List.of(1, 2, 3, 4, 5, 6), wish("act", "merge", "back", "period=week&status=all"));
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.text()).contains("Nothing was merged: choose two to five incidents, not 6");
        assertThat(refused.html().select("input[name=incident][checked]")).hasSizeGreaterThan(4);
        var merging = olga.get("/incidents/merge?ids=1,2,3,4,5,6");
        assertThat(merging.html().select("tbody tr")).hasSize(6);
        var fewer = olga.get(merging.html().select("tbody td a").getLast().attr("href"));
        assertThat(fewer.response().uri().getQuery()).isEqualTo("ids=1,2,3,4,5");
        assertThat(fewer.html().select("tbody tr")).hasSize(5);
    }

    @Test
    void theExportHoldsWhatTheFilterLetsThroughAndNoFormulas() {
        seed.take(tenant, "f", "=HYPERLINK(\"http://evil\")", "high", Duration.ofMinutes(1));
        seed.change(
                tenant,
                1,
                new IncidentChange(null, null, null, null, List.of("+tag"), null, "=cmd|'/c calc'", null, null));
        seed.take(tenant, "g", "Other", "low", Duration.ofMinutes(2));
        var csv = new String(rea.download("/incidents/export?severity=high"), StandardCharsets.UTF_8);
        assertThat(csv.lines()).hasSize(2);
        assertThat(csv).contains("\"'=cmd|'/c calc'\"", "\"'+tag\"").doesNotContain("Other");
        assertThat(ada.get("/audit").text()).contains("Exported incidents");
    }

    @Test
    void alertsAreExportedAsTheFilterLetsThemThrough() throws Exception {
        seed.morning(tenant);
        var address = rea.get("/incidents/alerts?severity=high&status=all")
                .html()
                .select("a[download]")
                .attr("href");
        var csv = new String(rea.download(address), StandardCharsets.UTF_8);
        var shown = rea.get("/incidents/alerts?severity=high&status=all").html().select("tbody tr");
        assertThat(csv.lines()).hasSize(shown.size() + 1);
        assertThat(csv.lines().findFirst().orElseThrow())
                .endsWith("id,sourceId,incident,title,severity,status,category,source,assignedTo,classification,"
                        + "determination,investigationState,impacted,firstActivity,lastActivity,created,changed");
        assertThat(csv.lines().skip(1)).allSatisfy(line -> assertThat(line).contains("\"high\""));
        assertThat(ada.get("/audit").text()).contains("Exported alerts");
        var out = new StringWriter();
        application
                .getBean(QueueCsv.class)
                .alerts(seed.homeOf(tenant), AlertFilter.NONE, QueueOrder.LATEST, Locale.ENGLISH, out, 2);
        assertThat(out.toString())
                .endsWith("Only the first 2 alerts are here. Narrow the filter to get the others.\"\r\n");
    }

    @Test
    void theExportOfIncidentsHasTheStateOfTheirInvestigations() {
        seed.take(tenant, "a", "Looked into", "high", Duration.ofMinutes(1));
        seed.homeOf(tenant)
                .database()
                .sql("update alert set investigation_state = 'PENDING_APPROVAL'")
                .update();
        var csv = new String(rea.download("/incidents/export?status=all"), StandardCharsets.UTF_8);
        assertThat(csv).contains("investigationStates", "\"pendingApproval\"");
    }

    @Test
    void aTenantHasTwoExportsUnderWayAtATime() {
        var reads = application.getBean(LongReads.class);
        var addresses = List.of(
                "/incidents/export", "/incidents/alerts/export", "/audit/export?format=csv", "/audit/verification");
        try (var _ = reads.begin(tenant);
                var _ = reads.begin(tenant)) {
            for (var address : addresses) {
                var refused = rea.get(address);
                assertThat(refused.status()).as(address).isEqualTo(429);
                assertThat(refused.text()).contains("Too many requests", "at the same time");
            }
            reads.begin(new TenantId(UUID.randomUUID())).close();
            assertThat(ada.get("/audit").text()).doesNotContain("Exported");
        }
        for (var turn = 0; turn < 3; turn++) {
            for (var address : addresses) {
                assertThat(rea.get(address).status()).as(address).isEqualTo(200);
            }
        }
    }

    @Test
    void anExportThatIsCutSaysSo() throws Exception {
        seed.morning(tenant);
        var out = new StringWriter();
        application
                .getBean(QueueCsv.class)
                .incidents(seed.homeOf(tenant), QueueFilter.NONE, QueueOrder.LATEST, Locale.ENGLISH, out, 2);
        assertThat(out.toString().lines()).hasSize(4);
        assertThat(out.toString())
                .endsWith("Only the first 2 incidents are here. Narrow the filter to get the others.\"\r\n");
    }

    @Test
    void columnsThatSomebodyWantsAreRememberedByTheBrowser() {
        seed.morning(tenant);
        rea.forge("/incidents/columns", Map.of("column", "created", "back", "period=week"));
        var page = rea.get("/incidents");
        assertThat(page.html().select("thead th").eachText())
                .contains("Created")
                .doesNotContain("Classification");
        assertThat(olga.get("/incidents").html().select("thead th").eachText()).doesNotContain("Created");
    }

    @Test
    void howInvestigationsStandIsAColumnAndAFilter() {
        seed.morning(tenant);
        seed.homeOf(tenant)
                .database()
                .sql("update alert set investigation_state = 'PENDING_APPROVAL' where source_id = 'm1'")
                .update();
        var page = rea.get("/incidents?investigation=pending-approval");
        assertThat(names(page)).hasSize(1);
        assertThat(page.html().select(".chips a").eachText())
                .containsExactly("Investigation state: Pending approval remove");
        assertThat(names(rea.get("/incidents?investigation=queued"))).isEmpty();
        rea.forge("/incidents/columns", Map.of("column", "investigation", "back", ""));
        var first = rea.get("/incidents").html().select("tbody tr").getFirst();
        assertThat(first.select("td").eachText().getLast()).isEqualTo("Pending approval");
    }

    @Test
    void deviceGroupsAndDetectionSourcesAreColumnsAndCategoriesCanBeSeveral() {
        seed.morning(tenant);
        var database = seed.homeOf(tenant).database();
        database.sql("update alert set detection_source = 'customDetection' where source_id = 'm1'")
                .update();
        database.sql("update alert set detection_source = 'Odd service' where source_id = 'm2'")
                .update();
        database.sql("""
                        insert into presence (group_id, entity, is_open, kind, name, same_as, first_at, last_at, alerts,
                            verdict, remediation)
                        select id, ?, true, 'DEVICE_GROUP', 'Reception', ?, first_at, last_at, 1, 0, 0 from incident
                        where id = 1""")
                .params(Sought.deviceGroup("Reception"), Sought.deviceGroup("Reception"))
                .update();
        var page = rea.get("/incidents?group=reception");
        assertThat(names(page)).hasSize(1);
        assertThat(page.html().select(".chips a").eachText()).containsExactly("Device group: reception remove");
        assertThat(names(rea.get("/incidents?stages=true"))).hasSize(1);
        assertThat(rea.get("/incidents?stages=true").html().select(".chips a").eachText())
                .containsExactly("Several categories remove");
        var columns = "column=detection-sources&column=device-groups&back=";
        rea.post(
                "/incidents/columns",
                "_csrf=" + page.html().select("input[name=_csrf]").val() + "&" + columns);
        var first = rea.get("/incidents").html().select("tbody tr").getFirst();
        assertThat(first.select("td .sentence").eachText()).contains("Custom detection", "Odd service", "Reception");
        assertThat(rea.get("/incidents", "Accept-Language", "nl")
                        .html()
                        .select("tbody tr")
                        .getFirst()
                        .text())
                .contains("Aangepaste detectie");
        assertThat(new String(rea.download("/incidents/export?group=Reception"), StandardCharsets.UTF_8))
                .contains(",detectionSources,deviceGroups,", ",\"Odd service; customDetection\",\"Reception\",");
    }

    @Test
    void savedFiltersAreTheirOwnersAndSharedByChoice() {
        seed.morning(tenant);
        var saved = rea.forge(
                "/incidents/filters", Map.of("name", "Mine & <b>low</b>", "query", "period=week&severity=low"));
        assertThat(saved.text()).contains("Saved as “Mine & <b>low</b>”");
        assertThat(rea.forge("/incidents/filters", Map.of("name", "Mine & <b>low</b>", "query", ""))
                        .text())
                .contains("you have another filter named");
        assertThat(rea.forge("/incidents/filters", Map.of("name", " ", "query", ""))
                        .text())
                .contains("between 1 and 100");
        var link = rea.get("/incidents/filters").html().select("main h2 a").attr("href");
        assertThat(link).isEqualTo("/incidents?period=week&severity=low");
        assertThat(names(rea.get(link))).hasSize(1);
        assertThat(olga.get("/incidents/filters").text()).contains("No saved filters yet");
        assertThat(olga.forge("/incidents/filters/1", Map.of("name", "Taken over"))
                        .text())
                .contains("not there any more");
        assertThat(olga.forge("/incidents/filters/1/delete", Map.of()).text()).contains("not there any more");
        assertThat(olga.forge("/incidents/filters/first", Map.of("filter", "1")).text())
                .contains("not there any more");

        rea.forge("/incidents/filters/1", Map.of("name", "Low ones", "shared", "true"));
        assertThat(olga.get("/incidents/filters").text()).contains("Low ones", "Shared by others");
        olga.forge("/incidents/filters/first", Map.of("filter", "1"));
        assertThat(olga.get("/incidents").response().uri().getQuery()).isEqualTo("period=week&severity=low");
        assertThat(rea.get("/incidents").response().uri().getQuery()).isNull();
        assertThat(olga.get("/incidents/filters/1/delete").status()).isEqualTo(404);
        var sure = rea.get(
                rea.get("/incidents/filters").html().select("a[href$=/delete]").attr("href"));
        assertThat(sure.text()).contains("Delete the filter Low ones?", "for everybody in your organization");
        sure.form("/incidents/filters/1/delete").submit();
        assertThat(olga.get("/incidents").response().uri().getQuery()).isNull();
    }

    @Test
    void aFilterThatOthersAreOfferedIsInTheAuditLogWithEachChange() {
        rea.forge("/incidents/filters", Map.of("name", "Kept", "query", "severity=low"));
        rea.forge("/incidents/filters/1", Map.of("name", "Still kept"));
        assertThat(ada.get("/audit").text()).doesNotContain("shared filter", "Shared a filter");
        rea.forge("/incidents/filters", Map.of("name", "Offered", "query", "severity=high", "shared", "true"));
        rea.forge("/incidents/filters/1", Map.of("name", "Offered too", "shared", "true"));
        rea.forge("/incidents/filters/2", Map.of("name", "Withdrawn"));
        rea.forge("/incidents/filters/2/delete", Map.of());
        rea.forge("/incidents/filters/1/delete", Map.of());
        var log = ada.get("/audit");
        assertThat(log.html().select("tbody tr").eachText().stream()
                        .filter(entry -> entry.contains("hared filter") || entry.contains("Shared a filter")))
                .hasSize(4)
                .anyMatch(entry -> entry.contains("Shared a filter") && entry.contains("severity=high"))
                .anyMatch(entry -> entry.contains("Changed a shared filter")
                        && entry.contains("Still kept")
                        && entry.contains("Offered too"))
                .anyMatch(entry -> entry.contains("Changed a shared filter") && entry.contains("Withdrawn"))
                .anyMatch(entry -> entry.contains("Deleted a shared filter"));
    }

    /** As they were stored before they were written anew, too. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "period",
                "find={name}",
                "find=%7B{}%7D&severity={0}",
                "find=a|b^c\"<d>`",
                "find=%zz",
                "{a}=b",
                "=&&=",
                "find=a;b#c",
                "find=https://evil.example/%0d%0aX: 1"
            })
    void aFilterToBeginWithLeadsToTheQueueWhateverItHolds(String query) {
        seed.morning(tenant);
        assertThat(rea.forge("/incidents/filters", Map.of("name", "Odd", "query", query))
                        .status())
                .isEqualTo(200);
        rea.forge("/incidents/filters/first", Map.of("filter", "1"));
        var begun = rea.get("/incidents");
        assertThat(begun.status()).isEqualTo(200);
        assertThat(begun.response().uri().getPath()).isEqualTo("/incidents");
        assertThat(begun.response().uri().getQuery()).isNotEmpty();
        seed.homeOf(tenant)
                .database()
                .sql("update saved_filter set query = ?")
                .param(query)
                .update();
        var stored = rea.get("/incidents");
        assertThat(stored.status()).isEqualTo(200);
        assertThat(stored.response().uri()).isEqualTo(begun.response().uri());
        assertThat(olga.forge("/incidents/columns", Map.of("back", query)).status())
                .isEqualTo(200);
    }

    @Test
    void newIncidentsAreCountedAndNotPutIntoTheTable() {
        seed.morning(tenant);
        var address = rea.get("/incidents").html().select("#news").attr("hx-get");
        assertThat(address).startsWith("/incidents/new?watched&");
        assertThat(rea.get(address, "HX-Request", "true").html().text()).isEmpty();
        seed.take(tenant, "n1", "New one", "high", Duration.ofMinutes(1));
        seed.take(tenant, "n2", "New two", "high", Duration.ofMinutes(1));
        assertThat(rea.get(address, "HX-Request", "true").html().text()).isEqualTo("2 new incidents. Show");
        assertThat(rea.get("/incidents?paused=true").html().select("#news")).isEmpty();
    }

    @Test
    void theAlertsOfARowOpenInPlace() {
        seed.morning(tenant);
        var link = rea.get("/incidents").html().select("tbody td a[hx-get]").getFirst();
        assertThat(link.attr("href")).isEqualTo("/incidents/1/alerts");
        var rows = rea.get(link.attr("hx-get"), "HX-Request", "true");
        assertThat(rows.html().text()).contains("Suspicious PowerShell command line", "Password spray");
        assertThat(rea.look("/incidents/alerts/of/1").header("Location")).endsWith("/incidents/1/alerts");
        assertThat(rows.html().select("li a.title")).hasSize(3).allSatisfy(this::leadsToTheAlertThatItNames);
    }

    @Test
    void eachAlertOfTheListIsOneStepAway() {
        seed.morning(tenant);
        assertThat(rea.get("/incidents/alerts").html().select("tbody th a"))
                .hasSize(6)
                .allSatisfy(this::leadsToTheAlertThatItNames);
    }

    private void leadsToTheAlertThatItNames(Element link) {
        assertThat(rea.get(link.attr("href")).html().select("h1").text()).isEqualTo(link.text());
    }

    @Test
    void whatIsNewIsCalledSoFromHomeToTheForms() {
        seed.morning(tenant);
        var count =
                olga.get("/").html().select("section[aria-labelledby=data] a").getFirst();
        assertThat(count.text()).contains("new incident");
        var list = olga.get(count.attr("href")).html();
        assertThat(list.select(".chips a").eachText()).contains("Status: New remove");
        assertThat(list.select("#status option[selected], #set-status option[value=active]")
                        .eachText())
                .containsExactly("New", "New");
        assertThat(list.select("tbody .badge.solid").eachText()).isNotEmpty().containsOnly("New");
        assertThat(olga.get("/incidents/1/manage")
                        .html()
                        .select("#status option[value=ACTIVE]")
                        .text())
                .isEqualTo("New");
        assertThat(olga.get(count.attr("href"), "Accept-Language", "nl")
                        .html()
                        .select(".chips a")
                        .text())
                .contains("Status: Nieuw");
    }

    @Test
    void whatIsEnglishSaysSoAndWhatAPersonCalledAnIncidentDoesNot() {
        seed.morning(tenant);
        seed.change(tenant, 2, new IncidentChange(null, null, null, null, null, null, "Nagemaakte mail", null, null));
        var links = rea.get("/incidents", "Accept-Language", "nl").html().select("tbody th a.title");
        assertThat(links.select("[lang=en]")).hasSize(3);
        assertThat(links.select(":not([lang])").eachText()).containsExactly("Nagemaakte mail");
    }

    @Test
    void stagesOfAnAttackAreWrittenAsWords() {
        seed.morning(tenant);
        rea.forge("/incidents/columns", Map.of("column", "categories", "back", ""));
        var incidents = rea.get("/incidents?category=CredentialAccess");
        assertThat(incidents.html().select(".chips a").text()).isEqualTo("Category: Credential Access remove");
        assertThat(incidents.html().select("tbody tr").getFirst().text()).contains("Credential Access, Execution");
        var alerts = rea.get("/incidents/alerts?category=CredentialAccess");
        assertThat(alerts.html().select(".chips a").text()).isEqualTo("Category: Credential Access remove");
        assertThat(alerts.html().select("#category option[selected]").text()).isEqualTo("Credential Access");
        assertThat(alerts.html().select("tbody tr")).hasSize(2);
        assertThat(alerts.text() + incidents.html().select("form").text()).doesNotContain("CredentialAccess");
    }

    @Test
    void alertsAreListedWithWhatTheyNameAndTheirIncident() {
        seed.morning(tenant);
        var page = rea.get("/incidents/alerts");
        assertThat(page.html().select("caption").text()).isEqualTo("6 alerts, latest activity first, page 1");
        assertThat(page.html().select("tbody tr").get(1).text())
                .contains(
                        "Password spray",
                        "Medium",
                        "New",
                        "Credential Access",
                        "Defender for Identity",
                        "j.doe@contoso.example",
                        "ID 1");
        assertThat(rea.get("/incidents/alerts?status=all&severity=high").html().select("tbody tr"))
                .hasSize(2);
        assertThat(rea.get("/incidents/alerts?find=m5").html().select("tbody tr"))
                .hasSize(1);
        assertThat(rea.get("/incidents/alerts?find=nothing").text()).contains("7 alerts are hidden by your filters");
        assertThat(page.html().select("nav.nav a[aria-current]").eachText()).containsExactly("Alerts");
    }

    @Test
    void homeCountsWhatWaits() {
        assertThat(rea.get("/").text())
                .contains("No incidents, because no supported service has reported an alert yet");
        seed.take(tenant, "o", "Old", "high", Duration.ofHours(9 * 24 + 1));
        assertThat(rea.get("/").text())
                .contains("No new incidents in the last 7 days. Last alert received 9 days ago.");
        seed.take(tenant, "h", "Bad", "high", Duration.ofMinutes(3));
        many(olga, List.of(1), wish("assignTo", "me"));
        var home = olga.get("/");
        assertThat(home.text()).contains("1 new incident with high severity", "1 incident is assigned to you");
        for (var link : home.html().select("section[aria-labelledby=data] a")) {
            assertThat(names(olga.get(link.attr("href")))).hasSize(1);
        }
    }

    @Test
    void homeSaysWhatChangedSinceTheLastVisitAlsoAfterReloading() {
        seed.take(tenant, "o", "Old", "high", Duration.ofHours(3));
        assertThat(olga.get("/").text()).doesNotContain("Since your last visit");
        assertThat(olga.get("/").text()).doesNotContain("Since your last visit");
        afterAWhile();
        assertThat(olga.get("/").text()).contains("Since your last visit", "nothing has changed in yours");
        seed.take(tenant, "n", "New", "low", Duration.ofHours(1));
        var given = new IncidentChange(null, "olga@" + organization.domain(), null, null, null, null, null, null, null);
        seed.change(tenant, 1, given);
        for (var look = 0; look < 2; look++) {
            var home = olga.get("/");
            assertThat(home.html().select("section[aria-labelledby=news] a").eachText())
                    .containsExactly(
                            "1 new incident", "1 incident was assigned to you", "1 incident of yours has changed");
            for (var link : home.html().select("section[aria-labelledby=news] a")) {
                assertThat(names(olga.get(link.attr("href")))).hasSize(1);
            }
        }
        var list = olga.get(olga.get("/").html().select("a[href*=created]").attr("href"));
        assertThat(list.html().select(".chip").text()).contains("New since");
        assertThat(list.html().select("input[name=created]")).hasSize(1);
        assertThat(olga.get("/", "Accept-Language", "nl").text())
                .contains("Sinds uw vorige bezoek", "1 nieuw incident");
    }

    @Test
    void aVisitLastsAsLongAsPagesAreOpenedAndNotAsLongAsOneLooksForNewsByItself() {
        seed.take(tenant, "o", "Old", "high", Duration.ofHours(3));
        olga.get("/");
        afterAWhile();
        olga.get("/incidents", "HX-Request", "true");
        assertThat(visitBefore()).isNull();
        olga.get("/incidents");
        assertThat(visitBefore()).isNotNull();
        seed.take(tenant, "n", "New", "low", Duration.ofHours(1));
        assertThat(olga.get("/").text()).contains("1 new incident");
    }

    private @Nullable Object visitBefore() {
        return application
                .getBean(JdbcClient.class)
                .sql(
                        "select visit_before from known_person where tenant_id = ? and last_look is not null and user_name like 'olga%'")
                .param(tenant.value())
                .query()
                .singleRow()
                .get("visit_before");
    }

    /** Whoever has looked did so two hours ago, and what there is has been there longer. */
    private void afterAWhile() {
        application
                .getBean(JdbcClient.class)
                .sql("update known_person set last_look = last_look - interval '2' hour where tenant_id = ?")
                .param(tenant.value())
                .update();
        seed.homeOf(tenant).database().sql("""
                        update incident set created_at = created_at - interval '3' hour,
                            changed_at = changed_at - interval '3' hour""").update();
    }

    @Test
    void anotherTenantsIncidentsCannotBeNamed() {
        seed.morning(tenant);
        seed.change(tenant, 1, Seed.status(IncidentStatus.IN_PROGRESS));
        var stranger = visitors.signedIn(microsoft
                .directory()
                .tenant("Other " + System.nanoTime())
                .licensed("SPE_E5")
                .person("Eve")
                .holds(GLOBAL_ADMINISTRATOR));
        assertThat(stranger.get("/incidents").path()).isEqualTo("/settings");
        assertThat(many(stranger, List.of(1), wish("status", "resolved")).path())
                .isEqualTo("/settings");
        assertThat(names(rea.get("/incidents?status=in-progress"))).hasSize(2);
    }

    @Test
    void dutchPagesAreDutch() {
        seed.morning(tenant);
        rea.forge("/preferences", Map.of("language", "nl", "theme", "", "zone", "Europe/Amsterdam"));
        var page = rea.get("/incidents?severity=high");
        assertThat(page.text())
                .contains("1 incident, laatste activiteit eerst, pagina 1", "Hoog", "Ernst: Hoog", "Niemand");
        assertThat(rea.get("/incidents/alerts").text()).contains("6 waarschuwingen", "Nieuw", "Gemiddeld");
        assertThat(page.text()).contains("Een incident oplossen lost ook zijn open waarschuwingen op");
        assertThat(page.body()).doesNotContain("??");
    }
}
