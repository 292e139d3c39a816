package securitycenter.support;

import static org.assertj.core.api.Assertions.assertThat;
import static securitycenter.identity.Role.GLOBAL_ADMINISTRATOR;
import static securitycenter.identity.Role.SECURITY_READER;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import securitycenter.Visitor;
import securitycenter.Visitor.Page;
import securitycenter.Visitors;
import securitycenter.fakemicrosoft.FakeMicrosoft;
import securitycenter.fakemicrosoft.Misbehavior;
import securitycenter.fakemicrosoft.Person;
import securitycenter.fakemicrosoft.Tenant;
import securitycenter.homes.DataCenter;
import securitycenter.homes.HomeSchema;
import securitycenter.identity.StaffMember;
import securitycenter.optin.OptIns;
import securitycenter.provisioning.Cause;
import securitycenter.provisioning.Homes;
import securitycenter.provisioning.Provisioning;
import securitycenter.provisioning.RunProgress;

/** What support does to a tenant, page by page and without scripts, and what both sides see of it. */
abstract class StaffWork {

    @Autowired
    FakeMicrosoft microsoft;

    @Autowired
    Visitors visitors;

    @Autowired
    Provisioning provisioning;

    @Autowired
    Homes homes;

    @Autowired
    RunProgress progress;

    @Autowired
    OptIns optIns;

    @Autowired
    HomeSchema homeSchema;

    @Autowired
    StaffActions actions;

    @Autowired
    JdbcClient database;

    @Autowired
    TransactionTemplate transaction;

    Tenant tenant;
    Person ada;
    Visitor administrator;
    Visitor staff;
    String request;

    @BeforeEach
    void aTenantThatAskedForHelp() {
        tenant = microsoft
                .directory()
                .tenant("Helped " + System.nanoTime())
                .licensed("SPE_E5")
                .country("NL");
        ada = tenant.person("Ada Lovelace").holds(GLOBAL_ADMINISTRATOR);
        administrator = visitors.signedIn(ada);
        request = askForHelp();
        staff = visitors.staff(microsoft, "Stella");
    }

    private String askForHelp() {
        administrator
                .get("/help?from=/settings")
                .form("/help/requests")
                .choose("topic", "OTHER")
                .type("message", "Something is stuck.")
                .submit();
        return database.sql("select max(id) from help_request where tenant_id = ?")
                .param(tenant.id().value())
                .query((row, _) -> "H-" + row.getLong(1))
                .single();
    }

    String page() {
        return "/support/tenants/" + tenant.id();
    }

    /** Fills in why, and for what takes something away the name of the tenant. */
    Page take(String act) {
        return take(staff.get(page() + "/" + act), act);
    }

    private Page take(Page plan, String act) {
        var form =
                plan.form(page() + "/" + act).type("reason", "It was asked for").type("request", request);
        if (form.element().selectFirst("input[name=typed]") != null) {
            form.type("typed", tenant.name().toUpperCase());
        }
        return form.submit();
    }

    private void turnOn() {
        administrator.get("/settings").form("/settings").tick("turnOn").submit();
        awaitTheEnd();
    }

    void awaitTheEnd() {
        await(() -> progress.underWay(tenant.id()).isEmpty());
    }

    static void await(BooleanSupplier done) {
        var end = Instant.now().plus(Duration.ofSeconds(30));
        while (!done.getAsBoolean()) {
            assertThat(Instant.now()).as("waited long enough").isBefore(end);
            Thread.onSpinWait();
        }
    }

    @Test
    void staffFindATenantAndSeeHowItStands() {
        var list = staff.get("/support/tenants?find=" + tenant.name().replace(' ', '+'));
        assertThat(list.html().select("tbody tr")).hasSize(1);
        assertThat(list.text()).contains(tenant.name(), "Off", "Eligible");
        assertThat(staff.get("/support/tenants?find=" + tenant.id()).text()).contains(tenant.name());
        assertThat(staff.get("/support/tenants?find=" + tenant.domain()).text()).contains(tenant.name());
        var found = staff.get(list.html().select("tbody th a").attr("href"));
        assertThat(found.text())
                .contains(
                        tenant.id().toString(),
                        request,
                        "Something is stuck.",
                        "Global administrator",
                        "Not chosen yet");
    }

