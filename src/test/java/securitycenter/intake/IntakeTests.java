package securitycenter.intake;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static securitycenter.eligibility.SupportedService.ENDPOINT;
import static securitycenter.eligibility.SupportedService.IDENTITY;
import static securitycenter.homes.DataCenter.UNITED_KINGDOM;
import static securitycenter.identity.Role.GLOBAL_ADMINISTRATOR;
import static securitycenter.identity.Role.SECURITY_READER;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.exceptions.TaskInstanceCurrentlyExecutingException;
import com.github.kagkarlsson.scheduler.exceptions.TaskInstanceNotFoundException;
import com.github.kagkarlsson.scheduler.task.TaskInstanceId;
import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import securitycenter.ApplicationTest;
import securitycenter.Visitor;
import securitycenter.Visitors;
import securitycenter.fakemicrosoft.FakeMicrosoft;
import securitycenter.fakemicrosoft.Misbehavior;
import securitycenter.fakemicrosoft.SampleAlert;
import securitycenter.fakemicrosoft.SampleIncident;
import securitycenter.fakemicrosoft.Tenant;
import securitycenter.homes.HomeSchema;
import securitycenter.homes.TenantHome;
import securitycenter.provisioning.Homes;
import securitycenter.provisioning.RunProgress;

/** A tenant turns the product on, and from then on its data comes by itself. */
@ApplicationTest
class IntakeTests {

    private static final String ALERTS = "/v1.0/security/alerts_v2";
    private static final BooleanSupplier NEVER = () -> false;

    @Autowired
    FakeMicrosoft microsoft;

    @Autowired
    Visitors visitors;

    @Autowired
    Homes homes;

    @Autowired
    RunProgress progress;

    @Autowired
    Intake intake;

    @Autowired
    ConnectedServices services;

    @Autowired
    Connections connections;

    @Autowired
    Cursors cursors;

    @Autowired
    HomeSchema schema;

    @Autowired
    Scheduler scheduler;

    @Autowired
    JdbcClient database;

    private Tenant tenant;
    private Visitor administrator;

    @BeforeEach
    void aLicensedTenant() {
        tenant = microsoft.directory().tenant("Intake B.V.").licensed("SPE_E5").country("NL");
        administrator = visitors.signedIn(tenant.person("Ada").holds(GLOBAL_ADMINISTRATOR));
    }

    private void turnOn() {
        administrator.get("/settings").form("/settings").tick("turnOn").submit();
        await(() -> progress.underWay(tenant.id()).isEmpty());
    }

    private void turnOff() {
        administrator
                .get("/settings/opt-out")
                .form("/settings/opt-out")
                .type("typed", "Intake B.V.")
                .submit();
    }

    private TenantHome home() {
        return homes.homeIn(tenant.id(), homes.placeOf(tenant.id()).orElseThrow());
    }

    private SourceState state(Source source) {
        return cursors.of(home(), source);
    }

    private boolean isScheduled() {
        return scheduler
                .getScheduledExecution(IntakeJobs.instanceOf(tenant.id()).build())
                .isPresent();
    }

    /** So that only the test reads. */
    private void takeTheReadingOver() {
        await(() -> database.sql(
                                "delete from scheduled_tasks where task_name = 'intake' and task_instance = ? and not picked")
                        .param(tenant.id().toString())
                        .update()
                == 1);
    }

    private Optional<Instant> round() {
        return intake.round(tenant.id(), NEVER);
    }

    private String page() {
        return administrator.get("/settings/services").text();
    }

    @Test
    void theFirstReadingFollowsTurningOnByItself() {
        turnOn();
        await(() -> state(Source.INCIDENTS).lastSuccess() != null);
        assertThat(state(Source.ALERTS).lastSuccess()).isNotNull();
        assertThat(page()).contains("Reading from Microsoft", "Up to date");
        assertThat(isScheduled()).isTrue();
    }

    @Test
    void whatTheServicesFoundBeforeIsThereWithinAMinuteAndWhatChangesLaterToo() {
        var alert = SampleAlert.endpoint("Found before").device("pc-1");
        tenant.alerts().add(alert, SampleAlert.identity("Not agreed to"));
        turnOn();
        await(() -> alerts().contains("Found before"));
        takeTheReadingOver();
        tenant.alerts().add(SampleAlert.office365("Found later"));
        round();
        assertThat(alerts()).containsExactlyInAnyOrder("Found before", "Found later");
        assertThat(services.flowsOf(tenant.id()).orElseThrow())
                .filteredOn(flow -> flow.service() == ENDPOINT)
                .extracting(DataFlow::lastData)
                .doesNotContainNull();
        assertThat(administrator.get("/").text()).contains("Newest record");
    }

