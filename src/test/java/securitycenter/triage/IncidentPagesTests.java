package securitycenter.triage;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static securitycenter.identity.Role.GLOBAL_ADMINISTRATOR;
import static securitycenter.identity.Role.SECURITY_OPERATOR;
import static securitycenter.identity.Role.SECURITY_READER;
import static securitycenter.triage.IncidentSeed.alert;
import static securitycenter.triage.IncidentSeed.device;
import static securitycenter.triage.IncidentSeed.naming;
import static securitycenter.triage.IncidentSeed.user;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import securitycenter.ApplicationTest;
import securitycenter.Visitor;
import securitycenter.Visitor.Page;
import securitycenter.Visitors;
import securitycenter.alerts.IncidentReader;
import securitycenter.fakemicrosoft.FakeMicrosoft;
import securitycenter.fakemicrosoft.Tenant;
import securitycenter.homes.HomeSchema;
import securitycenter.incidents.Analyst;
import securitycenter.incidents.IncidentChange;
import securitycenter.incidents.Incidents;
import securitycenter.incidents.Regrouping;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The pages of incidents, alerts and entities, as a browser gets them. */
@ApplicationTest
class IncidentPagesTests {

    private static final String[] DUTCH = {"Accept-Language", "nl"};
    private static final List<String> TABS = List.of(
            "", "/alerts", "/devices", "/users", "/mailboxes", "/investigations", "/evidence", "/graph", "/activity");

    @Autowired
    FakeMicrosoft microsoft;

    @Autowired
    Visitors visitors;

    @Autowired
    ApplicationContext application;

    Tenant tenant;
    IncidentSeed seed;
    Visitor olga;
    Visitor otto;
    Visitor reader;

    @BeforeEach
    void aTenantWithAnAttack() {
        tenant = microsoft
                .directory()
                .tenant("Incidents " + System.nanoTime())
                .licensed("SPE_E5")
                .country("GB"); // where few other tests have theirs
        var administrator = visitors.signedIn(tenant.person("Ada").holds(GLOBAL_ADMINISTRATOR));
        administrator.turnOn();
        seed = new IncidentSeed(application, tenant.id());
        olga = visitors.signedIn(tenant.person("Olga").holds(SECURITY_OPERATOR));
        otto = visitors.signedIn(tenant.person("Otto").holds(SECURITY_OPERATOR));
        reader = visitors.signedIn(tenant.person("Rea").holds(SECURITY_READER));
        seed.attack();
    }

    private String page() {
        return "/incidents/" + seed.incidentOf("s2");
    }

    private String alertPage(String alert) {
        return "/incidents/" + seed.incidentOf(alert) + "/alerts/" + seed.idOf(alert);
    }

    private static Page ok(Page page) {
        assertThat(page.status()).as(page.path()).isEqualTo(200);
        assertThat(page.body()).doesNotContain("??");
        return page;
    }

    @Test
    void everyTabHasAnAddressAndSaysInBothLanguagesWhatThereIs() {
        for (var tab : TABS) {
            var english = ok(reader.get(page() + tab));
            assertThat(english.html().select(".tabs a[aria-current=page]")).hasSize(1);
            assertThat(ok(reader.get(page() + tab, DUTCH)).html().select("html").attr("lang"))
                    .isEqualTo("nl");
        }
        assertThat(reader.get(page()).text())
                .contains("Alerts (3)", "Devices (1)", "High", "New", "Nobody", "wks-14.contoso.example");
    }

    @Test
    void whoIsAssignedIsChosenWithItsHintAndNothingIsInvalidBeforehand() {
        var form = olga.get(page() + "/manage").html();
        assertThat(form.select("#assignedTo").attr("aria-describedby")).isEqualTo("assignedTo-hint");
        assertThat(form.select("#assignedTo-hint").text()).isNotBlank();
        assertThat(form.select("#finding").attr("aria-describedby").strip()).isEqualTo("finding-hint");
        assertThat(form.select("[aria-invalid]")).isEmpty();
        assertThat(olga.get(alertPage("s2")).html().select("#finding[aria-describedby], #assignedTo[aria-describedby]"))
                .isEmpty();
    }

    @Test
    void englishNamesSaySoOnDutchPages() {
        for (var place : List.of("/manage", "/move?alert=" + seed.idOf("s2"), "/alerts/" + seed.idOf("s2"))) {
            var crumbs = olga.get(page() + place, DUTCH).html().select(".crumbs a");
            assertThat(crumbs.attr("lang")).as(place).isEqualTo("en");
        }
        assertThat(olga.get(page() + "/print", DUTCH).html().select("h1").attr("lang"))
                .isEqualTo("en");
        assertThat(olga.get(page(), DUTCH).html().select("section[aria-labelledby=related] li a[lang=en]"))
                .isNotEmpty();
        assertThat(olga.get("/incidents/merge?ids=" + seed.incidentOf("s2"), DUTCH)
                        .html()
                        .select("tbody th a[lang=en]"))
                .hasSize(1);
    }

    /** @return our number of it */
    private long toldByMicrosoft(String incident) {
        var told = IncidentReader.read(new JsonMapper().readTree(incident), Instant.parse("2026-11-03T00:00:00Z"))
                .orElseThrow();
        application.getBean(Incidents.class).takeIncidents(seed.home(), List.of(told));
        return seed.home()
                .database()
                .sql("select id from incident where source_id = ?")
                .param(told.id())
                .query(Long.class)
                .single();
    }