    @Test
    void staffProvisionATenantAndTheTenantSeesWhoAndWhy() {
        var plan = staff.get(page() + "/provision");
        assertThat(plan.text()).contains("What would happen", "Create", "A database schema", "European Union");
        var run = take(plan, "provision");
        assertThat(run.path()).startsWith(page() + "/runs/");
        awaitTheEnd();
        assertThat(staff.get(run.path()).text()).contains("Done. Microsoft 365 Defender is on.", "It was asked for");
        assertThat(administrator.get("/incidents").path()).isEqualTo("/incidents");
        assertThat(administrator.get("/audit").text())
                .contains("Support provisioned the tenant", "Stella", "It was asked for", request);
        assertThat(administrator.get("/settings").text()).contains("of support");
        assertThat(administrator.get("/settings/support").text()).contains("Provision", "Begun", "It was asked for");
        assertThat(staff.get(page()).text()).contains("Set-up", "Last sign-in");
        assertThat(staff.get(page() + "/provision").text()).contains("is on for this tenant already");
        assertThat(staff.get("/support/help-requests/" + request + "/actions").text())
                .contains("Done because of this request", "Provision", "Begun");
        assertThat(staff.get("/support/help-requests/" + otherTenantsRequest() + "/actions")
                        .text())
                .contains("Nothing was done to the tenant because of this request.");
    }

    @Test
    void aTenantsOwnOptOutIsNeverReversedByStaff() {
        turnOn();
        optOut();
        assertThat(staff.get(page() + "/provision").text()).contains("This tenant opted out itself.");
        assertThat(forged("provision").status()).isEqualTo(422);
        assertThat(administrator.get("/incidents").path()).isEqualTo("/settings");
    }

    private void optOut() {
        administrator
                .get("/settings/opt-out")
                .form("/settings/opt-out")
                .type("typed", tenant.name())
                .submit();
    }

    Page forged(String act) {
        return staff.forge(
                page() + "/" + act, Map.of("reason", "It was asked for", "request", request, "typed", tenant.name()));
    }

    @Test
    void aTenantsOwnOptOutStaysItsOwnWhileARunIsStillTurningBack() {
        turnOn();
        transaction.executeWithoutResult(_ -> {
            var repair = provisioning.repair(tenant.id(), Cause.ofStaff("Stella", "It was asked for", request));
            database.sql("update scheduled_tasks set execution_time = ? where task_instance = ?")
                    .params(OffsetDateTime.now().plusDays(1), String.valueOf(repair.begun()))
                    .update();
        });
        optOut();
        assertThat(progress.underWay(tenant.id()).orElseThrow().turnedBack()).isTrue();
        assertThat(staff.get(page() + "/deprovision").text()).contains("is not on for this tenant");
        assertThat(forged("deprovision").status()).isEqualTo(422);
        var until = homes.placeOf(tenant.id()).orElseThrow().keptUntil();
        transaction.executeWithoutResult(
                _ -> optIns.turnOffFor(tenant.id(), new StaffMember(UUID.randomUUID(), "Stella", null)));
        assertThat(optIns.latestDecision(tenant.id()).orElseThrow().byStaff()).isFalse();
        assertThat(homes.placeOf(tenant.id()).orElseThrow().keptUntil()).isEqualTo(until);
    }

    @Test
    void aSetUpThatStaffBeganAndThatFailedIsCalledOffAndLeavesNothing() {
        staff.get(page() + "/provision");
        tenant.misbehaves(Misbehavior.unavailable().at("/v1.0/subscribedSkus"));
        var run = take("provision");
        await(() -> progress.failureOf(tenant.id()).isPresent());
        var failed = staff.get(run.path());
        failed.form(run.path() + "/cancel").submit();
        awaitTheEnd();
        assertThat(staff.get(run.path()).text()).contains("Taken back. Microsoft 365 Defender is off.");
        assertThat(homes.placeOf(tenant.id())).isEmpty();
        tenant.behaves();
    }

    @Test
    void aRepairThatStaffBeganAndThatFailedIsCalledOffAndLeavesTheProductOn() {
        turnOn();
        var home = homes.homeIn(tenant.id(), homes.placeOf(tenant.id()).orElseThrow());
        home.database().sql("alter table connected_service rename to away").update();
        var run = take("repair");
        await(() -> progress.failureOf(tenant.id()).isPresent());
        home.database().sql("alter table away rename to connected_service").update();
        staff.get(run.path()).form(run.path() + "/cancel").submit();
        awaitTheEnd();
        assertThat(staff.get(run.path()).text())
                .contains("Called off. What had been repaired until then stays repaired.")
                .doesNotContain("is off");
        assertThat(home.folder()).isNotEmptyDirectory();
        assertThat(administrator.get("/settings/services").text()).contains("Connected since");
        assertThat(administrator.get("/incidents").path()).isEqualTo("/incidents");
    }

