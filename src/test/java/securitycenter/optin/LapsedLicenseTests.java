package securitycenter.optin;

import static org.assertj.core.api.Assertions.assertThat;
import static securitycenter.identity.Role.GLOBAL_ADMINISTRATOR;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import securitycenter.ApplicationTest;
import securitycenter.Visitor;
import securitycenter.Visitors;
import securitycenter.fakemicrosoft.FakeMicrosoft;
import securitycenter.fakemicrosoft.Tenant;

/** Licenses that end switch nothing off by surprise. */
@ApplicationTest
class LapsedLicenseTests {

    @Autowired
    FakeMicrosoft microsoft;

    @Autowired
    Visitors visitors;

    Tenant tenant;
    Visitor administrator;

    @BeforeEach
    void aTenantWithTheProductOn() {
        tenant = microsoft.directory().tenant("Lapsing Ltd").licensed("SPE_E5").country("GB");
        administrator = visitors.signedIn(tenant.person("Ada").holds(GLOBAL_ADMINISTRATOR));
        administrator.turnOn();
    }

    @Test
    void suspendedLicensesLeaveTheProductReadableUnderANotice() {
        tenant.subscription("SPE_E5").status("Suspended");
        administrator.get("/settings").form("/settings/check").submit();
        var page = administrator.get("/incidents");
        assertThat(page.path()).isEqualTo("/incidents");
        assertThat(page.html().text()).contains("are suspended", "The product stays on and everything can be read");
    }

    @Test
    void licensesThatAreGoneLeaveItOnToo() {
        tenant.unlicensed();
        administrator.get("/settings").form("/settings/check").submit();
        assertThat(administrator.get("/hunting").html().text()).contains("nothing is deleted");
    }

    @Test
    void theGracePeriodIsSaidOnEachPage() {
        tenant.subscription("SPE_E5").status("Warning");
        administrator.get("/settings").form("/settings/check").submit();
        assertThat(administrator.get("/").html().text()).contains("The licenses have ended");
    }
}