    @Test
    void whatMicrosoftSaysStandsWhereTheCommentsAreAndCannotBeChanged() {
        var id = toldByMicrosoft("""
                {"id": "4107", "displayName": "Attack", "description": "Mail led to <b>code</b>.",
                 "summary": "In short", "lastModifiedBy": "lead@contoso.example",
                 "createdDateTime": "2026-11-02T09:00:00Z", "lastUpdateDateTime": "2026-11-02T10:00:00Z",
                 "comments": [{"comment": "Device isolated.", "createdByDisplayName": "SOC lead",
                               "createdDateTime": "2026-11-02T09:30:00Z"}]}""");
        var activity = ok(olga.get("/incidents/" + id + "/activity"));
        assertThat(activity.text())
                .contains(
                        "What Microsoft says of this incident",
                        "Mail led to <b>code</b>.",
                        "In short",
                        "Changed last at Microsoft by lead@contoso.example.",
                        "SOC lead",
                        "Device isolated.",
                        "Said at Microsoft; it cannot be changed here.");
        assertThat(activity.html().select(".talk textarea")).isEmpty();
        assertThat(ok(olga.get("/incidents/" + id + "/print")).text()).contains("Said at Microsoft");
        assertThat(ok(olga.get("/incidents/" + id + "/activity", DUTCH)).text()).contains("Gezegd bij Microsoft");
    }

    private static final String FOUND = """
            {"id": "4107", "displayName": "Attack", "classification": "truePositive", "determination": "apt",
             "assignedTo": "%s", "createdDateTime": "2026-11-02T09:00:00Z", "lastUpdateDateTime": "%s"}""";

    @Test
    void whatOnlyMicrosoftCanChooseStaysChosenInTheForm() {
        var id = toldByMicrosoft(FOUND.formatted("lead@contoso.example", "2026-11-02T10:00:00Z"));
        var manage = "/incidents/" + id + "/manage";
        var page = ok(olga.get(manage));
        assertThat(page.html().select("#finding option[selected]").text())
                .isEqualTo("True positive, Advanced persistent threat (only at Microsoft)");
        assertThat(ok(page.form(manage).type("tags", "vip").submit())
                        .html()
                        .select(".headline")
                        .text())
                .contains("vip");
        assertThat(ok(olga.get(manage))
                        .html()
                        .select("#finding option[selected]")
                        .attr("value"))
                .isEqualTo("TRUE_POSITIVE APT");
        assertThat(ok(olga.get(manage, DUTCH)).text()).contains("(alleen bij Microsoft)");
    }

    @Test
    void whoIsAboutToOverwriteWhatMicrosoftChangedIsToldThatItWasMicrosoft() {
        var id = toldByMicrosoft(FOUND.formatted("lead@contoso.example", "2026-11-02T10:00:00Z"));
        var manage = "/incidents/" + id + "/manage";
        var form = ok(olga.get(manage)).form(manage);
        toldByMicrosoft(FOUND.formatted("eve@contoso.example", "2026-11-02T11:00:00Z"));
        var conflict = form.choose("assignedTo", "").submit();
        assertThat(conflict.status()).isEqualTo(409);
        assertThat(conflict.text()).contains("Microsoft set Assigned to at").contains("eve@contoso.example");
    }

    @Test
    void whatWasSaidOfAnIncidentIsReadWhereItBecamePartOfAnother() {
        var stays = seed.incidentOf("s2");
        var goes = seed.incidentOf("s4");
        var said = new IncidentChange(
                null,
                null,
                null,
                null,
                null,
                null,
                "Mail <b>theft</b>",
                null,
                "The bank was told",
                "Rules forward mail");
        var olgas = new Analyst(UUID.randomUUID(), "olga");
        application.getBean(Incidents.class).change(seed.home(), olgas, goes, said);
        assertThat(ok(reader.get("/incidents/" + stays + "/activity")).text()).doesNotContain("What became part");
        application.getBean(Regrouping.class).merge(seed.home(), olgas, stays, List.of(goes), "One attack");
        for (var place : List.of("/activity", "/print")) {
            assertThat(ok(reader.get("/incidents/" + stays + place)).text())
                    .contains(
                            "What became part of this incident",
                            goes + ": Mail <b>theft</b>",
                            "Rules forward mail",
                            "The bank was told");
        }
        assertThat(ok(reader.get("/incidents/" + stays + "/activity", DUTCH)).text())
                .contains("Wat onderdeel van dit incident is geworden");
    }

    /** Graph tells of no alert which investigation it is. */
    @Test
    void howAnInvestigationStandsIsSaidByAlertWhereNothingElseNamesIt() {
        seed.take(device(alert("s5", "Unknown service installed", 70), "wks-14")
                .put("investigationState", "pendingApproval"));
        var rows = ok(olga.get(page() + "/investigations")).html().select("tbody tr");
        assertThat(rows.eachText()).hasSize(2);
        assertThat(rows.getFirst().text()).contains("Unknown service installed", "Pending approval");
        assertThat(rows.getFirst().select("th a").attr("href")).isEqualTo(alertPage("s5"));
        assertThat(rows.getLast().text()).contains("41", "Running");
        assertThat(ok(olga.get(alertPage("s5"))).text()).contains("Investigation at Microsoft Pending approval");
        assertThat(ok(olga.get(alertPage("s3"))).html().select("dt").eachText())
                .doesNotContain("Investigation at Microsoft");
    }

    @Test
    void aSummaryThatAProgramWroteHeadsTheIncident() {
        var id = seed.incidentOf("s2");
        application
                .getBean(Incidents.class)
                .change(
                        seed.home(),
                        new Analyst(UUID.randomUUID(), "playbook"),
                        id,
                        new IncidentChange(
                                null, null, null, null, null, null, null, null, null, "A <b>mail</b> was opened."));
        assertThat(ok(olga.get("/incidents/" + id)).html().select("section[aria-labelledby=in-short] .words"))
                .hasSize(1)
                .allSatisfy(words -> assertThat(words.text()).isEqualTo("A <b>mail</b> was opened."));
        assertThat(ok(olga.get("/incidents/" + id + "/print")).text()).contains("A <b>mail</b> was opened.");
        assertThat(ok(olga.get("/incidents/" + id + "/activity")).text()).doesNotContain("What Microsoft says");
    }