    @Test
    void whenAHomeDoesNotAnswerItsPageSaysSoAtOnce() {
        turnOn();
        assertThat(staff.get(page()).text()).doesNotContain("Not known: the data center does not answer");
        homeSchema.drop(homes.homeIn(tenant.id(), homes.placeOf(tenant.id()).orElseThrow()));
        var page = staff.get(page());
        assertThat(page.status()).isEqualTo(200);
        assertThat(page.text()).contains("Not known: the data center does not answer for this tenant.");
        assertThat(administrator.get("/settings/services").text()).contains("the data center does not answer");
        take("repair");
        awaitTheEnd();
        assertThat(administrator.get("/settings/services").text()).doesNotContain("does not answer");
    }

    @Test
    void whileStaffStartCleanTheSettingsSayThatItIsSupport() {
        turnOn();
        transaction.executeWithoutResult(_ -> {
            var clean = provisioning.startClean(tenant.id(), Cause.ofStaff("Stella", "It was asked for", request));
            database.sql("update scheduled_tasks set execution_time = ? where task_instance = ?")
                    .params(OffsetDateTime.now().plusDays(1), String.valueOf(clean.begun()))
                    .update();
        });
        assertThat(administrator.get("/settings").text()).contains("Being set up by Stella of support since");
    }

    @Test
    void repairingGoesOnWithARunThatFailed() {
        var settings = administrator.get("/settings");
        tenant.misbehaves(Misbehavior.unavailable().at("/v1.0/subscribedSkus").after(1));
        settings.form("/settings").tick("turnOn").submit();
        await(() -> progress.failureOf(tenant.id()).isPresent());
        assertThat(staff.get("/support/tenants?failed=true&find=" + tenant.id()).text())
                .contains("Check the licenses again");
        assertThat(staff.get(page()).text()).contains("A run has failed and waits for somebody");
        tenant.behaves();
        take("repair");
        awaitTheEnd();
        assertThat(administrator.get("/incidents").path()).isEqualTo("/incidents");
        assertThat(staff.get("/support/tenants?failed=true&find=" + tenant.id()).text())
                .contains("No tenant found");
    }

    @Test
    void aHomeMovesWithItsDataAndTheOldOneIsDeletedByASecondConfirmation() {
        turnOn();
        var plan = staff.get(page() + "/move?to=UNITED_KINGDOM");
        assertThat(plan.text())
                .contains("The data can be read and not changed while it is copied", "The old home, read-only, until");
        var run = take(plan, "move");
        awaitTheEnd();
        assertThat(staff.get(run.path()).text()).contains("Done. The data lives in the new data center.", "compared");
        assertThat(administrator.get("/settings").text())
                .contains("Where your data has been", "because your organization asked for it");
        assertThat(staff.get(page()).text()).contains("United Kingdom", "Delete the former home in European Union");
        assertThat(staff.get(page() + "/move?to=EUROPEAN_UNION").text()).contains("Delete it first");
        assertThat(staff.get(page() + "/move?to=UNITED_KINGDOM").text()).contains("The data lives there already");
        assertThat(staff.get(page() + "/move?to=SWITZERLAND").text()).contains("does not offer");

        var clear = staff.get(page() + "/clear?to=EUROPEAN_UNION");
        assertThat(clear.text()).contains("Remove", "Delete the database schema");
        take(clear, "clear");
        awaitTheEnd();
        assertThat(homes.residencyOf(tenant.id()))
                .noneMatch(past -> past.isFormerHome())
                .anyMatch(past -> past.dataCenter() == DataCenter.EUROPEAN_UNION && past.goneAt() != null);
        assertThat(administrator.get("/incidents").path()).isEqualTo("/incidents");
    }

