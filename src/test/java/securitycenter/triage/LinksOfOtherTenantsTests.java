package securitycenter.triage;

import static org.assertj.core.api.Assertions.assertThat;
import static securitycenter.identity.Role.GLOBAL_ADMINISTRATOR;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import securitycenter.ApplicationTest;
import securitycenter.Visitor;
import securitycenter.Visitors;
import securitycenter.fakemicrosoft.FakeMicrosoft;
import securitycenter.fakemicrosoft.Person;
import securitycenter.fakemicrosoft.Tenant;

/** Links that mails, webhooks and programs give, opened by somebody who is signed in elsewhere. */
@ApplicationTest
class LinksOfOtherTenantsTests {

    @Autowired
    FakeMicrosoft microsoft;

    @Autowired
    Visitors visitors;

    @Autowired
    ApplicationContext application;

    Tenant theirs;
    Person olga;
    Person eve;
    Visitor visitor;

    @BeforeEach
    void twoTenantsWithTheSameNumbers() {
        theirs = tenant("Linked");
        olga = theirs.person("Olga").holds(GLOBAL_ADMINISTRATOR);
        visitors.signedIn(olga).turnOn();
        new IncidentSeed(application, theirs.id()).attack();
        var own = tenant("Elsewhere");
        eve = own.person("Eve").holds(GLOBAL_ADMINISTRATOR);
        visitor = visitors.signedIn(eve);
        visitor.turnOn();
        new IncidentSeed(application, own.id()).take(IncidentSeed.alert("s2", "Something of our own", 0));
    }

    private Tenant tenant(String name) {
        return microsoft
                .directory()
                .tenant(name + " " + System.nanoTime())
                .licensed("SPE_E5")
                .country("NL");
    }

    @Test
    void aLinkOfAnotherTenantSaysSoAndShowsNothingOfEither() {
        for (var address : List.of("/incidents/1", "/incidents/1/alerts/1", "/alerts/s2", "/incidents")) {
            assertThat(visitor.get(address).status()).as(address).isEqualTo(200);
            var refused = visitor.get(address + "?tid=" + theirs.id());
            assertThat(refused.status()).as(address).isEqualTo(403);
            assertThat(refused.text())
                    .contains("This link belongs to another organization", "Use another account")
                    .doesNotContain("Something of our own", "Phishing", "Linked", "security operator");
        }
        assertThat(visitor.get("/incidents/1?tid=" + theirs.id(), "Accept-Language", "nl")
                        .text())
                .contains("Deze koppeling hoort bij een andere organisatie", "Een ander account gebruiken");
    }

    @Test
    void whoUsesAnotherAccountArrivesAtWhatTheLinkMeant() {
        visitor.get("/incidents/1?tid=" + theirs.id());
        var arrived = visitor.signIn(olga);
        assertThat(arrived.path()).isEqualTo("/incidents/1");
        assertThat(arrived.status()).isEqualTo(200);
        assertThat(arrived.text()).contains("Phishing message delivered");
    }

    @Test
    void whoGoesOnElsewhereLeavesTheRefusedLinkBehind() {
        visitor.get("/incidents/1?tid=" + theirs.id());
        visitor.get("/");
        assertThat(visitor.signIn(eve).path()).isEqualTo("/");
    }

    @Test
    void neitherPartsOfAPageNorTheSignInPageAreElsewhere() {
        visitor.get("/incidents/1?tid=" + theirs.id());
        visitor.get("/incidents", "HX-Request", "true");
        visitor.get("/incidents", "Accept", "image/avif,*/*");
        visitor.get("/sign-in?problem=declined");
        assertThat(visitor.signIn(olga).path()).isEqualTo("/incidents/1");
    }

    @Test
    void whatNamesNoTenantChangesNothing() {
        for (var nonsense : List.of("1", "", "x".repeat(500), "%27", theirs.id() + "1")) {
            assertThat(visitor.get("/incidents/1?tid=" + nonsense).text()).contains("Something of our own");
        }
    }
}