    @Test
    void anAlertSaysInASentenceWhyItIsLinked() {
        var other = seed.idOf("s2");
        var summary = reader.get(page());
        assertThat(summary.text())
                .contains(
                        "Same device, account or mailbox: both name the device “wks-14.contoso.example”, 17 minutes after"
                                + " the other alert. Rule: at most 24 hours apart. The other is alert " + other + ".");
        assertThat(summary.html().select("a[href=" + page() + "/alerts/" + other + "]:contains(The other)"))
                .isNotEmpty();
        assertThat(reader.get(page(), DUTCH).text())
                .contains("beide noemen apparaat “wks-14.contoso.example”, 17 minuten na de andere waarschuwing.");
        assertThat(reader.get(page()).text())
                .contains("Other open incidents that name the same", "too far apart in time");
    }

    @Test
    void whileTheHomeMovesAChangeIsRefusedInWords() {
        var form = olga.get(page() + "/manage").form(page() + "/manage").type("name", "Another name");
        var home = seed.home();
        application.getBean(HomeSchema.class).freeze(home);
        var refused = form.submit();
        application.getBean(HomeSchema.class).thaw(home);
        assertThat(refused.status()).isEqualTo(503);
        assertThat(refused.text()).contains("Nothing can be saved while your data is moving");
    }

    @Test
    void aReaderSeesEverythingAndIsToldWhoMayChangeIt() {
        var seen = ok(reader.get(page()));
        assertThat(seen.html().select("button[aria-disabled=true]").eachText()).contains("Manage incident", "Merge");
        assertThat(seen.text()).contains("Security operators, security administrators and global administrators");
        assertThat(reader.get(page() + "/manage").status()).isEqualTo(403);
        for (var address : List.of("/manage", "/comments", "/move", "/merges/1/undo")) {
            assertThat(reader.forge(page() + address, Map.of("text", "x")).status())
                    .as(address)
                    .isEqualTo(403);
        }
        assertThat(reader.forge("/incidents/merge", Map.of("ids", "1,2")).status())
                .isEqualTo(403);
        assertThat(reader.forge(alertPage("s2"), Map.of("status", "RESOLVED")).status())
                .isEqualTo(403);
        assertThat(reader.get("/incidents/merge").text())
                .contains("Security operator")
                .doesNotContain("Security reader");
    }

