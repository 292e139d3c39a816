package securitycenter.optin;

import static org.assertj.core.api.Assertions.assertThat;
import static securitycenter.identity.Role.GLOBAL_ADMINISTRATOR;
import static securitycenter.identity.Role.SECURITY_READER;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.function.BooleanSupplier;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import securitycenter.Visitor;
import securitycenter.Visitors;
import securitycenter.fakemicrosoft.FakeMicrosoft;
import securitycenter.fakemicrosoft.Misbehavior;
import securitycenter.fakemicrosoft.Person;
import securitycenter.homes.TenantHome;
import securitycenter.provisioning.Homes;

/** From the first visit to the deletion of the data, page by page, without scripts; on each kind of database. */
abstract class Journey {

    @Autowired
    FakeMicrosoft microsoft;

    @Autowired
    Visitors visitors;

    @Autowired
    Homes homes;

    @Autowired
    OptIns optIns;

    @Autowired
    JdbcClient database;

    Person ada;
    Person rea;

    @BeforeEach
    void aLicensedTenant() {
        var tenant =
                microsoft.directory().tenant("Journey B.V.").licensed("SPE_E5").country("NL");
        ada = tenant.person("Ada").holds(GLOBAL_ADMINISTRATOR);
        rea = tenant.person("Rea").holds(SECURITY_READER);
    }

    @Test
    void anAdministratorTurnsTheProductOnAndOffAndOnAgain() {
        var administrator = visitors.signedIn(ada);
        var settings = administrator.get("/settings");
        assertThat(settings.text()).contains("European Union", "Microsoft Defender for Endpoint");

        var run = settings.form("/settings").tick("turnOn").submit().ended();
        assertThat(run.text()).contains("Done. Microsoft 365 Defender is on.");
        assertThat(administrator.get("/incidents").path()).isEqualTo("/incidents");

        var confirm = administrator
                .get("/settings")
                .form("/settings")
                .untick("turnOn")
                .submit();
        assertThat(confirm.path()).isEqualTo("/settings/opt-out");
        var wrong = confirm.form("/settings/opt-out").type("typed", "Contoso").submit();
        assertThat(wrong.status()).isEqualTo(422);
        assertThat(wrong.text()).contains("That is not the tenant name. The name to type is: Journey B.V.");
        var off =
                wrong.form("/settings/opt-out").type("typed", " journey b.v. ").submit();
        assertThat(off.path()).isEqualTo("/settings");
        assertThat(off.text()).contains("Off. Data is kept until");
        assertThat(administrator.get("/audit").html().select("tbody").text())
                .contains("the country of the tenant", "Another name was typed", "“setting up”", "“done”")
                .doesNotContain("COUNTRY", "confirm.mismatch", "BUILD", "DONE");
        assertThat(administrator.get("/incidents").path()).isEqualTo("/settings");

        var again = administrator.turnOn();
        assertThat(again.text()).contains("Done. Microsoft 365 Defender is on.");
    }

    @Test
    void deletedDataIsGoneFromTheDataCenterAndTheProductCanBeTurnedOnAnew() {
        var administrator = visitors.signedIn(ada);
        administrator.turnOn();
        var home = homeOf(ada);
        assertThat(home.folder()).isNotEmptyDirectory();
        assertThat(schemasNamed(home.schema())).isEqualTo(1);
        turnOff(administrator);

        var confirm = administrator.get("/settings/delete-data");
        assertThat(confirm.form("/settings/delete-data")
                        .type("typed", "no")
                        .submit()
                        .status())
                .isEqualTo(422);
        var run = confirm.form("/settings/delete-data")
                .type("typed", "Journey B.V.")
                .submit()
                .ended();
        assertThat(run.text()).contains("Done. All data is deleted.");
        assertThat(home.folder()).doesNotExist();
        assertThat(schemasNamed(home.schema())).isZero();
        assertThat(administrator.get("/audit").text()).contains(home.schema());

        assertThat(administrator.turnOn().text()).contains("Done. Microsoft 365 Defender is on.");
    }