    @Test
    void aPlannedMoveIsAnnouncedAndCalledOff() {
        turnOn();
        var begins = OffsetDateTime.now(java.time.ZoneOffset.UTC)
                .plusDays(1)
                .withSecond(0)
                .withNano(0);
        var run = staff.get(page() + "/move?to=UNITED_KINGDOM")
                .form(page() + "/move")
                .type("reason", "It was asked for")
                .type("request", request)
                .type("begins", begins.toLocalDateTime().toString())
                .submit();
        assertThat(run.text()).contains("Planned. It begins on");
        assertThat(administrator.get("/").html().text()).contains("will move to the data center United Kingdom");
        run.form(run.path() + "/cancel").submit();
        awaitTheEnd();
        assertThat(staff.get(run.path()).text()).contains("The data stays where it was.");
        assertThat(administrator.get("/audit").text()).contains("Support called off a run");
    }

    @Test
    void withoutAReasonOrARequestOfThisTenantNothingIsDone() {
        turnOn();
        var plan = staff.get(page() + "/repair");
        var refused = plan.form(page() + "/repair").submit();
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.text()).contains("Say why.", "Name the help request");
        var foreign = otherTenantsRequest();
        var again = refused.form(page() + "/repair")
                .type("reason", "Because <b>I</b> can")
                .type("request", foreign)
                .submit();
        assertThat(again.status()).isEqualTo(422);
        assertThat(again.text()).contains("This tenant has no help request with that number.");
        assertThat(again.html().select("textarea[name=reason]").val()).isEqualTo("Because <b>I</b> can");
        assertThat(progress.latestOf(tenant.id(), 5)).hasSize(1);
    }

    private String otherTenantsRequest() {
        var other = microsoft.directory().tenant("Other " + System.nanoTime());
        visitors.signedIn(other.person("Rea").holds(SECURITY_READER))
                .get("/help?from=/settings")
                .form("/help/requests")
                .choose("topic", "OTHER")
                .type("message", "Hello.")
                .submit();
        return database.sql("select max(id) from help_request where tenant_id = ?")
                .param(other.id().value())
                .query((row, _) -> "H-" + row.getLong(1))
                .single();
    }

    @Test
    void aTenantThatWantsToBeAskedIsAskedAndItsAnswerCounts() {
        turnOn();
        administrator
                .get("/settings/support")
                .form("/settings/support")
                .tick("required")
                .submit();
        var waiting = take("repair");
        assertThat(waiting.text()).contains("Waiting for the tenant’s approval");
        assertThat(progress.underWay(tenant.id())).isEmpty();
        assertThat(administrator.get("/").html().text()).contains("Support asks for your approval");
        assertThat(staff.get(page() + "/move?to=UNITED_KINGDOM").text()).contains("waiting for an answer");
        assertThat(forged("repair").status()).isEqualTo(409);
        assertThat(forged("repair").text()).contains("Something else is waiting for an answer");

        var access = administrator.get("/settings/support");
        assertThat(access.text()).contains("Repair", "It was asked for", "Expires on");
        var silent = access.form("/settings/support/" + number(waiting) + "/approve")
                .to("/settings/support/" + number(waiting) + "/refuse")
                .submit();
        assertThat(silent.status()).isEqualTo(422);
        assertThat(silent.text()).contains("Say why.");
        silent.form("/settings/support/" + number(waiting) + "/approve")
                .to("/settings/support/" + number(waiting) + "/refuse")
                .type("answer", "Not during the audit")
                .submit();
        assertThat(staff.get(waiting.path()).text()).contains("Refused", "Not during the audit");
        assertThat(progress.underWay(tenant.id())).isEmpty();

        var second = take("repair");
        administrator
                .get("/settings/support")
                .form("/settings/support/" + number(second) + "/approve")
                .submit();
        await(() -> progress.latestOf(tenant.id(), 5).size() == 2);
        awaitTheEnd();
        assertThat(administrator.get("/audit").text())
                .contains(
                        "Refused what support asked for",
                        "Approved what support asked for",
                        "Support repaired the set-up");
    }

    private static String number(Page action) {
        return action.path().substring(action.path().lastIndexOf('/') + 1);
    }

    @Test
    void whoIsNoAdministratorOrAnotherTenantCannotApprove() {
        turnOn();
        administrator
                .get("/settings/support")
                .form("/settings/support")
                .tick("required")
                .submit();
        var action = number(take("repair"));
        var reader = visitors.signedIn(tenant.person("Rea").holds(SECURITY_READER));
        assertThat(reader.get("/settings/support").text()).contains("can decide this");
        assertThat(reader.forge("/settings/support/" + action + "/approve", Map.of())
                        .status())
                .isEqualTo(403);
        var stranger = visitors.signedIn(microsoft
                .directory()
                .tenant("Stranger " + System.nanoTime())
                .person("Eve")
                .holds(GLOBAL_ADMINISTRATOR));
        assertThat(stranger.forge("/settings/support/" + action + "/approve", Map.of())
                        .status())
                .isEqualTo(404);
        assertThat(progress.underWay(tenant.id())).isEmpty();
    }

    @Test
    void whatNobodyAnswersExpires() {
        turnOn();
        administrator
                .get("/settings/support")
                .form("/settings/support")
                .tick("required")
                .submit();
        var waiting = take("repair");
        var id = Long.parseLong(number(waiting));
        assertThat(actions.overdue(100_000)).doesNotContain(id);
        database.sql("update staff_action set waits_since = ? where id = ?")
                .params(OffsetDateTime.now().minusHours(25), id)
                .update();
        assertThat(actions.overdue(100_000)).contains(id);
        var late = administrator.forge("/settings/support/" + id + "/approve", Map.of());
        assertThat(late.text()).contains("answered already");
        assertThat(progress.underWay(tenant.id())).isEmpty();
        actions.expire(id);
        assertThat(staff.get(waiting.path()).text()).contains("Expired without an answer");
        assertThat(administrator
                        .forge("/settings/support/" + id + "/approve", Map.of())
                        .text())
                .contains("This has been answered already");
        assertThat(progress.latestOf(tenant.id(), 5)).hasSize(1);
    }

    @Test
    void allRunsAreThereAPageAtATime() {
        turnOn();
        for (int run = 0; run < 21; run++) {
            var cause = Cause.ofStaff("Stella", "Once more", request);
            transaction.executeWithoutResult(
                    _ -> provisioning.repair(tenant.id(), cause).begun());
            awaitTheEnd();
        }
        var shown = staff.get(page());
        assertThat(shown.html().select("section[aria-labelledby=runs] details")).hasSize(10);
        var all = staff.get(
                shown.html().select("section[aria-labelledby=runs] > p > a").attr("href"));
        assertThat(all.html().select("main details")).hasSize(20);
        var older = staff.get(all.html().select("main nav a[rel=next]").attr("href"));
        assertThat(older.html().select("main details summary").eachText())
                .hasSize(2)
                .last()
                .asString()
                .startsWith("Set-up");
        assertThat(older.html().select("main nav a").eachText()).containsExactly("Newest runs");
    }

    @Test
    void thereIsNoPageForATenantThatNobodyKnows() {
        assertThat(staff.get("/support/tenants/" + java.util.UUID.randomUUID()).status())
                .isEqualTo(404);
        assertThat(staff.get("/support/tenants/" + java.util.UUID.randomUUID() + "/repair")
                        .status())
                .isEqualTo(404);
        assertThat(staff.get("/support/actions/999999999").status()).isEqualTo(404);
        assertThat(staff.get("/support/tenants/" + java.util.UUID.randomUUID() + "/runs")
                        .status())
                .isEqualTo(404);
        assertThat(staff.get(page() + "/runs/999999999").status()).isEqualTo(404);
    }

    @Test
    void aLocationIsChosenBeforeTheTenantTurnsOn() {
        var plan = staff.get(page() + "/location?request=" + request + "&to=UNITED_STATES");
        assertThat(plan.text()).contains("The data will live here once Microsoft 365 Defender is turned on");
        assertThat(take(plan, "location").text()).contains("Begun", "United States");
        assertThat(staff.get(page()).text()).contains("Will be: United States");
        assertThat(administrator.get("/settings/support").text()).contains("Choose the location", "It was asked for");
        assertThat(administrator.get("/settings").text())
                .contains("United States", "because your organization asked for it");
        turnOn();
        assertThat(homes.placeOf(tenant.id()).orElseThrow().dataCenter()).isEqualTo(DataCenter.UNITED_STATES);
        assertThat(staff.get(page() + "/location").path()).isEqualTo(page() + "/move");
    }

    @Test
    void aNoteIsForColleaguesAndTheTenantNeverLearnsOfIt() {
        var noted = staff.get(page())
                .form(page() + "/notes")
                .type("text", "Calls <script>every</script> week")
                .submit();
        assertThat(noted.text()).contains("Calls <script>every</script> week");
        assertThat(noted.html().select("main script")).isEmpty();
        assertThat(administrator.get("/audit").text()).doesNotContain("note", "Calls");
        assertThat(staff.get(page()).form(page() + "/notes").submit().status()).isEqualTo(422);
    }
}
