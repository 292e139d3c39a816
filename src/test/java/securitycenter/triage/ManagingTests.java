package securitycenter.triage;

import static org.assertj.core.api.Assertions.assertThat;
import static securitycenter.identity.Role.GLOBAL_ADMINISTRATOR;
import static securitycenter.identity.Role.SECURITY_OPERATOR;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import securitycenter.ApplicationTest;
import securitycenter.Visitor;
import securitycenter.Visitor.Form;
import securitycenter.Visitors;
import securitycenter.fakemicrosoft.FakeMicrosoft;
import securitycenter.fakemicrosoft.Person;

/** The forms on which incidents and alerts are managed, and what they leave alone. */
@ApplicationTest
class ManagingTests {

    @Autowired
    FakeMicrosoft microsoft;

    @Autowired
    Visitors visitors;

    @Autowired
    ApplicationContext application;

    @Autowired
    JdbcClient database;

    IncidentSeed seed;
    Person olgaHerself;
    Visitor olga;
    Visitor otto;

    @BeforeEach
    void aTenantWithAnAttack() {
        var tenant = microsoft
                .directory()
                .tenant("Managing " + System.nanoTime())
                .licensed("SPE_E5")
                .country("GB"); // where few other tests have theirs
        visitors.signedIn(tenant.person("Ada").holds(GLOBAL_ADMINISTRATOR)).turnOn();
        seed = new IncidentSeed(application, tenant.id());
        olgaHerself = tenant.person("Olga").holds(SECURITY_OPERATOR);
        olga = visitors.signedIn(olgaHerself);
        otto = visitors.signedIn(tenant.person("Otto").holds(SECURITY_OPERATOR));
        seed.attack();
    }

    private String page() {
        return "/incidents/" + seed.incidentOf("s2");
    }

    private String alertPage() {
        return page() + "/alerts/" + seed.idOf("s2");
    }

    private Form incidentForm(Visitor visitor) {
        return visitor.get(page() + "/manage").form(page() + "/manage");
    }

    private Form alertForm(Visitor visitor) {
        return visitor.get(alertPage()).form(alertPage());
    }

    /** Microsoft tells of pairs and statuses that nobody here may choose. */
    private void findItAsMicrosoftMay(String classification, String determination) {
        for (var table : new String[] {"incident where id = ?", "alert where incident_id = ?"}) {
            var words = table.split(" ", 2);
            seed.home()
                    .database()
                    .sql("update " + words[0] + " set classification = ?, determination = ? " + words[1])
                    .params(classification, determination, seed.incidentOf("s2"))
                    .update();
        }
    }

    @Test
    void whatIsSavedUnchangedStaysAsMicrosoftTellsIt() {
        findItAsMicrosoftMay("TRUE_POSITIVE", "APT");
        seed.home()
                .database()
                .sql("update alert set status = 'UNKNOWN' where source_id = 's2'")
                .update();
        var incident = incidentForm(olga);
        assertThat(incident.element().select("#finding option[selected]").eachText())
                .containsExactly("True positive, Advanced persistent threat (only at Microsoft)");
        assertThat(incident.submit().text())
                .contains("Nothing was different", "Classification True positive, Advanced persistent threat Severity");
        var alert = alertForm(olga);
        assertThat(alert.element().select("option[selected]").eachText())
                .containsExactly("Unknown", "Nobody", "True positive, Advanced persistent threat (only at Microsoft)");
        assertThat(alert.submit().text())
                .contains("Nothing was different", "True positive, Advanced persistent threat Category");
    }

    @Test
    void whoChangesSomethingElseLeavesWhatMicrosoftSaysAsItIs() {
        findItAsMicrosoftMay("FALSE_POSITIVE", "SECURITY_PERSONNEL");
        assertThat(incidentForm(olga).type("name", "Ours").submit().text())
                .contains("Ours", "Classification False positive, Security personnel Severity");
        assertThat(alertForm(olga).choose("status", "IN_PROGRESS").submit().text())
                .contains("The alert was changed.", "In progress", "False positive, Security personnel Category");
    }

