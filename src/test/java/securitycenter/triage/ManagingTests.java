package securitycenter.triage;

import static org.assertj.core.api.Assertions.assertThat;
import static securitycenter.identity.Role.GLOBAL_ADMINISTRATOR;
import static securitycenter.identity.Role.SECURITY_OPERATOR;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import securitycenter.ApplicationTest;
import securitycenter.Visitor;
import securitycenter.Visitor.Form;
import securitycenter.Visitors;
import securitycenter.fakemicrosoft.FakeMicrosoft;

/** The forms on which incidents and alerts are managed, and what they leave alone. */
@ApplicationTest
class ManagingTests {

    @Autowired
    FakeMicrosoft microsoft;

    @Autowired
    Visitors visitors;

    @Autowired
    ApplicationContext application;

    IncidentSeed seed;
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
        olga = visitors.signedIn(tenant.person("Olga").holds(SECURITY_OPERATOR));
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
}
