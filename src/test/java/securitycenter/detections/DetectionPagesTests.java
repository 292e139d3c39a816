package securitycenter.detections;

import static org.assertj.core.api.Assertions.assertThat;
import static securitycenter.identity.Role.GLOBAL_ADMINISTRATOR;
import static securitycenter.identity.Role.SECURITY_OPERATOR;
import static securitycenter.identity.Role.SECURITY_READER;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import securitycenter.ApplicationTest;
import securitycenter.Visitor;
import securitycenter.Visitor.Form;
import securitycenter.Visitor.Page;
import securitycenter.Visitors;
import securitycenter.fakemicrosoft.FakeMicrosoft;
import securitycenter.fakemicrosoft.Tenant;
import securitycenter.hunting.HuntingSeed;

/** As a browser without scripts sees them. */
@ApplicationTest
class DetectionPagesTests {

    private static final String ALL = "/hunting/detections";
    private static final String NEW = ALL + "/new";
    private static final String SHELLS = """
            DeviceProcessEvents | where FileName == "powershell.exe"
            | project Timestamp, ReportId, DeviceId, DeviceName, FileName, ProcessCommandLine, AccountName""";

    @Autowired
    FakeMicrosoft microsoft;

    @Autowired
    Visitors visitors;

    @Autowired
    ApplicationContext application;

    private Tenant tenant;
    private Visitor ada;
    private Visitor olga;
    private Visitor rea;

    @BeforeEach
    void aTenantWithEvents() {
        tenant = microsoft
                .directory()
                .tenant("Detection Pages Ltd")
                .licensed("SPE_E5")
                .country("NL");
        ada = visitors.signedIn(tenant.person("Ada Lovelace").holds(GLOBAL_ADMINISTRATOR));
        ada.turnOn();
        olga = visitors.signedIn(tenant.person("Olga Bos").holds(SECURITY_OPERATOR));
        rea = visitors.signedIn(tenant.person("Rea Reader").holds(SECURITY_READER));
        new HuntingSeed(application, tenant.id()).processes(30);
    }

    private Page details(String name, String query) {
        var page = ada.get("/hunting")
                .form("/hunting/runs")
                .type("query", query)
                .to(NEW)
                .submit();
        return page.form(NEW).type("name", name).press("Next");
    }

    private Page made(String name) {
        var review = details(name, SHELLS).form(NEW).press("Next").form(NEW).press("Next");
        return review.form(NEW).press("Create and turn on");
    }

    private Page ran(Page rule) {
        var page = rule;
        var end = Instant.now().plus(Duration.ofSeconds(40));
        while (page.html().selectFirst("#standing[hx-get]") != null) {
            assertThat(Instant.now()).isBefore(end);
            page = ada.get(rule.path());
        }
        return page;
    }

    private Page tested(Page review) {
        var page = review.form(NEW).press("Test over the last 7 days");
        while (page.html().selectFirst("#test[hx-get]") != null) {
            page = page.form(NEW).press("Look again");
        }
        return page;
    }

    @Test
    void aQueryBecomesARuleOnFourPagesAndRunsAtOnce() {
        var schedule = details("Shells", SHELLS);
        assertThat(schedule.html().expectFirst("[aria-current=step]").text()).isEqualTo("Schedule and scope");
        assertThat(schedule.text()).contains("Every hour Looks back 4 hours.", "Every 24 hours Looks back 30 days.");
        var entities = schedule.form(NEW).pick("frequency", "HOURLY").press("Next");
        assertThat(entities.html()
                        .select("select[name=device] option[selected]")
                        .val())
                .isEqualTo("DeviceId");
        assertThat(entities.html().select("select[name=mailbox] option")).hasSize(1);
        var review = tested(entities.form(NEW).press("Next"));
        assertThat(review.text())
                .contains("The rule would have made", "alerts over the last 7 days.", "15 rows were found.", "d110");
        var rule = review.form(NEW).press("Create and turn on");
        assertThat(rule.path()).matches(ALL + "/\\d+");
        assertThat(rule.text()).contains("The rule is on, and looks back 30 days now.");
        var after = ran(rule);
        assertThat(after.text()).contains("Done", "Every hour");
        var alerts = after.html().select("#rule-alerts tbody tr");
        assertThat(alerts).hasSize(3).allSatisfy(row -> assertThat(row.text()).contains("Shells", "Medium", "New"));
        var alert = rea.get(alerts.getFirst().expectFirst("a").attr("href"));
        assertThat(alert.status()).isEqualTo(200);
        assertThat(alert.text()).contains("Shells", "powershell.exe -NoProfile");
        assertThat(rea.get(ALL).html().select("tbody tr").text()).contains("Shells", "On", "Every hour", "3");
        assertThat(ada.get("/audit").text()).contains("Detection rule created");
        assertThat(ada.get("/hunting/usage").text()).contains("Shells");
    }