    @Test
    void whatNobodyMayChooseIsOfferedOnlyWhereItStands() {
        assertThat(alertForm(olga).element().select("#finding option").eachText())
                .doesNotContain("True positive, Advanced persistent threat");
        assertThat(alertForm(olga).element().select("#status option").eachText())
                .containsExactly("New", "In progress", "Resolved");
        var form = alertForm(olga);
        form.element().select("#finding").append("<option value=\"TRUE_POSITIVE APT\"></option>");
        assertThat(form.choose("finding", "TRUE_POSITIVE APT").submit().status())
                .isEqualTo(422);
    }

    @Test
    void twoWhoChangeDifferentThingsOfAnAlertAreBothSavedAndToldSo() {
        var mine = alertForm(olga);
        alertForm(otto).choose("status", "IN_PROGRESS").submit();
        var saved = mine.choose("finding", "TRUE_POSITIVE MALWARE").submit();
        assertThat(saved.status()).isEqualTo(200);
        assertThat(saved.text())
                .contains(
                        "The alert was changed.",
                        "Others changed this alert while you were editing. Both",
                        "set Status at",
                        "True positive, Malware");
        assertThat(saved.html().select("#status option[selected]").text()).isEqualTo("In progress");
        assertThat(olga.get(alertPage()).text()).doesNotContain("Others changed this alert");
    }

    @Test
    void whoTakesTheirsOfAnAlertKeepsTheRestOfTheirOwn() {
        var mine = alertForm(olga);
        alertForm(otto).choose("status", "IN_PROGRESS").submit();
        var conflict = mine.choose("status", "RESOLVED")
                .choose("finding", "TRUE_POSITIVE MALWARE")
                .submit();
        assertThat(conflict.status()).isEqualTo(409);
        assertThat(conflict.text()).contains("You also changed, and nobody else did: Classification");
        var settled = conflict.form(alertPage()).press("Take theirs");
        assertThat(settled.text()).contains("The alert was changed.", "True positive, Malware");
        assertThat(settled.html().select("#status option[selected]").text()).isEqualTo("In progress");
    }

    @Test
    void whoKeepsTheirsOfAnAlertOverrulesNothingThatTheyDidNotSee() {
        var mine = alertForm(olga);
        alertForm(otto)
                .choose("status", "IN_PROGRESS")
                .choose("finding", "FALSE_POSITIVE NOT_MALICIOUS")
                .submit();
        var conflict = mine.choose("status", "RESOLVED").submit();
        var settled = conflict.form(alertPage()).press("Keep mine");
        assertThat(settled.html().select("#status option[selected]").text()).isEqualTo("Resolved");
        assertThat(settled.text()).contains("False positive, Not malicious");
    }

    /** They are kept in the application's database, outside of the tenant's data center. */
    @Test
    void whatOthersChangedOfAnAlertIsNotInTheSession() {
        var mine = alertForm(olga);
        var theirs = alertForm(otto);
        theirs.element().select("#assignedTo").append("<option value='eve@contoso.example'></option>");
        theirs.choose("assignedTo", "eve@contoso.example").submit();
        mine.choose("status", "IN_PROGRESS").submitOnly();
        assertThat(sessions())
                .anyMatch(kept -> kept.contains("assignedTo"))
                .noneMatch(kept -> kept.contains("eve@contoso.example"));
        assertThat(olga.get(alertPage()).text()).contains("set Assigned to at", "to: eve@contoso.example");
    }

    private List<String> sessions() {
        return database.sql("""
                        select attribute_bytes from spring_session_attributes
                        join spring_session on primary_id = session_primary_id where principal_name = ?""")
                .param(olgaHerself.id().toString())
                .query((row, _) -> new String(row.getBytes(1), StandardCharsets.ISO_8859_1))
                .list();
    }

    @Test
    void whoChangesNothingIsToldOnlyWhatOthersDid() {
        var mine = alertForm(olga);
        alertForm(otto).choose("status", "RESOLVED").submit();
        assertThat(mine.choose("status", "RESOLVED").submit().text())
                .contains("Others changed this alert while you were editing: ", "set Status at", "to: Resolved")
                .doesNotContain("Nothing was different", "The alert was changed.", "Both");
        var ours = incidentForm(olga);
        incidentForm(otto).choose("severity", "LOW").submit();
        assertThat(ours.choose("severity", "LOW").submit().text())
                .contains("Others changed this incident while you were editing: ", "set Severity at", "to: Low")
                .doesNotContain("Nothing was different", "Saved.", "Both");
    }

