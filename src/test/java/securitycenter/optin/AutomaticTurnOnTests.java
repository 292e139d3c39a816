package securitycenter.optin;

import static org.assertj.core.api.Assertions.assertThat;
import static securitycenter.identity.Role.GLOBAL_ADMINISTRATOR;
import static securitycenter.identity.Role.SECURITY_READER;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.context.annotation.Import;
import securitycenter.PretendMicrosoft;
import securitycenter.Visitor.Page;
import securitycenter.Visitors;
import securitycenter.fakemicrosoft.FakeMicrosoft;
import securitycenter.fakemicrosoft.Tenant;
import securitycenter.provisioning.Homes;

/** An installation that turns the product on at the first visit of an eligible administrator. */
@SpringBootTest(
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {
            "opt-in.automatic=true",
            "entra.client-id=test",
            "entra.client-secret=test",
            "management.server.port=0",
            "data-folder=${test-data:target/test-data}/automatic"
        })
@Import({PretendMicrosoft.class, Visitors.class})
class AutomaticTurnOnTests {

    @Autowired
    FakeMicrosoft microsoft;

    @Autowired
    Visitors visitors;

    @Autowired
    Homes homes;

    Tenant tenant;

    @BeforeEach
    void aLicensedTenant() {
        tenant =
                microsoft.directory().tenant("Automatic Ltd").licensed("SPE_E5").country("NL");
    }

    @Test
    void theFirstVisitOfAnAdministratorTurnsItOn() {
        var page = visitors.stranger().signIn(tenant.person("Ada").holds(GLOBAL_ADMINISTRATOR));
        assertThat(ended(page).text()).contains("Done. Microsoft 365 Defender is on.");
    }

    @Test
    void theVisitOfAReaderDoesNot() {
        visitors.signedIn(tenant.person("Rea").holds(SECURITY_READER)).get("/");
        assertThat(homes.placeOf(tenant.id())).isEmpty();
    }

    @Test
    void anOptOutIsNeverReversed() {
        var ada = visitors.stranger();
        ended(ada.signIn(tenant.person("Ada").holds(GLOBAL_ADMINISTRATOR)));
        ada.get("/settings/opt-out")
                .form("/settings/opt-out")
                .type("typed", "Automatic Ltd")
                .submit();
        assertThat(ada.get("/settings").text()).contains("Off. Data is kept until");
        var confirm =
                ada.get("/settings/delete-data").form("/settings/delete-data").type("typed", "Automatic Ltd");
        ended(confirm.submit());
        assertThat(ada.get("/").path()).isEqualTo("/");
        assertThat(ada.get("/settings").path()).isEqualTo("/settings");
        assertThat(homes.placeOf(tenant.id())).isEmpty();
    }

    @Test
    void theSettingsPageSaysWhichModeIsOn() {
        var rea = visitors.signedIn(tenant.person("Rea").holds(SECURITY_READER));
        assertThat(rea.get("/settings").text()).contains("turns the product on by itself");
    }

    private static Page ended(Page run) {
        assertThat(run.path()).startsWith("/setup/runs/");
        return run.ended();
    }
}
