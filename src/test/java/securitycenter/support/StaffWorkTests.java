package securitycenter.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import securitycenter.ApplicationTest;
import securitycenter.Visitor;
import securitycenter.homes.DataCenter;
import securitycenter.homes.DataCenters;

/** Where the operator wants two of the staff for what takes something away. */
@ApplicationTest
class StaffWorkTests extends StaffWork {

    @Autowired
    DataCenters dataCenters;

    @Test
    void takingAwayNeedsTheNameTypedAndAColleagueWhoAgrees() {
        administrator.get("/settings").form("/settings").tick("turnOn").submit();
        awaitTheEnd();
        var lookalike = tenant.name().replace('e', '\u0435');
        var plan = staff.get(page() + "/deprovision");
        assertThat(plan.text()).contains("A colleague has to agree", "Incidents, Action center and Hunting");
        var refused = plan.form(page() + "/deprovision")
                .type("reason", "Contract ended")
                .type("request", request)
                .type("typed", lookalike)
                .submit();
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.text()).contains("That is not the tenant name.");

        var waiting = take("deprovision");
        assertThat(waiting.text()).contains("Waiting for a colleague", "Somebody else than you has to agree.");
        assertThat(staff.forge(waiting.path() + "/agree", Map.of()).text())
                .contains("Somebody else than you has to agree.")
                .doesNotContain("You agreed.");
        assertThat(administrator.get("/incidents").path()).isEqualTo("/incidents");

        var samir = visitors.staff(microsoft, "Samir");
        var agreed = samir.get(waiting.path()).form(waiting.path() + "/agree").submit();
        assertThat(agreed.text()).contains("You agreed.", "Begun");
        assertThat(administrator.get("/incidents").path()).isEqualTo("/settings");
        assertThat(administrator.get("/settings").text()).contains("Off. Data is kept until", "of support");