    @Test
    void anIncidentOfMicrosoftsBringsItsNameAndOnlyTheAlertsThatAreTakenIn() {
        var ago = Instant.now().minus(Duration.ofMinutes(10));
        tenant.alerts()
                .add(SampleIncident.of("77", "Named by Microsoft").created(ago))
                .add(
                        SampleAlert.endpoint("Of an incident").created(ago).incident("77"),
                        SampleAlert.identity("Not agreed to").created(ago).incident("77"));
        turnOn();
        await(() -> state(Source.INCIDENTS).lastSuccess() != null);
        assertThat(alerts()).containsExactly("Of an incident");
        assertThat(home().database()
                        .sql("select name from incident")
                        .query(String.class)
                        .list())
                .containsExactly("Named by Microsoft");
        assertThat(state(Source.INCIDENTS).trouble()).isNull();
    }

    private List<String> alerts() {
        return home().database()
                .sql("select title from alert")
                .query(String.class)
                .list();
    }

    @Test
    void aMissingPermissionIsNamedAndAnAdministratorMayConsent() {
        tenant.withholds("SecurityAlert.Read.All");
        turnOn();
        await(() -> state(Source.INCIDENTS).lastSuccess() != null);
        assertThat(page())
                .contains("The permission SecurityAlert.Read.All is missing. An administrator can consent.")
                .contains("Agree for your organization");
        var reader = visitors.signedIn(tenant.person("Rea").holds(SECURITY_READER));
        assertThat(reader.get("/settings/services").text())
                .contains("The permission SecurityAlert.Read.All is missing.")
                .doesNotContain("Agree for your organization");
    }

    @Test
    void whileReadingFailsNoPageSaysThatSilenceIsNoFault() {
        tenant.withholds("SecurityAlert.Read.All");
        turnOn();
        await(() -> state(Source.ALERTS).trouble() != null);
        for (var path : List.of("/incidents", "/incidents/alerts", "/")) {
            assertThat(administrator.get(path).text())
                    .as(path)
                    .contains("could not be read to the end")
                    .doesNotContain("not a fault");
        }
    }

    @Test
    void whatIsReadAndEmptyIsNoFault() {
        turnOn();
        await(() -> state(Source.INCIDENTS).lastSuccess() != null);
        for (var path : List.of("/incidents", "/incidents/alerts", "/")) {
            assertThat(administrator.get(path).text()).as(path).contains("not a fault");
        }
    }

    @Test
    void aWishOfMicrosoftsIsShownWithItsEnd() {
        tenant.misbehaves(Misbehavior.tooManyRequests(Duration.ofMinutes(20)).at(ALERTS));
        turnOn();
        await(() -> state(Source.ALERTS).trouble() != null);
        assertThat(page()).contains("Microsoft asks us to wait until");
        assertThat(microsoft.received(ALERTS, tenant)).isEqualTo(1);
    }

    @Test
    void itEndsWhenTheProductIsTurnedOffAndBeginsAgainWithIt() {
        turnOn();
        takeTheReadingOver();
        turnOff();
        assertThat(round()).isEmpty();
        turnOn();
        assertThat(isScheduled()).isTrue();
    }

    @Test
    void theJobOfATenantThatIsOffGoesAway() {
        turnOn();
        turnOff();
        dueNow();
        await(() -> !isScheduled());
    }

    @Test
    void aTenantThatHasLostItsJobGetsAnother() {
        turnOn();
        takeTheReadingOver();
        scheduler.reschedule(TaskInstanceId.of("intake-forgotten", RecurringTask.INSTANCE), Instant.EPOCH);
        await(this::isScheduled);
    }

    @Test
    void aJobThatFailsComesAgain() {
        turnOn();
        await(() -> state(Source.INCIDENTS).lastSuccess() != null);
        home().database().sql("alter table source_cursor rename to away").update();
        dueNow();
        await(() -> database.sql(
                                "select count(*) from scheduled_tasks where task_instance = ? and last_failure is not null")
                        .param(tenant.id().toString())
                        .query(Integer.class)
                        .single()
                == 1);
        assertThat(isScheduled()).isTrue();
        assertThat(page()).contains("the data center does not answer");
        home().database().sql("alter table away rename to source_cursor").update();
        assertThat(round()).isPresent();
    }