    @Test
    void aQueryWithoutTheColumnsThatARuleNeedsIsRefusedWithWhatToDo() {
        var refused = details("Counts", "DeviceProcessEvents | summarize count() by DeviceName");
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.text()).contains("The result lacks Timestamp, ReportId", "arg_max(Timestamp, ReportId)");
        assertThat(refused.html().expectFirst("textarea[name=text]").wholeText())
                .contains("summarize");
        assertThat(details("Nobody", "DeviceEvents | project Timestamp, ReportId")
                        .text())
                .contains("No column of the result names a device, a user or a mailbox.");
        assertThat(details("Wrong", "DeviceProcessEvents | where Nme == 1").text())
                .contains("The query is not right yet.", "Nme");
        assertThat(details("", "").text()).contains("Give the rule a name.", "Write the query.");
    }

    @Test
    void theActionsOfARuleAreChosenBesideWhatIsImpactedAndAreAudited() {
        var entities = details("Isolating", SHELLS).form(NEW).press("Next");
        assertThat(entities.html().select("input[name=actions]").eachAttr("value"))
                .contains("ISOLATE_DEVICE.DeviceId", "RUN_ANTIVIRUS_SCAN.DeviceId")
                .noneMatch(action -> action.startsWith("QUARANTINE"));
        var chosen = entities.form(NEW);
        chosen.element()
                .select("input[value=ISOLATE_DEVICE.DeviceId], input[value=START_INVESTIGATION.DeviceId]")
                .attr("checked", "");
        var review = chosen.press("Next");
        assertThat(review.text()).contains("Isolate device DeviceId", "Start investigation DeviceId");
        var rule = ran(review.form(NEW).press("Create and turn on"));
        assertThat(rule.html().select("#rule-actions tbody tr").eachText())
                .hasSize(6)
                .anyMatch(row -> row.contains("Isolate device") && row.contains("lt-110") && row.contains("Pending"));
        var action = rule.html().expectFirst("#rule-actions tbody a").attr("href");
        assertThat(rea.get(action).text()).contains("Isolating", "Detection rule action", "Pending");

        var edit = rule.path() + "/edit";
        var page =
                ada.get(edit).form(edit).press("Next").form(edit).press("Next").form(edit);
        assertThat(page.element().select("input[name=actions][checked]")).hasSize(2);
        page.element().select("input[value=START_INVESTIGATION.DeviceId]").removeAttr("checked");
        page.press("Next").form(edit).press("Save");
        assertThat(ada.get(rule.path()).html().select("#standing dl").text())
                .contains("Isolate device DeviceId")
                .doesNotContain("Start investigation");
        assertThat(ada.get("/audit").body()).contains("START_INVESTIGATION");
    }

    @Test
    void anActionWithoutItsColumnsIsRefused() {
        var fields = new HashMap<>(Map.of("act", "save", "step", "REVIEW", "name", "Forged", "text", SHELLS));
        fields.put("device", "DeviceId");
        fields.put("category", "Execution");
        fields.put("actions", "QUARANTINE_FILE.SHA1");
        var refused = ada.forge(NEW, fields);
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.text()).contains("The query has no columns for one of the actions: SHA1.");
        assertThat(refused.html().expectFirst("[aria-current=step]").text()).isEqualTo("Impacted entities");
    }

    @Test
    void aTupleThatKeepsTimeAndReportMakesARule() {
        var next = details(
                "Kept",
                "DeviceProcessEvents | summarize (Timestamp, ReportId) = arg_max(Timestamp, ReportId), count() by DeviceId");
        assertThat(next.html().expectFirst("[aria-current=step]").text()).isEqualTo("Schedule and scope");
    }

    @Test
    void goingBackKeepsWhatWasFilledIn() {
        var entities = details("Kept", SHELLS)
                .form(NEW)
                .pick("frequency", "EVERY_3_HOURS")
                .type("deviceGroups", "Servers")
                .press("Next");
        var details = entities.form(NEW).press("Back").form(NEW).press("Back");
        assertThat(details.html().select("input[name=name]").val()).isEqualTo("Kept");
        var schedule = details.form(NEW).press("Next");
        assertThat(schedule.html().select("input[value=EVERY_3_HOURS]").hasAttr("checked"))
                .isTrue();
        assertThat(schedule.html().expectFirst("textarea[name=deviceGroups]").text())
                .isEqualTo("Servers");
    }

    @Test
    void forgedFieldsAreRefusedOnThePageThatAsksForThem() {
        var fields = Map.of(
                "act",
                "save",
                "step",
                "REVIEW",
                "name",
                "Forged",
                "text",
                SHELLS,
                "device",
                "FileName",
                "category",
                "Execution");
        var refused = ada.forge(NEW, fields);
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.html().expectFirst("[aria-current=step]").text()).isEqualTo("Impacted entities");
        assertThat(refused.text()).contains("The query has no column FileName that could stand here.");
    }

    @Test
    void twoRulesHaveTwoNames() {
        made("Twice");
        var again = made("twice");
        assertThat(again.status()).isEqualTo(422);
        assertThat(again.text()).contains("Another rule has this name.");
        assertThat(again.html().expectFirst("[aria-current=step]").text()).isEqualTo("Details");
    }

    @Test
    void readersSeeRulesAndChangeNothing() {
        var rule = made("Seen");
        assertThat(rea.get(rule.path()).text()).contains("Seen", "are made and changed by");
        assertThat(rea.get(rule.path()).html().select("main form[action$=off], main form[action$=run]"))
                .isEmpty();
        assertThat(rea.get("/hunting").text()).doesNotContain("Create detection rule");
        assertThat(rea.get(NEW).status()).isEqualTo(403);
        for (var act : new String[] {"/run", "/off", "/on", "/delete", "/edit"}) {
            assertThat(rea.forge(rule.path() + act, Map.of()).status()).as(act).isEqualTo(403);
        }
    }

    @Test
    void rulesOfAnotherTenantAreUnknown() {
        var rule = made("Ours");
        var other = microsoft
                .directory()
                .tenant("Other Detections Ltd")
                .licensed("SPE_E5")
                .country("NL");
        var eve = visitors.signedIn(other.person("Eve").holds(GLOBAL_ADMINISTRATOR));
        eve.turnOn();
        assertThat(eve.get(rule.path()).status()).isEqualTo(404);
        assertThat(eve.forge(rule.path() + "/delete", Map.of()).status()).isEqualTo(404);
        assertThat(eve.get(ALL).text()).contains("There are no custom detections yet");
    }

    @Test
    void aRuleIsTurnedOffAndOnRunAndDeleted() {
        var path = ran(made("Switched")).path();
        assertThat(ada.get(path).form(path + "/run").submit().text()).contains("runs as soon as its turn comes");
        assertThat(ran(ada.get(path)).html().select("#rule-runs tbody tr")).hasSize(2);
        var off = ada.get(path).form(path + "/off").submit();
        assertThat(off.text()).contains("The rule is off. Its alerts stay.", "None while it is off");
        assertThat(olga.get(path).form(path + "/on").submit().text()).contains("The rule is on, and runs at once.");
        ran(ada.get(path));
        var gone = ada.get(path + "/delete").form(path + "/delete").submit();
        assertThat(gone.path()).isEqualTo(ALL);
        assertThat(gone.text()).contains("Switched was deleted.");
        assertThat(ada.get(path).status()).isEqualTo(404);
        assertThat(ada.get("/audit").text())
                .contains(
                        "Detection rule turned off",
                        "Detection rule turned on",
                        "Detection rule run by hand",
                        "Detection rule deleted");
    }

    @Test
    void twoWhoChangeDifferentFieldsBothHaveTheirsAndOfTheSameFieldThePersonDecides() {
        var path = ran(made("Edited")).path();
        var edit = path + "/edit";
        var ofAda = ada.get(edit).form(edit).type("description", "From Ada").press("Next");
        var ofOlga = olga.get(edit).form(edit).type("title", "From Olga").press("Next");
        save(ofAda, edit);
        save(ofOlga, edit);
        assertThat(ada.get(path).text()).contains("From Ada", "From Olga");

        var again = ada.get(edit).form(edit).type("title", "Ada’s").press("Next");
        save(olga.get(edit).form(edit).type("title", "Olga’s").press("Next"), edit);
        var conflict = save(again, edit);
        assertThat(conflict.status()).isEqualTo(409);
        assertThat(conflict.text()).contains("somebody else changed this rule", "Theirs: Olga’s", "Yours: Ada’s");
        assertThat(conflict.form(edit).press("Save mine").text()).contains("Ada’s");
    }

    @Test
    void whatIsDisputedIsSaidInTheWordsOfThePages() {
        var path = ran(made("Disputed")).path();
        var edit = path + "/edit";
        var ofAda = ada.get(edit).form(edit).choose("severity", "HIGH").press("Next");
        var ofOlga = olga.get(edit).form(edit).choose("severity", "LOW").press("Next");
        save(ofOlga.form(edit).pick("frequency", "EVERY_3_HOURS"), edit);
        var conflict = save(ofAda.form(edit).pick("frequency", "HOURLY").type("deviceGroups", "Servers"), edit);
        assertThat(conflict.status()).isEqualTo(409);
        assertThat(conflict.html().expectFirst("[role=alert] dl").text())
                .isEqualTo("Severity Theirs: Low Yours: High Runs Theirs: Every 3 hours Yours: Every hour");
    }

    private static Form choosing(Visitor who, String edit, String action) {
        var form =
                who.get(edit).form(edit).press("Next").form(edit).press("Next").form(edit);
        form.element().select("input[value=" + action + "]").attr("checked", "");
        return form;
    }

    @Test
    void actionsThatTwoChoseDifferentlyAreNamed() {
        var edit = ran(made("Two minds")).path() + "/edit";
        var ofAda = choosing(ada, edit, "ISOLATE_DEVICE.DeviceId");
        choosing(olga, edit, "RUN_ANTIVIRUS_SCAN.DeviceId")
                .press("Next")
                .form(edit)
                .press("Save");
        var conflict = ofAda.press("Next").form(edit).press("Save");
        assertThat(conflict.status()).isEqualTo(409);
        assertThat(conflict.html().expectFirst("[role=alert] dl").text())
                .isEqualTo("Actions Theirs: Run antivirus scan DeviceId Yours: Isolate device DeviceId");
    }

    @Test
    void ofSeveralQueriesTheOneAtTheCursorBecomesTheRule() {
        var other = "EmailEvents | take 1";
        var editor = ada.get("/hunting").form("/hunting/runs").type("query", other + "\n\n" + SHELLS);
        editor.element().expectFirst("[name=start]").attr("value", String.valueOf(other.length() + 10));
        editor.element().expectFirst("[name=end]").attr("value", String.valueOf(other.length() + 10));
        var details = editor.to(NEW).submit();
        assertThat(details.html().expectFirst("textarea[name=text]").wholeText().strip())
                .isEqualTo(SHELLS);
        editor.element().expectFirst("[name=start]").attr("value", "0");
        editor.element().expectFirst("[name=end]").attr("value", String.valueOf(other.length() - 9));
        assertThat(editor.to(NEW)
                        .submit()
                        .html()
                        .expectFirst("textarea[name=text]")
                        .wholeText()
                        .strip())
                .isEqualTo("EmailEvents");
    }

    private static Page save(Form schedule, String edit) {
        return save(schedule.press("Next").form(edit).press("Back"), edit);
    }

    private static Page save(Page schedule, String edit) {
        return schedule.form(edit)
                .press("Next")
                .form(edit)
                .press("Next")
                .form(edit)
                .press("Save");
    }

    private Page rows() {
        var page = ada.get("/hunting")
                .form("/hunting/runs")
                .type("query", SHELLS + " | sort by ReportId asc")
                .submit();
        while (page.html().selectFirst("#run-part[hx-get]") != null) {
            page = ada.get(page.path());
        }
        return page;
    }

    @Test
    void rowsBecomeAlertsOfANewIncidentOnceHoweverOftenTheFormIsSent() {
        var link = rows().path() + "/link";
        var form = ada.get(link + "?row=1&row=2&row=4");
        assertThat(form.text()).contains("3 rows are chosen");
        var filled = form.form(link).type("title", "Odd shells").type("reason", "Seen while hunting");
        var incident = filled.submit();
        assertThat(incident.path()).matches("/incidents/\\d+/alerts");
        assertThat(incident.text()).contains("3 rows were linked as 2 alerts.", "Odd shells");
        assertThat(filled.submit().path()).isEqualTo(incident.path());
        var number = incident.path().split("/")[2];
        assertThat(ada.get("/incidents/" + number + "/activity").text())
                .contains("linked rows of a hunting query", "Seen while hunting");
        assertThat(ada.get("/audit").text()).contains("Rows linked to an incident");
        assertThat(ada.get("/incidents/" + number + "/alerts").html().select("tbody tr"))
                .hasSize(2);
    }

    @Test
    void whatWasTypedStaysWhenTheAnswerIsLetGoMeanwhile() {
        var run = rows().path();
        var link = run + "/link";
        var form = ada.get(link + "?row=1&row=2")
                .form(link)
                .type("title", "Odd shells")
                .type("description", "Seen twice")
                .type("reason", "Seen while hunting");
        new HuntingSeed(application, tenant.id()).letAnswersGo();
        var gone = form.submit();
        assertThat(gone.status()).isEqualTo(410);
        assertThat(gone.text()).contains("the result is not kept any more. Run the query again");
        assertThat(gone.html().select("[role=alert] a").attr("href")).isEqualTo(run);
        assertThat(gone.html().select("input[name=title]").val()).isEqualTo("Odd shells");
        assertThat(gone.html().select("textarea[name=description]").text()).isEqualTo("Seen twice");
        assertThat(gone.html().select("textarea[name=reason]").text()).isEqualTo("Seen while hunting");
        assertThat(gone.html().select("select[name=device] option[selected]").val())
                .isEqualTo("DeviceId");
        assertThat(ada.get(run).html().expectFirst("textarea[name=query]").wholeText())
                .contains("powershell.exe");
    }

    @Test
    void rowsGoIntoTheIncidentThatWasChosenUnlessItIsResolved() {
        var link = rows().path() + "/link";
        var first = ada.get(link + "?row=1").form(link).type("title", "First").submit();
        var number = first.path().split("/")[2];
        var found = ada.get(link + "?row=3")
                .form(link)
                .type("title", "Second")
                .type("q", number)
                .press("Search");
        assertThat(found.html().select("input[name=title]").val()).isEqualTo("Second");
        var second = found.form(link).pick("to", number).press("Link");
        assertThat(second.path()).isEqualTo(first.path());
        assertThat(second.html().select("tbody tr").text()).contains("First", "Second");

        var manage = "/incidents/" + number + "/manage";
        ada.get(manage)
                .form(manage)
                .choose("status", "RESOLVED")
                .choose("finding", "TRUE_POSITIVE OTHER")
                .submit();
        var refused = ada.get(link + "?row=3").form(link).type("title", "Third");
        refused.element().expectFirst("#to").attr("value", number);
        var answer = refused.submit();
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.text()).contains("This incident is resolved.");
        assertThat(answer.html().select("input[name=title]").val()).isEqualTo("Third");
    }

    @Test
    void whatAPersonLinkedApartStaysApartWhenMoreComes() {
        var link = rows().path() + "/link";
        var first = ada.get(link + "?row=1").form(link).type("title", "First").press("Link");
        var second = ada.get(link + "?row=1").form(link).type("title", "Second").press("Link");
        assertThat(second.path()).isNotEqualTo(first.path());
        ran(made("Shells"));
        assertThat(ada.get(first.path()).path()).isEqualTo(first.path());
        assertThat(ada.get(second.path()).path()).isEqualTo(second.path());
    }

    @Test
    void aHiddenTextIsNotShownAgain() {
        var details = details("Hidden", SHELLS + " | extend Key = h\"secret-1\"");
        var review = details.form(NEW).press("Next").form(NEW).press("Next");
        assertThat(review.html().select("pre").text()).doesNotContain("secret-1");
        var rule = review.form(NEW).press("Create and turn on");
        assertThat(rea.get(rule.path()).body()).doesNotContain("secret-1");
        assertThat(ada.get("/audit").body()).doesNotContain("secret-1");
    }

    @Test
    void linkingAsksForRowsAndARight() {
        var link = rows().path() + "/link";
        var refused = ada.get(link).form(link).type("title", "Nothing").submit();
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.text()).contains("Choose rows in the result first.");
        assertThat(rea.get(link + "?row=1").status()).isEqualTo(403);
        assertThat(ada.get("/hunting/runs/" + UUID.randomUUID() + "/link?row=1").status())
                .isEqualTo(404);
    }
}