    @Test
    void whatDidNotComeChangesNothing() {
        alertForm(olga)
                .choose("status", "RESOLVED")
                .choose("finding", "TRUE_POSITIVE MALWARE")
                .submit();
        var alert = olga.forge(
                alertPage(),
                Map.of(
                        "assignedTo", "eve@contoso.example",
                        "was[assignedTo]", "",
                        "was[status]", "RESOLVED",
                        "was[finding]", "TRUE_POSITIVE MALWARE"));
        assertThat(alert.html().select("option[selected]").eachText())
                .containsExactly("Resolved", "eve@contoso.example", "Malware");
        var incident = olga.forge(page() + "/manage", Map.of("tags", "night"));
        assertThat(incident.text()).contains("Saved.", "night");
    }

    @Test
    void whoTakesTheirDeterminationTakesTheirClassificationToo() {
        incidentForm(olga).choose("finding", "TRUE_POSITIVE MALWARE").submit();
        var mine = incidentForm(olga);
        incidentForm(otto).choose("finding", "TRUE_POSITIVE PHISHING").submit();
        var conflict = mine.choose("finding", "FALSE_POSITIVE NOT_MALICIOUS").submit();
        assertThat(conflict.status()).isEqualTo(409);
        var settled = conflict.form(page() + "/manage").press("Take theirs");
        assertThat(settled.text()).contains("Classification True positive, Phishing");
    }

    @Test
    void whatWasLeftToOthersStaysTheirsWhenSomethingElseIsDisputedThen() {
        for (var address : List.of(alertPage(), page() + "/manage")) {
            var mine = olga.get(address).form(address);
            otto.get(address).form(address).choose("status", "IN_PROGRESS").submit();
            var first = mine.choose("status", "RESOLVED")
                    .choose("finding", "TRUE_POSITIVE MALWARE")
                    .submit();
            otto.get(address)
                    .form(address)
                    .choose("finding", "FALSE_POSITIVE NOT_MALICIOUS")
                    .submit();
            var second = first.form(address).press("Take theirs");
            assertThat(second.status()).isEqualTo(409);
            assertThat(second.form(address).press("Keep mine").status()).isEqualTo(200);
            assertThat(olga.get(address)
                            .html()
                            .select("#status option[selected], #finding option[selected]")
                            .eachText())
                    .containsExactly("In progress", "Malware");
        }
    }

    @Test
    void whatWasLeftToOthersStaysTheirsWhenSomethingElseIsWrong() {
        var mine = incidentForm(olga);
        incidentForm(otto).choose("severity", "LOW").submit();
        var conflict = mine.choose("severity", "MEDIUM").type("name", "Ours").submit();
        var refused = conflict.form(page() + "/manage").type("name", " ").press("Take theirs");
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.html().select("#severity option[selected]").text()).isEqualTo("Low");
        var settled = refused.form(page() + "/manage").type("name", "Ours").submit();
        assertThat(settled.html().select(".headline").text()).contains("Low");
        assertThat(settled.html().select("h1").text()).isEqualTo("Ours");
    }

    @Test
    void whoDidNotSeeAnIncidentOpenedAgainIsToldByWhat() {
        seed.take(IncidentSeed.alert("m1", "First", 0).put("incidentId", "4107"));
        var address = "/incidents/" + seed.incidentOf("m1") + "/manage";
        olga.get(address)
                .form(address)
                .choose("status", "RESOLVED")
                .choose("finding", "TRUE_POSITIVE MALWARE")
                .submit();
        var mine = olga.get(address).form(address);
        seed.take(IncidentSeed.alert("m2", "Second", 5).put("incidentId", "4107"));
        assertThat(mine.type("name", "Ours").submit().text())
                .contains("The resolved incident was opened again at", "Status: New");
    }
}
