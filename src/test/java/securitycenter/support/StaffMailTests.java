package securitycenter.support;

import static org.assertj.core.api.Assertions.assertThat;
import static securitycenter.identity.Role.GLOBAL_ADMINISTRATOR;
import static securitycenter.identity.Role.SECURITY_ADMINISTRATOR;
import static securitycenter.identity.Role.SECURITY_READER;
import static securitycenter.support.StaffWork.await;

import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import securitycenter.MailServerTest;
import securitycenter.Visitor;
import securitycenter.Visitor.Page;
import securitycenter.Visitors;
import securitycenter.fakemicrosoft.FakeMicrosoft;
import securitycenter.fakemicrosoft.Misbehavior;
import securitycenter.fakemicrosoft.Person;
import securitycenter.fakemicrosoft.Tenant;
import securitycenter.provisioning.RunProgress;

/** What a tenant's administrators get by mail when staff do something to it. */
@MailServerTest
class StaffMailTests {

    @Autowired
    FakeMicrosoft microsoft;

    @Autowired
    Visitors visitors;

    @Autowired
    MailServerTest.Server server;

    @Autowired
    RunProgress progress;

    @Autowired
    JdbcClient database;

    Tenant tenant;
    Person ada;
    Visitor administrator;
    Visitor staff;
    String request;

    @BeforeEach
    void aTenantThatIsOn() {
        tenant = microsoft
                .directory()
                .tenant("Written " + UUID.randomUUID())
                .licensed("SPE_E5")
                .country("NL");
        ada = tenant.person("Ada Lovelace").holds(GLOBAL_ADMINISTRATOR);
        administrator = visitors.signedIn(ada);
        administrator.get("/settings").form("/settings").tick("turnOn").submit();
        await(() -> progress.underWay(tenant.id()).isEmpty());
        var asked = administrator
                .get("/help?from=/settings")
                .form("/help/requests")
                .choose("topic", "OTHER")
                .type("message", "Something is stuck.")
                .submit();
        request = asked.path().split("/")[3];
        staff = visitors.staff(microsoft, "Stella");
    }

    private Page repair() {
        var page = "/support/tenants/" + tenant.id();
        staff.get(page + "/repair")
                .form(page + "/repair")
                .type("reason", "Rows were missing\n{0} & <b>so on</b>")
                .type("request", request)
                .submit();
        return staff.get(
                staff.get(page).html().select("a[href^=/support/actions/]").attr("href"));
    }

    private String mailedOn(Page action) {
        return staff.get(action.path()).text();
    }

    @Test
    void eachAdministratorWithAMailboxReadsInTheirOwnLanguageWhatWasDoneByWhomAndWhy() throws Exception {
        var ben = tenant.person("Ben").holds(SECURITY_ADMINISTRATOR);
        visitors.signedIn(ben).get("/language?to=nl&back=/");
        var cleo = tenant.person("Cleo").holds(GLOBAL_ADMINISTRATOR).withoutMailbox();
        var rea = tenant.person("Rea").holds(SECURITY_READER);
        var action = repair();

        var adas = server.await(1, ada.userPrincipalName()).getFirst();
        assertThat(adas.getSubject()).isEqualTo("Repair (" + tenant.name() + ")");
        assertThat(adas.getContent().toString().replace("\r", ""))
                .contains(
                        "has begun this for " + tenant.name() + ": Repair.",
                        "Stella",
                        "Reason: Rows were missing\n{0} & <b>so on</b>",
                        "Reference: " + request,
                        "https://security.example/settings/support");
        var bens = server.await(1, ben.userPrincipalName()).getFirst();
        assertThat(bens.getSubject()).isEqualTo("Herstellen (" + tenant.name() + ")");
        await(() -> mailedOn(action).contains("2 administrators"));
        assertThat(server.to(cleo.userPrincipalName())).isEmpty();
        assertThat(server.to(rea.userPrincipalName())).isEmpty();
    }

