package securitycenter.optin;

import static org.assertj.core.api.Assertions.assertThat;
import static securitycenter.identity.Role.GLOBAL_ADMINISTRATOR;
import static securitycenter.identity.Role.SECURITY_READER;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import securitycenter.ApplicationTest;
import securitycenter.Visitor.Page;
import securitycenter.Visitors;
import securitycenter.fakemicrosoft.FakeMicrosoft;
import securitycenter.fakemicrosoft.Person;

/** From the first visit to the deletion of the data, page by page, without scripts. */
@ApplicationTest
class JourneyTests {

    @Autowired
    FakeMicrosoft microsoft;

    @Autowired
    Visitors visitors;

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

        var run = turnOn(settings);
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
        assertThat(wrong.text()).contains("That is not the tenant name. Type Journey B.V..");
        var off =
                wrong.form("/settings/opt-out").type("typed", " journey b.v. ").submit();
        assertThat(off.path()).isEqualTo("/settings");
        assertThat(off.text()).contains("Off. Data is kept until");
        assertThat(administrator.get("/incidents").path()).isEqualTo("/settings");

        var again = turnOn(administrator.get("/settings"));
        assertThat(again.text()).contains("Done. Microsoft 365 Defender is on.");
    }

    private Page turnOn(Page settings) {
        return ended(settings.form("/settings").tick("turnOn").submit());
    }

    /** Waits as a person would who presses Refresh. */
    private static Page ended(Page run) {
        var end = Instant.now().plus(Duration.ofSeconds(30));
        while (run.html().selectFirst("[hx-get]") != null && Instant.now().isBefore(end)) {
            run = run.visitor().get(run.path());
        }
        return run;
    }
}