    @Test
    void whileTheHomeIsFrozenNothingIsRead() {
        turnOn();
        takeTheReadingOver();
        var asked = microsoft.received(ALERTS, tenant);
        database.sql("update tenant_home set frozen_since = current_timestamp where tenant_id = ?")
                .param(tenant.id().value())
                .update();
        database.sql("""
                        update provisioning_run set kind = 'MOVE', target = ?, active_tenant = tenant_id, state = 'FAILED'
                        where tenant_id = ?""").params(UNITED_KINGDOM.name(), tenant.id().value()).update();
        assertThat(round()).isPresent();
        assertThat(microsoft.received(ALERTS, tenant)).isEqualTo(asked);
        assertThat(page()).contains("Paused while your data moves");
    }

    @Test
    void aServiceThatIsLicensedLaterIsConnectedByItself() {
        tenant.unlicensed().licensed("ATP_ENTERPRISE_FACULTY").licensed("WIN_DEF_ATP");
        turnOn();
        takeTheReadingOver();
        assertThat(connections.of(home())).containsOnlyKeys(ENDPOINT);
        tenant.licensed("SPE_E5");
        administrator.get("/settings").form("/settings/check").submit();
        round();
        assertThat(connections.of(home())).hasSize(4);
    }

    @Test
    void aServiceThatIsQuietForLongIsNamedAndOneThatIsNotWantedIsNot() {
        turnOn();
        takeTheReadingOver();
        silence(ENDPOINT.name(), Duration.ofHours(26));
        silence(IDENTITY.name(), Duration.ofHours(26));
        assertThat(page()).containsOnlyOnce("No data for 26 h").contains("Not taken in, see below");
        assertThat(services.flowsOf(tenant.id()).orElseThrow())
                .filteredOn(DataFlow::late)
                .extracting(DataFlow::service)
                .containsExactly(ENDPOINT);
        assertThat(administrator.get("/").text()).contains("No data for 26 h");
    }

    @Test
    void thePageSaysThatARecordWasTooLarge() {
        turnOn();
        takeTheReadingOver();
        round();
        assertThat(page()).doesNotContain("was left out");
        home().database()
                .sql("update source_cursor set left_out_at = timestamp with time zone '2026-11-25 09:30:00+00:00'"
                        + " where source = 'ALERTS'")
                .update();
        assertThat(page()).containsOnlyOnce("A record of more than 32 MB was left out, last at 25 Nov 2026 09:30");
    }

    @Test
    void thePageCountsEachAlertOfAServiceThatNobodyKnowsOnce() {
        turnOn();
        takeTheReadingOver();
        tenant.alerts()
                .add(
                        SampleAlert.endpoint("Known"),
                        SampleAlert.other("tm", "microsoftDefenderForTomorrow", "Odd"),
                        SampleAlert.other("tn", "microsoftDefenderForTomorrow", "Odder"));
        round();
        round();
        assertThat(page())
                .containsOnlyOnce("2 alerts were left out, because nobody here knows the service:"
                        + " microsoftDefenderForTomorrow. Last at");
    }

    private void silence(String service, Duration time) {
        home().database()
                .sql("update connected_service set last_data_at = ? where service = ?")
                .params(Instant.now().minus(time).atOffset(ZoneOffset.UTC), service)
                .update();
    }

    /** The first migration of a home has moved here from another room. */
    @Test
    void aHomeThatKnowsTheFirstMigrationByItsFormerPlaceIsBroughtAlong() {
        turnOn();
        takeTheReadingOver();
        var home = home();
        home.database().sql("""
                update "flyway_schema_history" set "script" = 'optin/V1__connected_service.sql' where "version" = '1'""").update();
        schema.migrate(home);
        assertThat(requireNonNull(round().orElse(null))).isAfter(Instant.now());
    }

    /** Not while it is at work, and not when it has gone by itself. */
    private void dueNow() {
        await(() -> {
            try {
                scheduler.reschedule(IntakeJobs.instanceOf(tenant.id()).scheduledTo(Instant.EPOCH));
                return true;
            } catch (TaskInstanceNotFoundException gone) {
                return true;
            } catch (TaskInstanceCurrentlyExecutingException atWork) {
                return false;
            }
        });
    }

    private static void await(BooleanSupplier done) {
        var end = Instant.now().plus(Duration.ofSeconds(30));
        while (!done.getAsBoolean()) {
            assertThat(Instant.now()).as("waited long enough").isBefore(end);
            Thread.onSpinWait();
        }
    }

    @Test
    void homeIsAPageEvenWhileTheDataCenterDoesNotAnswer() {
        turnOn();
        home().database().sql("alter table connected_service rename to away").update();
        home().database().sql("alter table incident rename to incident_away").update();
        var page = administrator.get("/");
        home().database().sql("alter table away rename to connected_service").update();
        home().database().sql("alter table incident_away rename to incident").update();
        assertThat(page.status()).isEqualTo(200);
        assertThat(page.text()).contains("the data center does not answer at this moment");
    }
}