    @Test
    void whoeverWantsToBeAskedIsAskedByMailAndToldWhenItBegins() throws Exception {
        administrator
                .get("/settings/support")
                .form("/settings/support")
                .tick("required")
                .submit();
        var action = repair();
        var asked = server.await(1, ada.userPrincipalName()).getFirst();
        assertThat(asked.getSubject()).isEqualTo("Your approval is needed: Repair (" + tenant.name() + ")");
        assertThat(asked.getContent().toString())
                .contains("Nothing happens before", "https://security.example/settings/support");
        var number = action.path().substring(action.path().lastIndexOf('/') + 1);
        administrator
                .get("/settings/support")
                .form("/settings/support/" + number + "/approve")
                .submit();
        assertThat(server.await(2, ada.userPrincipalName()).getLast().getSubject())
                .isEqualTo("Repair (" + tenant.name() + ")");
    }

    @Test
    void ofAPlannedMoveTheyReadWhereToAndWhen() throws Exception {
        var page = "/support/tenants/" + tenant.id();
        staff.get(page + "/move?to=UNITED_KINGDOM")
                .form(page + "/move")
                .type("reason", "Asked for")
                .type("request", request)
                .type("begins", LocalDate.now(ZoneOffset.UTC).plusDays(3) + "T22:15")
                .submit();
        var mail = server.await(1, ada.userPrincipalName()).getFirst();
        assertThat(mail.getSubject()).startsWith("Planned: Move to another data center: United Kingdom (");
        assertThat(mail.getContent().toString())
                .contains("has planned this for " + tenant.name(), "10:15", "PM UTC")
                .doesNotContain("has begun");
    }

    @Test
    void whatWasWithdrawnBeforeAnybodyCouldBeWrittenToIsToldToNobody() throws Exception {
        administrator
                .get("/settings/support")
                .form("/settings/support")
                .tick("required")
                .submit();
        tenant.misbehaves(Misbehavior.unavailable().at("/v1.0/directoryRoles"));
        var action = repair();
        await(() -> waitsForMicrosoft(action, "WAITING_FOR_CUSTOMER"));
        staff.get(action.path()).form(action.path() + "/withdraw").submit();
        tenant.behaves();
        doNow(action, "WAITING_FOR_CUSTOMER");
        await(() -> isGone(action, "WAITING_FOR_CUSTOMER"));
        repair();
        server.await(ada.userPrincipalName(), "Your approval is needed");
        assertThat(server.to(ada.userPrincipalName())).hasSize(1);
    }

    @Test
    void whereNobodyHasAMailboxStaffSeeThatNobodyWasWrittenTo() {
        ada.withoutMailbox();
        var action = repair();
        await(() -> mailedOn(action).contains("Nobody: no administrator has a mailbox"));
    }

    @Test
    void whileMicrosoftGivesNoAnswerTheMailWaits() throws Exception {
        tenant.misbehaves(Misbehavior.unavailable().at("/v1.0/directoryRoles"));
        var action = repair();
        await(() -> waitsForMicrosoft(action, "STARTED"));
        assertThat(mailedOn(action)).contains("On its way");
        tenant.behaves();
        doNow(action, "STARTED");
        server.await(1, ada.userPrincipalName());
    }

    private void doNow(Page action, String state) {
        database.sql("update scheduled_tasks set execution_time = ? where task_instance = ?")
                .param(OffsetDateTime.now())
                .param(task(action, state))
                .update();
    }

    private boolean isGone(Page action, String state) {
        return database.sql("select count(*) from scheduled_tasks where task_instance = ?")
                        .param(task(action, state))
                        .query(Integer.class)
                        .single()
                == 0;
    }

    private boolean waitsForMicrosoft(Page action, String state) {
        return database.sql("select count(*) from scheduled_tasks where task_instance = ? and execution_time > ?")
                        .param(task(action, state))
                        .param(OffsetDateTime.now().plusMinutes(4))
                        .query(Integer.class)
                        .single()
                == 1;
    }

    private static String task(Page action, String state) {
        return action.path().substring(action.path().lastIndexOf('/') + 1) + "-" + state;
    }
}
