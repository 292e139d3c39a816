package securitycenter.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import securitycenter.ApplicationTest;
import securitycenter.api.Program.Answer;

/** What programs are told that call an address in a way that it is not for. */
@ApplicationTest
@TestInstance(Lifecycle.PER_CLASS)
class GraphErrorsTests extends ApiTest {

    Stored stored;

    @BeforeAll
    void aTenantWithAnIncident() {
        stored = on("Called Wrongly");
        stored.incidents(1);
    }

    private Program program() {
        return programOf(stored, "SecurityIncident.Read.All");
    }

    @Test
    void whoeverCallsTooOftenIsToldSoAsGraphDoes() {
        var program = program();
        var answers = new ArrayList<Answer>();
        do {
            answers.add(program.get("/v1.0/security/incidents?$top=1"));
        } while (answers.getLast().status() == 200 && answers.size() < 1_000);
        var refused = answers.getLast();
        assertThat(refused.status()).isEqualTo(429);
        assertThat(Integer.parseInt(refused.header("Retry-After"))).isBetween(1, 60);
        assertThat(refused.error()).isEqualTo("TooManyRequests: Please retry again later.");
        var inner = refused.json().at("/error/innerError");
        assertThat(inner.get("code").asString()).isEqualTo("429");
        assertThat(inner.get("status").asString()).isEqualTo("429");
        assertThat(inner.get("message").asString()).startsWith("Quota of 150 calls per minute reached.");
        assertThat(inner.get("request-id").asString()).isEqualTo(refused.header("request-id"));
    }

    @Test
    void anAddressThatIsNotForAMethodSaysForWhichItIs() {
        var graph = program().post("/v1.0/security/incidents/1", "{}");
        assertThat(graph.status()).isEqualTo(405);
        assertThat(graph.header("Allow")).isEqualTo("GET, PATCH");
        assertThat(graph.error()).isEqualTo("MethodNotAllowed: This address is for GET, PATCH, not POST.");
        var defender = program().patch("/api/incidents", "{}");
        assertThat(defender.status()).isEqualTo(405);
        assertThat(defender.header("Allow")).isEqualTo("GET");
    }

    @Test
    void whatIsNoAddressIsForNoMethod() {
        var answer = program().get("/v1.0/security/secureScores");
        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.header("Allow")).isEmpty();
    }
}
