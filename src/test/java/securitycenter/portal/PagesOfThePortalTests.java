package securitycenter.portal;

import static org.assertj.core.api.Assertions.assertThat;
import static securitycenter.identity.Role.GLOBAL_ADMINISTRATOR;
import static securitycenter.identity.Role.SECURITY_READER;

import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import securitycenter.ApplicationTest;
import securitycenter.Visitor;
import securitycenter.Visitors;
import securitycenter.fakemicrosoft.FakeMicrosoft;
import securitycenter.fakemicrosoft.Person;
import securitycenter.fakemicrosoft.Tenant;

/** Home, preferences and the choices of the top bar. */
@ApplicationTest
class PagesOfThePortalTests {

    @Autowired
    FakeMicrosoft microsoft;

    @Autowired
    Visitors visitors;

    Tenant tenant;
    Person rea;
    Visitor reader;

    @BeforeEach
    void people() {
        tenant = microsoft.directory().tenant("Portal B.V.").licensed("SPE_E5");
        tenant.person("Ada").holds(GLOBAL_ADMINISTRATOR);
        rea = tenant.person("Rea").holds(SECURITY_READER);
        reader = visitors.signedIn(rea);
    }

    @Test
    void whoeverHasNoRoleIsToldWhyAndWhoCanHelp() {
        var home = visitors.signedIn(tenant.person("Nora")).get("/");
        assertThat(home.text()).contains("You cannot see the security data", "Security reader", "Ada");
        assertThat(home.html().select("nav.nav li")).hasSize(1);
        assertThat(home.html().select("nav.nav .why a").text()).isEqualTo("Why can’t I see more?");
    }

    @Test
    void homeSaysWhatToDoNext() {
        reader.get("/settings");
        var home = reader.get("/");
        assertThat(home.html().select("main .msg").text()).contains("not turned on for", "See who can turn it on");
        assertThat(home.html().select("main .steps .done").text()).contains("Check your licenses");
        assertThat(home.text()).doesNotContainPattern("[0-9]+ (new )?incidents");
    }

    @Test
    void theFirstStepsHoldIdentityDataForThoseWhoHaveALicenseForIt() {
        reader.get("/settings");
        assertThat(reader.get("/")
                        .html()
                        .select("main .steps a[href=/settings/services]")
                        .text())
                .isEqualTo("Add the data of Defender for Identity");
        var small = microsoft.directory().tenant("Small B.V.").licensed("WIN_DEF_ATP");
        var eve = visitors.signedIn(small.person("Eve").holds(GLOBAL_ADMINISTRATOR));
        eve.get("/settings");
        assertThat(eve.get("/").html().select("main .steps").text())
                .contains("Turn on Microsoft 365 Defender")
                .doesNotContain("Identity");
    }

    @Test
    void aGuestIsNotToldWhoTheAdministratorsAre() {
        var home = visitors.signedIn(tenant.person("Gus").guest()).get("/");
        assertThat(home.text()).contains("Who can help you?").doesNotContain("Ada");
    }

    @Test
    void preferencesCountAtOnceAndAtTheNextSignIn() {
        var saved = reader.get("/preferences")
                .form("/preferences")
                .choose("language", "nl")
                .choose("theme", "dark")
                .choose("zone", "Europe/Amsterdam")
                .submit();
        assertThat(saved.path()).isEqualTo("/preferences");
        assertThat(saved.text()).contains("Uw voorkeuren zijn opgeslagen.");
        var later = visitors.signedIn(rea).get("/preferences").html();
        assertThat(later.select("html").attr("lang")).isEqualTo("nl");
        assertThat(later.select("html").attr("data-theme")).isEqualTo("dark");
        assertThat(later.select("#zone option[selected]").val()).isEqualTo("Europe/Amsterdam");
    }

    @Test
    void aZoneThatDoesNotExistIsRefusedWithTheFormAndNothingIsSaved() {
        var refused = reader.forge("/preferences", Map.of("language", "nl", "zone", "Mars/Base"));
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.html().select("[role=alert] a[href=#zone]")).hasSize(1);
        assertThat(refused.html().select("#zone[aria-invalid=true]")).hasSize(1);
        assertThat(reader.get("/preferences").html().select("html").attr("lang"))
                .isEqualTo("en");
    }

    @Test
    void theLanguageIsRememberedForThePersonAndForTheBrowser() {
        assertThat(reader.get("/language?to=nl&back=/preferences").text()).contains("Voorkeuren");
        assertThat(visitors.signedIn(rea).get("/").html().select("html").attr("lang"))
                .isEqualTo("nl");
        var stranger = visitors.stranger();
        stranger.get("/language?to=nl&back=/sign-in");
        assertThat(stranger.get("/sign-in").text()).contains("Aanmelden met Microsoft Entra ID");
    }

    @Test
    void noChoiceOfTheTopBarLeadsToAnotherSite() {
        for (var address :
                new String[] {"//evil.example", "https://evil.example", "/%5Cevil.example", "/%09/evil.example"}) {
            for (var choice : new String[] {"/language?to=nl", "/theme?to=dark"}) {
                assertThat(reader.look(choice + "&back=" + address).header("Location"))
                        .as(address)
                        .doesNotContain("evil");
            }
        }
    }

    @Test
    void stayingSignedInIsOneSmallRequest() {
        assertThat(reader.get("/session").status()).isEqualTo(204);
        var over = visitors.stranger().get("/session", "HX-Request", "true");
        assertThat(over.status()).isEqualTo(401);
        assertThat(over.header("HX-Redirect")).isEqualTo("/sign-in");
    }

    @Test
    void everyPageHasTheSameFrame() {
        for (var address : new String[] {"/", "/preferences", "/help", "/nothing-here", "/settings", "/audit"}) {
            var page = reader.get(address).html();
            assertThat(page.select("a.skip[href=#main]")).as(address).hasSize(1);
            assertThat(page.select("aside.help a").attr("href")).as(address).isEqualTo("/help?from=" + address);
            assertThat(page.select("form[action=/sign-out] input[name=_csrf]"))
                    .as(address)
                    .hasSize(1);
            assertThat(page.select("h1")).as(address).hasSize(1);
            assertThat(page.title()).as(address).endsWith(" – Security Center");
        }
    }

    @Test
    void aNameFromOutsideStaysText() {
        var odd = microsoft.directory().tenant("<b>Odd</b> & Sons").licensed("SPE_E5");
        var page = visitors.signedIn(odd.person("<i>Eve</i>").holds(GLOBAL_ADMINISTRATOR))
                .get("/settings");
        assertThat(page.html().select("header b, header i")).isEmpty();
        assertThat(page.html().select("header .me summary").text()).isEqualTo("<i>Eve</i>");
    }
}
