package securitycenter.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import securitycenter.ApplicationTest;
import securitycenter.fakemicrosoft.Forgery;
import securitycenter.fakemicrosoft.Tenant;
import securitycenter.identity.Role;

/** Which programs are let in. */
@ApplicationTest
@TestInstance(Lifecycle.PER_CLASS)
class ApiAccessTests extends ApiTest {

    private static final String READ = "Incident.Read.All";

    Stored stored;
    Tenant tenant;

    @BeforeAll
    void aTenantWithAnIncident() {
        tenant = microsoft.directory().tenant("Scripted");
        stored = on(tenant);
        stored.incidents(1);
    }

    private Program program(String... appRoles) {
        return programOf(tenant, appRoles);
    }

    @Test
    void aStrangerIsToldInJsonWhereTokensComeFrom() {
        var answer = Program.stranger(microsoft, port).get("/api/incidents", "client-request-id", "mine-1");
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.error()).isEqualTo("Unauthorized: Unauthorized (invalid or expired authorization header).");
        assertThat(answer.json().at("/error/target").asString()).isEqualTo("|" + answer.header("request-id") + ".");
        assertThat(answer.header("client-request-id")).isEqualTo("mine-1");
        assertThat(answer.header("WWW-Authenticate")).startsWith("Bearer ").contains("/common/oauth2/authorize");
        assertThat(answer.header("Set-Cookie")).isEmpty();
    }

    /** It goes on for ever: whoever reads it first never answers, and keeps all of it. */
    @Test
    void theFormOfAStrangerIsRefusedBeforeItIsRead() throws IOException {
        try (var socket = new Socket("localhost", port)) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write("""
                    PATCH /api/incidents/1 HTTP/1.1
                    Host: localhost
                    Content-Type: application/x-www-form-urlencoded
                    Transfer-Encoding: chunked

                    4
                    a=bc
                    """.replace("\n", "\r\n").getBytes(StandardCharsets.US_ASCII));
            var answer = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            assertThat(answer.readLine()).startsWith("HTTP/1.1 401");
        }
    }

    @Test
    void graphsErrorsHaveGraphsShape() {
        var answer = Program.stranger(microsoft, port).get("/v1.0/security/incidents");
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.error()).startsWith("InvalidAuthenticationToken: ");
        assertThat(answer.json().at("/error/innerError/request-id").asString()).isEqualTo(answer.header("request-id"));
        assertThat(answer.json().at("/error/innerError/date").asString()).hasSize("2026-01-14T10:00:00".length());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void tokensOfBothVersionsAreTaken(int version) {
        tenant.tokensOfVersion(version);
        var answer = program(READ).get("/api/incidents");
        tenant.tokensOfVersion(2);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Set-Cookie")).isEmpty();
    }

    @Test
    void soAreTokensOfTheFirstEndpoint() {
        var client = UUID.randomUUID().toString();
        tenant.letsApplication(client, READ);
        var token = Program.tokenOfFirstEndpoint(microsoft, tenant, client);
        assertThat(program().with(token).get("/api/incidents").status()).isEqualTo(200);
    }

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {"WRONG_NONCE", "UNKNOWN_KEY"})
    void aForgedTokenOpensNothing(Forgery forgery) {
        tenant.nextAccessToken(forgery);
        var answer = program(READ).get("/api/incidents");
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.header("WWW-Authenticate")).contains("invalid_token");
    }

    @Test
    void aTokenForAnotherApiOpensNothing() {
        var client = UUID.randomUUID().toString();
        tenant.letsApplication(client, READ);
        var token = Program.applicationToken(microsoft, tenant, client, "api://another");
        assertThat(program().with(token).get("/api/incidents").status()).isEqualTo(401);
    }

    /** It is signed by the same key for the same audience, and may name the same roles. */
    @Test
    void anIdTokenIsNoAccessToken() {
        var person = tenant.person("Ida").holds(Role.SECURITY_ADMINISTRATOR).appRole(READ);
        var token = Program.tokens(microsoft, person).get("id_token").asString();
        assertThat(program().with(token).get("/api/incidents").status()).isEqualTo(401);
    }

    @Test
    void aProgramWithoutThePermissionIsToldWhichItNeeds() {
        var answer = program("SecurityAlert.Read.All").get("/api/incidents");
        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.error())
                .isEqualTo("Forbidden: Missing application roles. API required roles: Incident.Read.All,"
                        + " Incident.ReadWrite.All, application roles: SecurityAlert.Read.All.");
    }

    @Test
    void eachApiHasPermissionsOfItsOwn() {
        assertThat(program(READ).get("/v1.0/security/incidents").status()).isEqualTo(403);
        assertThat(program("SecurityIncident.Read.All")
                        .get("/v1.0/security/incidents")
                        .status())
                .isEqualTo(200);
        assertThat(program("SecurityIncident.Read.All")
                        .get("/v1.0/security/alerts_v2")
                        .status())
                .isEqualTo(403);
        assertThat(program("SecurityAlert.Read.All")
                        .get("/v1.0/security/alerts_v2")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void aPersonNeedsARoleBesideTheScope() {
        var rea = tenant.person("Rea").holds(Role.SECURITY_READER);
        var nora = tenant.person("Nora");
        assertThat(programFor(rea, "Incident.Read").get("/api/incidents").status())
                .isEqualTo(200);
        var refused = programFor(nora, "Incident.Read").get("/api/incidents");
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.error()).contains("directory roles");
    }

    @Test
    void aPersonsAppRoleIsNoPermissionOfAProgram() {
        var person = tenant.person("Per").holds(Role.SECURITY_READER).appRole(READ);
        var answer = programFor(person, "Something").get("/api/incidents");
        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.error()).contains("Missing application scopes");
    }

    @Test
    void anotherTenantsIncidentIsNotThere() {
        var stranger = on("Elsewhere");
        var program = programOf(stranger, READ, "SecurityIncident.Read.All");
        assertThat(program(READ).get("/api/incidents/1").status()).isEqualTo(200);
        assertThat(program.get("/api/incidents/1").status()).isEqualTo(404);
        assertThat(program.get("/api/incidents/1").error()).isEqualTo("ResourceNotFound: Incident 1 was not found");
        assertThat(program.get("/v1.0/security/incidents/1").status()).isEqualTo(404);
        assertThat(program.get("/api/incidents").json().get("value")).isEmpty();
    }

    @Test
    void beforeATenantOptsInItsAccountIsInactive() {
        var off = microsoft.directory().tenant("Not Yet").licensed("SPE_E5");
        var answer = programOf(off, READ).get("/api/incidents");
        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.error())
                .isEqualTo("Forbidden: Unauthorized request - reason of failure: Account mode is inactive");
    }

    @Test
    void anAddressThatIsNoneIsAnErrorInJson() {
        var answer = program(READ).get("/api/nothing");
        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.error()).startsWith("ResourceNotFound: ");
    }

    @Test
    void aSessionOfABrowserIsNoToken() {
        var visitor = visitors.signedIn(tenant.person("Brow").holds(Role.SECURITY_READER));
        assertThat(visitor.get("/incidents").status()).isEqualTo(200);
        assertThat(visitor.get("/api/incidents").status()).isEqualTo(401);
    }

    @Test
    void keysThatEntraRotatedAreFound() {
        assertThat(program(READ).get("/api/incidents").status()).isEqualTo(200);
        microsoft.rotateKeys();
        assertThat(program(READ).get("/api/incidents").status()).isEqualTo(200);
    }
}