    /** A connection must not remember a schema that was deleted meanwhile. */
    @Test
    void manyTenantsComeAndGoOneAfterTheOther() {
        for (var round = 0; round < 3; round++) {
            aLicensedTenant();
            var administrator = visitors.signedIn(ada);
            assertThat(administrator.turnOn().text()).contains("Done. Microsoft 365 Defender is on.");
            administrator.get("/settings/services");
            turnOff(administrator);
            administrator
                    .get("/settings/delete-data")
                    .form("/settings/delete-data")
                    .type("typed", "Journey B.V.")
                    .submit()
                    .ended();
        }
    }

    @Test
    void dataThatHasWaitedLongEnoughIsDeletedByTheJob() {
        var administrator = visitors.signedIn(ada);
        administrator.turnOn();
        var home = homeOf(ada);
        turnOff(administrator);
        database.sql("update tenant_home set kept_until = ? where tenant_id = ?")
                .params(OffsetDateTime.now().minusMinutes(1), ada.tenant().id().value())
                .update();
        optIns.deleteOverdue(ada.tenant().id());
        await(() -> !Files.exists(home.folder()) && schemasNamed(home.schema()) == 0);
    }

    @Test
    void theExportHoldsTheTenantsRowsAndNobodyElses() throws IOException {
        var administrator = visitors.signedIn(ada);
        administrator.turnOn();
        var zip = administrator.download("/settings/export");
        assertThat(contentOf(zip, "connected_service.jsonl").lines())
                .hasSize(4)
                .allMatch(line -> line.contains("ENDPOINT")
                        || line.contains("OFFICE_365")
                        || line.contains("CLOUD_APPS")
                        || line.contains("IDENTITY"));
        assertThat(visitors.signedIn(rea).get("/settings/export").status()).isEqualTo(403);
    }

    @Test
    void aStepThatFailsIsExplainedAndCanBeRetried() {
        var administrator = visitors.signedIn(ada);
        var settings = administrator.get("/settings");
        // The form reads the licenses once, the step a second time.
        ada.tenant()
                .misbehaves(Misbehavior.unavailable().at("/v1.0/subscribedSkus").after(1));
        var failed = settings.form("/settings").tick("turnOn").submit().ended();
        assertThat(failed.text()).contains("Microsoft did not answer", "Reference");
        ada.tenant().behaves();
        var retried = failed.form(failed.path() + "/retry").submit().ended();
        assertThat(retried.text()).contains("Done. Microsoft 365 Defender is on.");
    }

    @Test
    void turningOffWhileItIsBeingTurnedOnTakesEverythingBack() {
        var administrator = visitors.signedIn(ada);
        var settings = administrator.get("/settings");
        ada.tenant()
                .misbehaves(Misbehavior.unavailable().at("/v1.0/subscribedSkus").after(1));
        settings.form("/settings").tick("turnOn").submit().ended();
        ada.tenant().behaves();
        var home = homeOf(ada);
        turnOff(administrator);
        await(() -> homes.placeOf(ada.tenant().id()).isEmpty());
        assertThat(home.folder()).doesNotExist();
        assertThat(schemasNamed(home.schema())).isZero();
    }

    private TenantHome homeOf(Person person) {
        var tenant = person.tenant().id();
        return homes.homeIn(tenant, homes.placeOf(tenant).orElseThrow());
    }

    private int schemasNamed(String schema) {
        return homeDatabase()
                .sql("select count(*) from information_schema.schemata where schema_name = ?")
                .param(schema)
                .query(Integer.class)
                .single();
    }

    /** The database of the data center, seen from outside the product. */
    abstract JdbcClient homeDatabase();

    private static void turnOff(Visitor administrator) {
        administrator
                .get("/settings/opt-out")
                .form("/settings/opt-out")
                .type("typed", "Journey B.V.")
                .submit();
    }

    private static void await(BooleanSupplier done) {
        var end = Instant.now().plus(Duration.ofSeconds(30));
        while (!done.getAsBoolean()) {
            assertThat(Instant.now()).as("waited long enough").isBefore(end);
            Thread.onSpinWait();
        }
    }

    private static String contentOf(byte[] zip, String name) throws IOException {
        try (var entries = new ZipInputStream(new ByteArrayInputStream(zip))) {
            for (var entry = entries.getNextEntry(); entry != null; entry = entries.getNextEntry()) {
                if (entry.getName().equals(name)) {
                    return new String(entries.readAllBytes(), StandardCharsets.UTF_8);
                }
            }
        }
        throw new AssertionError("No " + name + " in the export");
    }
}