        var purge = take("purge");
        assertThat(samir.get(purge.path())
                        .form(purge.path() + "/disagree")
                        .type("answer", "Wait for the customer")
                        .submit()
                        .text())
                .contains("You did not agree", "Wait for the customer", "Refused");
        var again = take("purge");
        samir.get(again.path()).form(again.path() + "/agree").submit();
        awaitTheEnd();
        assertThat(homes.placeOf(tenant.id())).isEmpty();
        assertThat(administrator.get("/audit").text())
                .contains("A colleague in support agreed", "Support deleted the data", "Data deleted");
    }

    @Test
    void whatStaffTookOffTheyMayPutBackAndTheTenantMayToo() {
        administrator.get("/settings").form("/settings").tick("turnOn").submit();
        awaitTheEnd();
        var waiting = take("deprovision");
        visitors.staff(microsoft, "Samir")
                .get(waiting.path())
                .form(waiting.path() + "/agree")
                .submit();
        take("provision");
        awaitTheEnd();
        assertThat(administrator.get("/incidents").path()).isEqualTo("/incidents");
    }

    @Test
    void aWishThatWasOvertakenIsNotDone() {
        administrator.get("/settings").form("/settings").tick("turnOn").submit();
        awaitTheEnd();
        var waiting = take("clean");
        administrator
                .get("/settings/opt-out")
                .form("/settings/opt-out")
                .type("typed", tenant.name())
                .submit();
        var agreed = visitors.staff(microsoft, "Samir")
                .get(waiting.path())
                .form(waiting.path() + "/agree")
                .submit();
        assertThat(agreed.text()).contains("Not done: things had changed", "is not on for this tenant");
        assertThat(homes.placeOf(tenant.id())).isPresent();
    }

    @Test
    void whoeverApprovesWhatCanNoLongerBeDoneIsToldSo() {
        administrator.get("/settings").form("/settings").tick("turnOn").submit();
        awaitTheEnd();
        administrator
                .get("/settings/support")
                .form("/settings/support")
                .tick("required")
                .submit();
        var waiting = take("repair");
        administrator
                .get("/settings/opt-out")
                .form("/settings/opt-out")
                .type("typed", tenant.name())
                .submit();
        var number = waiting.path().substring(waiting.path().lastIndexOf('/') + 1);
        var approved = administrator
                .get("/settings/support")
                .form("/settings/support/" + number + "/approve")
                .submit();
        assertThat(approved.text())
                .contains("Approved, but things have changed", "is not on for this tenant")
                .doesNotContain("It has begun");
    }

    @Test
    void whatIsRefusedIsInTheTenantsLogAndWhatWasTypedStays() {
        var refused = staff.forge(page() + "/repair", Map.of("reason", "It was <b>asked</b> for", "request", request));
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.text()).contains("is not on for this tenant");
        assertThat(refused.html().select("textarea[name=reason]").val()).isEqualTo("It was <b>asked</b> for");
        assertThat(refused.html().select("input[name=request]").val()).isEqualTo(request);
        administrator.get("/settings").form("/settings").tick("turnOn").submit();
        awaitTheEnd();
        assertThat(staff.forge(
                                page() + "/deprovision",
                                Map.of("reason", "It was asked for", "request", request, "typed", "Contoso"))
                        .status())
                .isEqualTo(422);
        var log = administrator.get("/audit").html().select("tbody tr").eachText();
        assertThat(log)
                .anySatisfy(entry -> assertThat(entry)
                        .contains("Support repaired the set-up", "Refused", "is not on for this tenant", request))
                .anySatisfy(entry -> assertThat(entry).contains("Support deprovisioned the tenant", "Refused"));
    }

    @Test
    void controlCharactersInAReasonDoNoHarm() {
        administrator.get("/settings").form("/settings").tick("turnOn").submit();
        awaitTheEnd();
        var run = staff.forge(
                page() + "/repair", Map.of("reason", "First\u0000 line\r\nsecond \ud800", "request", request));
        assertThat(run.path()).startsWith(page() + "/runs/");
        assertThat(run.text()).contains("First line second ?");
    }

    @Test
    void nothingMovesToADataCenterThatIsFullOrAway() {
        administrator.get("/settings").form("/settings").tick("turnOn").submit();
        awaitTheEnd();
        assertThat(staff.get(page() + "/move?to=AUSTRALIA").text()).contains("not enough room");
        assertThat(staff.get(page() + "/move?to=INDIA").text()).contains("does not answer");
        for (var place : new String[] {"AUSTRALIA", "INDIA"}) {
            var refused = staff.forge(
                    page() + "/move", Map.of("to", place, "reason", "It was asked for", "request", request));
            assertThat(refused.status()).as(place).isEqualTo(422);
        }
        assertThat(progress.latestOf(tenant.id(), 5)).hasSize(1);
    }

    @Test
    void whenADataCenterIsAwayTheTenantsPageSaysSoAtOnce() {
        administrator.get("/settings").form("/settings").tick("turnOn").submit();
        awaitTheEnd();
        database.sql("update tenant_home set data_center = 'INDIA' where tenant_id = ?")
                .param(tenant.id().value())
                .update();
        var asked = Instant.now();
        assertThat(staff.get(page()).text()).contains("Not known: the data center does not answer for this tenant.");
        var repair = staff.get(page() + "/repair");
        assertThat(repair.status()).isEqualTo(200);
        assertThat(repair.text()).contains("data center does not answer");
        assertThat(asked).isAfter(Instant.now().minusSeconds(15));
        assertThat(dataCenters.answers(DataCenter.INDIA)).isFalse();
        assertThat(dataCenters.answers(DataCenter.EUROPEAN_UNION)).isTrue();
        assertThat(dataCenters.answers(DataCenter.SWITZERLAND)).isFalse();
    }

    @Test
    void twoStaffAtTheSameTenantAtOnceBeginOneRun() throws Exception {
        var samir = visitors.staff(microsoft, "Samir");
        var plans = new Visitor.Form[] {
            filledIn(staff.get(page() + "/provision")), filledIn(samir.get(page() + "/provision"))
        };
        try (var threads = java.util.concurrent.Executors.newFixedThreadPool(2)) {
            for (var answer : threads.invokeAll(java.util.stream.Stream.of(plans)
                    .map(plan -> (java.util.concurrent.Callable<Visitor.Page>) plan::submit)
                    .toList())) {
                assertThat(answer.get().status()).isIn(200, 409, 422);
            }
        }
        awaitTheEnd();
        assertThat(progress.latestOf(tenant.id(), 9))
                .singleElement()
                .satisfies(run -> assertThat(run.state()).isEqualTo("done"));
    }

    private Visitor.Form filledIn(Visitor.Page plan) {
        return plan.form(page() + "/provision")
                .type("reason", "It was asked for")
                .type("request", request);
    }

    @Test
    void aWishCanBeWithdrawn() {
        administrator.get("/settings").form("/settings").tick("turnOn").submit();
        awaitTheEnd();
        var waiting = take("clean");
        assertThat(waiting.form(waiting.path() + "/withdraw").submit().text()).contains("Withdrawn");
        assertThat(take("deprovision").text()).contains("Waiting for a colleague");
    }
}
