package securitycenter.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import securitycenter.ApplicationTest;
import securitycenter.Visitor;
import securitycenter.fakemicrosoft.Forgery;
import securitycenter.fakemicrosoft.Tenant;
import securitycenter.identity.Role;

/** What the audit log says of programs that were refused. */
@ApplicationTest
class RefusalLogTests extends ApiTest {

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
        on(tenant);
        var program = programOf(tenant, "SecurityAlert.Read.All");
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
        on(tenant);
        var nora = tenant.person("Nora");
        assertThat(programFor(nora, "Incident.Read").get("/api/incidents").status())
                .isEqualTo(403);
        tenant.nextAccessToken(Forgery.WRONG_AUDIENCE);
        assertThat(programOf(tenant, "Incident.Read.All").get("/api/incidents").status())
                .isEqualTo(401);
        assertThat(logged())
                .hasSize(2)
                .anyMatch(entry -> entry.contains("roles do not allow it") && entry.contains(nora.userPrincipalName()))
                .anyMatch(entry -> entry.contains("The token is for another application."));
    }

    @Test
    void aTenantThatIsKnownSeesItWhileTheProductIsOffToo() {
        tenant.licensed("SPE_E5");
        var before = programOf(tenant, "Incident.Read.All");
        assertThat(before.get("/api/incidents").status()).isEqualTo(403);
        assertThat(logged()).as("nobody had come from there yet").isEmpty();
        var after = programOf(tenant, "Incident.Read.All");
        assertThat(after.get("/api/incidents").status()).isEqualTo(403);
        assertThat(logged()).singleElement().asString().contains("The product is not on.");
    }

    @Test
    void whoseTokenCannotBeBelievedIsNotNamed() {
        on(tenant);
        tenant.nextAccessToken(Forgery.FOREIGN_KEY);
        assertThat(programOf(tenant, "Incident.Read.All").get("/api/incidents").status())
                .isEqualTo(401);
        assertThat(logged()).isEmpty();
    }
}
