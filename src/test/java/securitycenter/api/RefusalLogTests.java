package securitycenter.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import securitycenter.ApplicationTest;
import securitycenter.Visitor;
import securitycenter.Visitors;
import securitycenter.fakemicrosoft.FakeMicrosoft;
import securitycenter.fakemicrosoft.Forgery;
import securitycenter.fakemicrosoft.Tenant;
import securitycenter.identity.Role;
import securitycenter.provisioning.Homes;

/** What the audit log says of programs that were refused. */
@ApplicationTest
class RefusalLogTests {

    @Autowired
    FakeMicrosoft microsoft;

    @Autowired
    Visitors visitors;

    @Autowired
    Homes homes;

    @LocalServerPort
    int port;

    private Tenant tenant;

    @BeforeEach
    void aTenant() {
        tenant = microsoft.directory().tenant("Refusing " + UUID.randomUUID());
    }

    private Visitor administrator() {
        return visitors.signedIn(tenant.person("Olga").holds(Role.GLOBAL_ADMINISTRATOR));
    }

    private List<String> logged() {
        return administrator().get("/audit").html().select("tbody tr").eachText().stream()
                .filter(entry -> entry.contains("Called the API"))
                .toList();
    }

    @Test
    void theFirstAndTheTenthAreWrittenDownAndSayHowManyThereWere() {
        Stored.on(tenant, visitors, homes);
        var program = Program.of(microsoft, port, tenant, "SecurityAlert.Read.All");
        for (var i = 0; i < 12; i++) {
            assertThat(program.get("/api/incidents/" + i).status()).isEqualTo(403);
        }
        assertThat(logged())
                .hasSize(2)
                .allMatch(entry -> entry.contains("Program") && entry.contains("The program lacks the permission."))
                .anyMatch(entry -> entry.contains("\"callsWithinAnHour\":1,") && entry.contains("GET /api/incidents/0"))
                .anyMatch(entry -> entry.contains("\"callsWithinAnHour\":10,"));
    }

    @Test
    void eachReasonAndEachProgramCountsForItself() {
        Stored.on(tenant, visitors, homes);
        var nora = tenant.person("Nora");
        assertThat(Program.forPerson(microsoft, port, nora, "Incident.Read")
                        .get("/api/incidents")
                        .status())
                .isEqualTo(403);
        tenant.nextAccessToken(Forgery.WRONG_AUDIENCE);
        assertThat(Program.of(microsoft, port, tenant, "Incident.Read.All")
                        .get("/api/incidents")
                        .status())
                .isEqualTo(401);
        assertThat(logged())
                .hasSize(2)
                .anyMatch(entry -> entry.contains("roles do not allow it") && entry.contains(nora.userPrincipalName()))
                .anyMatch(entry -> entry.contains("The token is for another application."));
    }

    @Test
    void aTenantThatIsKnownSeesItWhileTheProductIsOffToo() {
        tenant.licensed("SPE_E5");
        var before = Program.of(microsoft, port, tenant, "Incident.Read.All");
        assertThat(before.get("/api/incidents").status()).isEqualTo(403);
        assertThat(logged()).as("nobody had come from there yet").isEmpty();
        var after = Program.of(microsoft, port, tenant, "Incident.Read.All");
        assertThat(after.get("/api/incidents").status()).isEqualTo(403);
        assertThat(logged()).singleElement().asString().contains("The product is not on.");
    }

    @Test
    void whoseTokenCannotBeBelievedIsNotNamed() {
        Stored.on(tenant, visitors, homes);
        tenant.nextAccessToken(Forgery.FOREIGN_KEY);
        assertThat(Program.of(microsoft, port, tenant, "Incident.Read.All")
                        .get("/api/incidents")
                        .status())
                .isEqualTo(401);
        assertThat(logged()).isEmpty();
    }
}