    @Test
    void nothingOfAnotherTenantIsThere() {
        var stranger = microsoft
                .directory()
                .tenant("Others " + System.nanoTime())
                .licensed("SPE_E5")
                .country("NL");
        var eve = visitors.signedIn(stranger.person("Eve").holds(GLOBAL_ADMINISTRATOR));
        eve.turnOn();
        var entity = reader.get(page() + "/devices").html().select("tbody th a").attr("href");
        ok(reader.get(entity));
        for (var address : List.of(
                page(),
                page() + "/alerts",
                page() + "/manage",
                alertPage("s2"),
                alertPage("s2") + "/raw.txt",
                entity)) {
            assertThat(eve.get(address).status()).as(address).isEqualTo(404);
        }
        assertThat(eve.forge(page() + "/comments", Map.of("text", "Hello")).status())
                .isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/incidents/4711",
                "/incidents/99999999999999999999",
                "/incidents/1/alerts/4711",
                "/incidents/x",
                "/entities/x",
                "/incidents/4711/manage"
            })
    void whatIsNotThereIsNotFound(String address) {
        assertThat(olga.get(address).status()).isEqualTo(404);
    }

    /** As when they were too old to be kept. */
    @Test
    void whatWasThereIsSaidToBeGone() {
        var incident = page();
        var alert = alertPage("s2");
        seed.home()
                .database()
                .sql("delete from alert where id = ?")
                .param(seed.idOf("s2"))
                .update();
        assertThat(olga.get(alert).status()).isEqualTo(410);
        seed.home()
                .database()
                .sql("update incident set redirect_to = null, id = 4711 where id = ?")
                .param(Long.valueOf(incident.substring("/incidents/".length())))
                .update();
        var gone = olga.get(incident + "/alerts");
        assertThat(gone.status()).isEqualTo(410);
        assertThat(gone.text()).contains("This is not kept any more");
        assertThat(olga.get(incident, DUTCH).text()).contains("Dit wordt niet meer bewaard");
    }

    /** This is what programs are told of where an alert is. */
    @Test
    void anAlertIsFoundByTheNameThatItsServiceGaveItToo() {
        assertThat(olga.get("/alerts/s2?tid=" + tenant.id()).path()).isEqualTo(alertPage("s2"));
        assertThat(olga.get("/alerts/none").status()).isEqualTo(404);
    }

    @Test
    void htmlInNamesStaysText() {
        var title = "<script>alert(1)</script> & “quotes”";
        seed.take(user(alert("h1", title, 5).put("category", "<i>x</i>"), "<b>bold</b>"));
        var address = "/incidents/" + seed.incidentOf("h1");
        for (var tab : TABS) {
            var page = ok(olga.get(address + tab));
            assertThat(page.html().select("main script:not([src]), main b:containsOwn(bold), main i:containsOwn(x)"))
                    .isEmpty();
        }
        assertThat(ok(olga.get(address)).text()).contains(title);
        assertThat(ok(olga.get(alertPage("h1"))).text()).contains("Second line <b>not bold</b>");
        assertThat(ok(olga.get(alertPage("h1") + "/raw")).html().select("pre b, pre script"))
                .isEmpty();
    }

    @Test
    void tenThousandPiecesOfEvidenceAreReadPageByPage() {
        var many = alert("many", "Many things", 9);
        for (int i = 0; i < 10_000; i++) {
            var number = i;
            naming(many, "url", item -> item.put("url", "https://site-" + number + ".example/"));
        }
        seed.take(many);
        var first = ok(reader.get("/incidents/" + seed.incidentOf("many") + "/evidence"));
        assertThat(first.html().select("tbody th")).hasSize(50);
        assertThat(first.text()).contains("URL (10,000)");
        var next = first.html().select(".pager a:containsOwn(Next)").attr("href");
        assertThat(ok(reader.get(next)).html().select("tbody th").text())
                .isNotEqualTo(first.html().select("tbody th").text());
        assertThat(ok(reader.get(alertPage("many"))).html().select("tbody th")).hasSize(100);
        assertThat(ok(reader.get("/incidents/" + seed.incidentOf("many") + "/graph"))
                        .text())
                .contains("9,901 things are left out");
        ok(reader.get("/incidents/" + seed.incidentOf("many") + "/print"));
    }

    @Test
    void anAlertWithoutEvidenceSaysThatThereIsNone() {
        seed.take(alert("bare", "Nothing named", 9));
        var address = "/incidents/" + seed.incidentOf("bare");
        assertThat(ok(reader.get(alertPage("bare"))).text()).contains("This alert came without evidence.");
        assertThat(ok(reader.get(address + "/graph")).text()).contains("no entities in these alerts");
        assertThat(ok(reader.get(address + "/devices")).text()).contains("No device is named in these alerts");
        assertThat(ok(reader.get(address + "/evidence")).text()).contains("These alerts came without evidence");
        assertThat(ok(reader.get(address + "/investigations")).text()).contains("None of these alerts started");
    }

    @Test
    void anIncidentIsManagedAndItsAlertsFollow() {
        var form = olga.get(page() + "/manage").form(page() + "/manage");
        assertThat(form.element().text()).contains("3 alerts become resolved");
        var unclassified = form.choose("status", "RESOLVED").submit();
        assertThat(unclassified.status()).isEqualTo(422);
        assertThat(unclassified.text()).contains("Choose a classification: resolving needs one.");
        var finding = unclassified.html().select("#finding");
        assertThat(finding.attr("aria-invalid")).isEqualTo("true");
        assertThat(finding.attr("aria-describedby").split(" "))
                .containsExactly("finding-hint", "finding-error")
                .allSatisfy(
                        id -> assertThat(unclassified.html().getElementById(id)).isNotNull());
        var saved = unclassified
                .form(page() + "/manage")
                .choose("finding", "TRUE_POSITIVE PHISHING")
                .type("name", "Invoice fraud")
                .type("tags", "finance, vip")
                .type("resolvingComment", "Cleaned.")
                .submit();
        assertThat(saved.text()).contains("Saved.", "Invoice fraud", "Resolved", "finance", "vip", "Cleaned.");
        assertThat(saved.html().select("h1").text()).isEqualTo("Invoice fraud");
        assertThat(ok(olga.get(page() + "/alerts")).html().select("tbody .badge.ok"))
                .hasSize(3);
        assertThat(ok(olga.get(page() + "/activity")).text()).contains("Status: New became Resolved");
    }

    @Test
    void aNameThatIsTooLongForAPersonIsSaidAtTheField() {
        for (var address : List.of(page() + "/manage", alertPage("s2"))) {
            var refused = olga.forge(address, Map.of("assignedTo", "x".repeat(201)));
            assertThat(refused.status()).as(address).isEqualTo(422);
            assertThat(refused.html().select("#assignedTo-error").text())
                    .isEqualTo("This has 201 characters. At most 200 are allowed.");
            assertThat(refused.html().select("#assignedTo").attr("aria-describedby"))
                    .endsWith("assignedTo-error");
        }
    }

    @Test
    void thePanelBesideThePageIsTheSameForm() {
        var panel = olga.get(page() + "/manage", "HX-Request", "true");
        assertThat(panel.header("Vary")).containsIgnoringCase("HX-Request");
        assertThat(panel.html().select("header, nav")).isEmpty();
        assertThat(panel.html().select("form[method=post] [name]").eachAttr("name"))
                .isEqualTo(olga.get(page() + "/manage")
                        .html()
                        .select("main form [name]")
                        .eachAttr("name"));
    }

    @Test
    void theSeverityThatSomebodyChoseCanFollowTheAlertsAgain() {
        olga.get(page() + "/manage")
                .form(page() + "/manage")
                .choose("severity", "LOW")
                .submit();
        assertThat(olga.get(page()).text()).contains("Decided by a person");
        olga.get(page() + "/manage")
                .form(page() + "/manage")
                .choose("severity", "")
                .submit();
        assertThat(olga.get(page()).text()).contains("Follows the alerts");
    }

    @Test
    void twoWhoChangeTheSameAreToldAndNothingIsLost() {
        var mine = olga.get(page() + "/manage").form(page() + "/manage");
        otto.get(page() + "/manage")
                .form(page() + "/manage")
                .choose("severity", "LOW")
                .submit();
        var conflict = mine.choose("severity", "MEDIUM").type("tags", "mine").submit();
        assertThat(conflict.status()).isEqualTo(409);
        assertThat(conflict.text())
                .contains(
                        "Not saved: this incident changed while you were editing.",
                        "set Severity at",
                        "Show both",
                        "Tags");
        assertThat(olga.get(page()).text()).doesNotContain("mine");
        var kept = conflict.form(page() + "/manage").submit();
        assertThat(kept.html().select(".headline").text()).contains("Medium", "mine");
    }

    @Test
    void whoTakesTheirsKeepsTheRestOfTheirOwn() {
        var mine = olga.get(page() + "/manage").form(page() + "/manage");
        otto.get(page() + "/manage")
                .form(page() + "/manage")
                .choose("severity", "LOW")
                .submit();
        var conflict = mine.choose("severity", "MEDIUM").type("tags", "mine").submit();
        var form = conflict.form(page() + "/manage");
        form.element().appendElement("input").attr("name", "settle").attr("value", "theirs");
        assertThat(form.submit().html().select(".headline").text()).contains("Low", "mine");
    }

    @Test
    void twoWhoChangeDifferentThingsAreBothSavedAndToldSo() {
        var mine = olga.get(page() + "/manage").form(page() + "/manage");
        otto.get(page() + "/manage")
                .form(page() + "/manage")
                .choose("severity", "LOW")
                .submit();
        var saved = mine.type("name", "Ours").submit();
        assertThat(saved.status()).isEqualTo(200);
        assertThat(saved.text()).contains("Both your changes and theirs are saved", "set Severity at", "Ours");
        assertThat(saved.html().select(".headline").text()).contains("Low");
    }

    @Test
    void anAlertIsChangedByItselfAndAConflictIsTold() {
        var mine = olga.get(alertPage("s2")).form(alertPage("s2"));
        otto.get(alertPage("s2"))
                .form(alertPage("s2"))
                .choose("status", "IN_PROGRESS")
                .submit();
        var conflict = mine.choose("status", "RESOLVED").submit();
        assertThat(conflict.status()).isEqualTo(409);
        assertThat(conflict.text()).contains("this alert changed while you were editing", "In progress");
        assertThat(conflict.form(alertPage("s2")).submit().text()).contains("The alert was changed.", "Resolved");
        assertThat(ok(olga.get(page())).text()).contains("2 of 3 alerts active");
        assertThat(ok(olga.get(page() + "/activity?kind=alert")).text()).contains("In progress became Resolved");
    }

    @Test
    void anAlertSaysAllThatItsSourceSaid() {
        assertThat(ok(reader.get(alertPage("s2"))).text())
                .contains(
                        "Second line <b>not bold</b>",
                        "2. Reset.",
                        "T1059.001",
                        "invoice.ps1",
                        "Suspicious",
                        "Antivirus");
        var raw = new String(reader.download(alertPage("s2") + "/raw.txt"), StandardCharsets.UTF_8);
        assertThat(raw).contains("\"id\" : \"s2\"").contains("\n");
        assertThat(reader.get(alertPage("s2") + "/raw.txt").header("Content-Type"))
                .startsWith("text/plain");
        assertThat(ok(reader.get(alertPage("s2"))).html().select("h1").attr("lang"))
                .isEqualTo("en");
    }

    @Test
    void commentsAreSaidAndChangedByWhoSaidThem() {
        var said = olga.get(page() + "/activity")
                .form(page() + "/comments")
                .type("text", "Line one\r\n<script>two</script>")
                .submit();
        assertThat(said.text()).contains("Your comment was added.", "Line one <script>two</script>");
        var edit = said.html().select("form[action*=/comments/]").attr("action");
        assertThat(otto.get(page() + "/activity").html().select("form[action*=/comments/]"))
                .isEmpty();
        assertThat(otto.forge(edit, Map.of("text", "Not mine")).status()).isEqualTo(404);
        var changed = said.form(edit).type("text", "Better").submit();
        assertThat(changed.text()).contains("The old text is kept", "Better").doesNotContain("Line one");
        assertThat(ok(reader.get(edit)).text()).contains("Line one <script>two</script>");
        assertThat(reader.get(page() + "/comments/4711").status()).isEqualTo(404);
        var tooLong = olga.forge(page() + "/comments", Map.of("text", "x".repeat(30_001)));
        assertThat(tooLong.status()).isEqualTo(422);
        assertThat(tooLong.html().select("textarea").val()).hasSize(30_001);
        assertThat(olga.forge(page() + "/comments", Map.of("text", " ")).status())
                .isEqualTo(422);
        assertThat(olga.get(alertPage("s2"))
                        .form(alertPage("s2") + "/comments")
                        .type("text", "Of the alert")
                        .submit()
                        .text())
                .contains("Of the alert");
    }

    @Test
    void anAlertIsRemovedIntoAnIncidentOfItsOwnWithAReason() {
        var from = page();
        var remove = olga.get(from + "/alerts")
                .html()
                .select("a:containsOwn(Remove from incident)")
                .eachAttr("href")
                .getLast();
        var form = olga.get(remove).form(from + "/move");
        assertThat(form.submit().status()).isEqualTo(422);
        var moved = olga.get(remove)
                .form(from + "/move")
                .type("reason", "Another matter")
                .submit();
        assertThat(moved.text()).contains("1 alert was moved here from incident", "A person put it here");
        assertThat(ok(olga.get(from)).text()).contains("Alerts (2)", "a person took them apart");
        assertThat(ok(olga.get(from + "/activity")).text()).contains("moved alerts away", "Reason: Another matter");
    }

    @Test
    void alertsMoveToAnIncidentThatWasFound() {
        var target = seed.incidentOf("s4");
        var found = olga.get(page() + "/move?alert=" + seed.idOf("s3") + "&q=" + target);
        var moved = found.form(page() + "/move").type("reason", "There");
        moved.element().select("input[name=to]").removeAttr("checked");
        moved.element().select("input[name=to][value=" + target + "]").attr("checked", "");
        assertThat(moved.submit().text()).contains("Alerts (2)");
        assertThat(seed.incidentOf("s3")).isEqualTo(target);
        var bookmarked = reader.get(page() + "/alerts/" + seed.idOf("s3"));
        assertThat(bookmarked.path()).isEqualTo("/incidents/" + target + "/alerts/" + seed.idOf("s3"));
    }

    @Test
    void incidentsAreMergedTheOldAddressLeadsOnAndItCanBeUndone() {
        var stays = seed.incidentOf("s2");
        var goes = seed.incidentOf("s4");
        var merging = ok(olga.get("/incidents/merge?ids=" + stays + "," + goes));
        assertThat(merging.text()).contains("What comes of it", "4 of 4 active", "Side by side");
        assertThat(merging.form("/incidents/merge").submit().status()).isEqualTo(422);
        var merged =
                merging.form("/incidents/merge").type("reason", "One attacker").submit();
        assertThat(merged.path()).isEqualTo("/incidents/" + stays);
        assertThat(merged.text()).contains("1 incident became part of this one.", "Alerts (4)", "Possible until");
        assertThat(reader.look("/incidents/" + goes + "/alerts").status()).isEqualTo(303);
        assertThat(reader.get("/incidents/" + goes).text())
                .contains("Incident " + goes + " became part of incident " + stays);
        assertThat(ok(reader.get("/incidents/" + stays + "/activity")).text())
                .contains("merged incidents", "One attacker");
        olga.forge("/incidents/" + goes + "/comments", Map.of("text", "Said to the old address"));
        assertThat(ok(reader.get("/incidents/" + stays + "/activity")).text()).contains("Said to the old address");
        var undo = merged.html().select("form[action$=/undo]").attr("action");
        var undone = merged.form(undo).submit();
        assertThat(undone.path()).isEqualTo("/incidents/" + goes);
        assertThat(undone.text()).contains("is by itself again", "Alerts (1)");
        assertThat(olga.forge(undo, Map.of()).text()).contains("cannot be undone any more");
    }

    private void merge(long stays, long goes) {
        var otto = new Analyst(UUID.randomUUID(), "Otto");
        application.getBean(Regrouping.class).merge(seed.home(), otto, stays, List.of(goes), "One attacker");
    }

    @Test
    void whatWasTypedForAnIncidentThatBecamePartOfAnotherIsShownOnThatOne() {
        var stays = seed.incidentOf("s2");
        var goes = seed.incidentOf("s4");
        var form = olga.get("/incidents/" + goes + "/manage").form("/incidents/" + goes + "/manage");
        merge(stays, goes);
        var kept = form.choose("severity", "LOW").type("tags", "night").submit();
        assertThat(kept.status()).isEqualTo(409);
        assertThat(kept.text())
                .contains(
                        "Not saved: incident " + goes + " became part of incident " + stays,
                        "Check it and send it again");
        var onto = kept.form("/incidents/" + stays + "/manage");
        assertThat(onto.element().select("[name=severity] [selected]").val()).isEqualTo("LOW");
        assertThat(onto.element().select("[name=tags]").val()).isEqualTo("night");
        assertThat(onto.element().select("[name=name]").val())
                .isEqualTo(olga.get("/incidents/" + stays).html().select("h1").text());
        assertThat(onto.submit().html().select(".headline").text()).contains("Low", "night");
        assertThat(form.submit("Accept-Language", "nl").text())
                .contains("Niet opgeslagen: incident " + goes + " is onderdeel geworden van incident " + stays);
    }

    @Test
    void theOldAddressOfTheFormLeadsOnWithANote() {
        var stays = seed.incidentOf("s2");
        var goes = seed.incidentOf("s4");
        merge(stays, goes);
        var note = "Incident " + goes + " became part of incident " + stays;
        assertThat(olga.get("/incidents/" + goes + "/manage").text()).contains(note);
        assertThat(olga.get("/incidents/" + goes + "/manage", "HX-Request", "true")
                        .text())
                .contains(note);
    }

    @Test
    void anAlertIsChangedWhereverItIsByNow() {
        var old = alertPage("s4");
        var from = seed.incidentOf("s4");
        var stays = seed.incidentOf("s2");
        var note = "This alert is in incident " + stays + " by now. The address that led here named incident " + from;
        var mine = olga.get(old).form(old);
        var late = olga.get(old).form(old);
        merge(stays, from);
        var saved = mine.choose("status", "IN_PROGRESS").submit();
        assertThat(saved.path()).isEqualTo(alertPage("s4"));
        assertThat(saved.text()).contains("The alert was changed.", note, "In progress");
        var conflict = late.choose("status", "RESOLVED").submit();
        assertThat(conflict.status()).isEqualTo(409);
        assertThat(conflict.text()).contains("this alert changed while you were editing", note);
        assertThat(conflict.form(alertPage("s4")).submit().text()).contains("Resolved");
    }

    @Test
    void aChoiceOfAlertsToMoveIsKeptWhenTheirIncidentBecamePartOfAnother() {
        var stays = seed.incidentOf("s4");
        var goes = seed.incidentOf("s2");
        var form = olga.get(page() + "/move?alert=" + seed.idOf("s3")).form(page() + "/move");
        merge(stays, goes);
        var kept = form.type("reason", "Another matter").submit();
        assertThat(kept.status()).isEqualTo(409);
        assertThat(kept.text())
                .contains("Nothing was moved: incident " + goes + " became part of incident " + stays, "1 alert moves");
        assertThat(kept.html().select("textarea[name=reason]").val()).isEqualTo("Another matter");
        assertThat(kept.form("/incidents/" + stays + "/move").submit().text()).contains("1 alert was moved here");
    }

    @Test
    void everyOldAddressOfAnAlertThatMovedLeadsOnAndSaysSo() {
        var old = alertPage("s3");
        var note = "This alert is in incident " + seed.incidentOf("s4") + " by now.";
        var olgas = new Analyst(UUID.randomUUID(), "Olga");
        application
                .getBean(Regrouping.class)
                .move(
                        seed.home(),
                        olgas,
                        seed.incidentOf("s3"),
                        List.of(seed.idOf("s3")),
                        seed.incidentOf("s4"),
                        "Another matter");
        assertThat(ok(reader.get(old)).text()).contains(note);
        assertThat(ok(reader.get(old + "/raw")).text()).contains(note);
        assertThat(reader.look(old + "/raw.txt").header("Location")).endsWith(alertPage("s3") + "/raw.txt");
        assertThat(new String(reader.download(old + "/raw.txt"), StandardCharsets.UTF_8))
                .contains("\"id\" : \"s3\"");
        assertThat(ok(reader.get(alertPage("s3"))).text()).doesNotContain(note);
        assertThat(ok(reader.get(old, DUTCH)).text()).contains("Deze waarschuwing zit nu in incident");
    }

    @Test
    void aMergeIsTakenBackWhereItIsSaidToBeDone() {
        var goes = seed.incidentOf("s4");
        var merged = olga.get("/incidents/merge?ids=" + seed.incidentOf("s2") + "," + goes)
                .form("/incidents/merge")
                .type("reason", "One attacker")
                .submit();
        var undo = merged.html().select("[role=status] .msg.ok form");
        assertThat(undo.select("button").text()).isEqualTo("Undo: take incident " + goes + " out again");
        assertThat(olga.get(page()).html().select("[role=status] form")).isEmpty();
        assertThat(merged.form(undo.attr("action")).submit().text())
                .contains("Undone. Incident " + goes + " is by itself again.");
    }

    @Test
    void whatIsTypedInAMergeStaysWhenTheResultIsShownAgainAndIsInNoAddress() {
        var ids = seed.incidentOf("s2") + "," + seed.incidentOf("s4");
        var again = ok(olga.get("/incidents/merge?ids=" + ids)
                .form("/incidents/merge")
                .type("reason", "One attacker")
                .pick("stays", String.valueOf(seed.incidentOf("s4")))
                .press("Show the result again"));
        assertThat(again.response().uri().getQuery()).isNull();
        assertThat(again.html().select("textarea[name=reason]").val()).isEqualTo("One attacker");
        assertThat(again.html().select("input[name=stays][checked]").val())
                .isEqualTo(String.valueOf(seed.incidentOf("s4")));
        assertThat(reader.get("/incidents/" + seed.incidentOf("s4")).text()).contains("Alerts (1)");
    }

    @Test
    void whatAMergeShowsBeforeIsWhatComesOfIt() {
        var stays = seed.incidentOf("s4");
        var goes = seed.incidentOf("s2");
        var manage = page() + "/manage";
        olga.get(manage)
                .form(manage)
                .choose("status", "IN_PROGRESS")
                .choose("severity", "MEDIUM")
                .choose("finding", "TRUE_POSITIVE MALWARE")
                .choose("assignedTo", "olga@" + tenant.domain())
                .type("tags", "night shift")
                .submit();
        seed.home()
                .database()
                .sql("insert into incident_tag (incident_id, tag, is_system) values (?, 'Ransomware', true)")
                .param(goes)
                .update();
        var merge = ok(olga.get("/incidents/merge?ids=" + stays + "," + goes)
                .form("/incidents/merge")
                .pick("stays", String.valueOf(stays))
                .press("Show the result again"));
        var promised = facts(merge.html(), "Name", "Severity", "Status", "Classification", "Assigned to", "Tags");
        assertThat(promised)
                .containsEntry("Severity", "Medium")
                .containsEntry("Status", "In progress")
                .containsEntry("Classification", "True positive, Malware")
                .containsEntry("Tags", "night shift Ransomware");
        assertThat(seed.incidentOf("s2")).isEqualTo(goes);
        var done = merge.form("/incidents/merge").type("reason", "One attacker").submit();
        assertThat(done.path()).isEqualTo("/incidents/" + stays);
        assertThat(ok(reader.get("/incidents/" + stays)).html().select("h1").text())
                .isEqualTo(promised.get("Name"));
        var print = ok(reader.get("/incidents/" + stays + "/print")).html();
        assertThat(facts(print, "Severity", "Status", "Classification", "Assigned to"))
                .isNotEmpty()
                .allSatisfy((fact, value) -> assertThat(promised).containsEntry(fact, value));
        assertThat(done.html().select("dl.headline .tags .badge").eachText())
                .containsExactlyInAnyOrder("night shift", "Ransomware");
    }

    private static Map<String, String> facts(Document page, String... names) {
        return page.select("dl.facts dt").stream()
                .filter(name -> List.of(names).contains(name.text()))
                .collect(Collectors.toMap(
                        Element::text,
                        name -> requireNonNull(name.nextElementSibling()).text()));
    }

    @Test
    void aMergeThatWasNotShownIsShownBeforeItIsMade() {
        var stays = String.valueOf(seed.incidentOf("s4"));
        var merge = olga.get("/incidents/merge?ids=" + seed.incidentOf("s2") + "," + stays)
                .form("/incidents/merge");
        var first = merge.pick("stays", stays).type("reason", "One attacker").submit();
        assertThat(first.status()).isEqualTo(422);
        assertThat(first.text()).contains("Not merged yet");
        assertThat(facts(first.html(), "Incident number")).containsEntry("Incident number", stays);
        olga.get("/incidents/" + stays + "/manage")
                .form("/incidents/" + stays + "/manage")
                .choose("severity", "LOW")
                .submit();
        var second = first.form("/incidents/merge").submit();
        assertThat(second.status()).isEqualTo(422);
        assertThat(facts(second.html(), "Severity")).containsEntry("Severity", "Low");
        assertThat(second.form("/incidents/merge").submit().path()).isEqualTo("/incidents/" + stays);
    }

    @Test
    void whatWasDecidedDifferentlyIsNotMergedAndTheReasonIsSaid() {
        olga.get(page() + "/manage")
                .form(page() + "/manage")
                .choose("finding", "TRUE_POSITIVE MALWARE")
                .submit();
        var other = "/incidents/" + seed.incidentOf("s4");
        olga.get(other + "/manage")
                .form(other + "/manage")
                .choose("finding", "FALSE_POSITIVE OTHER")
                .submit();
        var ids = seed.incidentOf("s2") + "," + seed.incidentOf("s4");
        var page = ok(olga.get("/incidents/merge?ids=" + ids));
        assertThat(page.text()).contains("They are classified differently.", "They have different determinations.");
        var forged = olga.forge(
                "/incidents/merge",
                Map.of("ids", ids, "stays", String.valueOf(seed.incidentOf("s2")), "reason", "Still"));
        assertThat(forged.status()).isEqualTo(422);
        assertThat(ok(olga.get("/incidents/merge")).text()).contains("Choose two to five incidents.");
    }

    @Test
    void anEntityHasAPageWithAllThatNamesIt() {
        var device = reader.get(page() + "/devices").html().select("tbody th a").attr("href");
        assertThat(ok(reader.get(device)).text())
                .contains("Device, named by 3 alerts", "Windows11", "Credential theft tool found", "Unusual sign-in");
        assertThat(reader.get("/entities/" + UUID.randomUUID()).status()).isEqualTo(404);
        var name = ok(reader.get(device)).html().select("h1").text();
        assertThat(ok(reader.get("/entities/named?by=device-name&name=" + name.toUpperCase(Locale.ROOT)))
                        .text())
                .isEqualTo(ok(reader.get(device)).text());
        assertThat(ok(reader.get(device)).html().select("a[href^=/hunting/go]").attr("href"))
                .contains("kind=DEVICE", "name=" + name);
        assertThat(reader.get("/entities/named?by=nothing&name=x").status()).isEqualTo(404);
    }

    @Test
    void theGraphIsATableToo() {
        var graph = ok(reader.get(page() + "/graph"));
        assertThat(graph.html().select("tbody tr")).hasSizeGreaterThan(4);
        assertThat(graph.html().select("[data-graph]").attr("data-graph")).contains("\"nodes\"", "\"bad\":true");
        assertThat(graph.html().select("main script:not([src]), main [style]")).isEmpty();
        for (var script : graph.html().select("main script")) {
            assertThat(reader.get(script.attr("src")).status()).isEqualTo(200);
        }
    }

    @Test
    void theGraphSaysWhichAlertsAreTogetherAndWhy() {
        var graph = ok(reader.get(page() + "/graph"));
        assertThat(graph.html().select("[data-graph]").attr("data-graph")).contains("\"tie\":true");
        assertThat(graph.html().select("tbody tr").eachText())
                .anySatisfy(row -> assertThat(row)
                        .startsWith("Suspicious PowerShell command line")
                        .contains("Mail, then activity of who received it")
                        .endsWith("Phishing message delivered Alert"))
                .anySatisfy(row -> assertThat(row)
                        .startsWith("Credential theft tool found")
                        .contains("both name the device “wks-14.contoso.example”, 17 minutes after the other alert")
                        .endsWith("Suspicious PowerShell command line Alert"));
        assertThat(ok(reader.get(page() + "/graph", DUTCH)).text())
                .contains("gestippeld: waarom twee waarschuwingen bij elkaar horen");
    }

    /** By then the other is there, which came later and has a higher number. */
    @Test
    void theGraphAlsoSaysWhyAnAlertIsThereOfWhichMoreWasToldLater() {
        seed.take(alert("slow", "Told in two parts", 200));
        seed.take(device(alert("whole", "Told at once", 205), "wks-77"));
        seed.take(device(alert("slow", "Told in two parts", 200), "wks-77")
                .put("lastUpdateDateTime", "2026-11-02T18:00:00Z"));
        var graph = ok(reader.get("/incidents/" + seed.incidentOf("slow") + "/graph"));
        assertThat(graph.html().select("tbody tr").eachText())
                .anySatisfy(row -> assertThat(row)
                        .startsWith("Told in two parts")
                        .contains("both name the device “wks-77.contoso.example”")
                        .endsWith("Told at once Alert"));
    }

    @Test
    void thePrintedIncidentHasItAll() {
        assertThat(ok(reader.get(page() + "/print", DUTCH)).text())
                .contains("Credential theft tool found", "wks-14.contoso.example", "Afdrukken of opslaan als pdf");
    }

    @Test
    void thePrintedIncidentHasTheActivityLogAndSaysWhatItLeavesOut() {
        var manage = page() + "/manage";
        olga.get(manage).form(manage).choose("severity", "LOW").submit();
        olga.forge(page() + "/comments", Map.of("text", "Said once"));
        var all = ok(reader.get(page() + "/print"));
        assertThat(all.text())
                .contains("Severity: High became Low", "Said once", "Not on this page:")
                .doesNotContain("older ones are left out");
        seed.home()
                .database()
                .sql("insert into incident_comment (incident_id, at, author, body)"
                        + " select ?, current_timestamp, 'olga', 'Note ' || n from system_range(1, 500) as g(n)")
                .param(seed.incidentOf("s2"))
                .update();
        assertThat(ok(reader.get(page() + "/print")).text())
                .contains("Only the newest 500 comments are here", "Note 500")
                .doesNotContain("Said once");
    }

    @Test
    void ofVeryManyPartsTheNewestAreShownAndThePagesSayThatOthersAreLeftOut() {
        seed.take(device(alert("whole", "Of many parts", 300), "wks-whole"));
        seed.take(IntStream.rangeClosed(1, 201)
                .mapToObj(n -> device(alert("part" + n, "Part " + n + " of it", 300 + n), "wks-part-" + n))
                .toArray(ObjectNode[]::new));
        var whole = seed.incidentOf("whole");
        seed.home().database().sql("""
                        update incident set redirect_to = ?, status = 'REDIRECTED', is_open = false, name_is_own = true
                        where id in (select incident_id from alert where source_id like 'part%')""").param(whole).update();
        for (var place : List.of("/activity", "/print")) {
            assertThat(ok(reader.get("/incidents/" + whole + place))
                            .html()
                            .body()
                            .text())
                    .contains("Only the newest 200 are here", "Part 201 of it")
                    .doesNotContain("Part 1 of it");
        }
    }

    @Test
    void microsoftsIncidentLeadsToMicrosoft() {
        seed.take(device(alert("ms", "Told by Microsoft", 5), "wks-99").put("incidentId", "900"));
        var page = ok(reader.get("/incidents/" + seed.incidentOf("ms")));
        assertThat(page.html().select("a[href^=https://security.microsoft.com/incidents/900]"))
                .hasSize(1);
    }
}
