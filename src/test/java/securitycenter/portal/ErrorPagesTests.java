package securitycenter.portal;

import static org.assertj.core.api.Assertions.assertThat;
import static securitycenter.identity.Role.SECURITY_READER;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import securitycenter.ApplicationTest;
import securitycenter.Visitor;
import securitycenter.Visitor.Page;
import securitycenter.Visitors;
import securitycenter.fakemicrosoft.FakeMicrosoft;

/** Over HTTP, because the container has its say in errors. */
@ApplicationTest
class ErrorPagesTests {

    @Autowired
    FakeMicrosoft microsoft;

    @Autowired
    Visitors visitors;

    @LocalServerPort
    int port;

    Visitor reader;
    Visitor without;

    @BeforeEach
    void people() {
        var tenant = microsoft.directory().tenant("Errors B.V.").licensed("SPE_E5");
        reader = visitors.signedIn(tenant.person("Rea").holds(SECURITY_READER));
        without = visitors.signedIn(tenant.person("Nora"));
    }

    @Test
    void aRefusalSaysWhichRoleIsNeededAndHowANewRoleCounts() {
        var refused = reader.forge("/settings", Map.of("turnOn", "true"));
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.text())
                .contains("You may not do this", "Global administrator", "Security administrator")
                .doesNotContain("Security reader");
        assertThat(refused.html().select("main a[href='/oauth2/authorization/entra?prompt=login']"))
                .hasSize(1);
        assertThat(without.get("/audit").text()).contains("Security reader");
    }

    @Test
    void aFormOfAnEarlierSessionSaysSo() {
        var refused = reader.post("/preferences", "zone=UTC");
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.text()).contains("This form is no longer valid").doesNotContain("administrator");
    }

    @Test
    void whatDoesNotExistKeepsTheFrameOfThePerson() {
        var missing = reader.get("/nothing-here");
        assertThat(missing.status()).isEqualTo(404);
        assertThat(missing.html().select("nav.nav")).hasSize(1);
        var strange = visitors.stranger().get("/help/nothing-here");
        assertThat(strange.status()).isEqualTo(404);
        assertThat(strange.html().select("nav.nav")).isEmpty();
        assertThat(strange.html().select("a[href^=/help?from]")).hasSize(1);
    }

    @Test
    void aWrongMethodIsExplained() {
        assertThat(reader.forge("/incidents", Map.of()).status()).isEqualTo(405);
        assertThat(reader.forge("/incidents", Map.of()).text()).contains("cannot be used like that");
    }

    @Test
    void aFormThatIsTooLargeIsExplained() {
        for (var size : new int[] {3_000_000, 10_000_000}) {
            var refused = reader.post("/preferences", "zone=" + "a".repeat(size));
            assertThat(refused.status()).isEqualTo(413);
            assertThat(refused.text()).contains("larger than 2 MB");
        }
    }

    @Test
    void pageHeaderAndLogHaveOneReference() {
        var missing = reader.get("/nothing-here");
        assertThat(reference(missing)).matches("[0-9A-Z]{8}").isEqualTo(missing.header("X-Reference"));
    }

    @Test
    void programsGetJsonWithTheReference() throws Exception {
        var request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/help/nothing-here"))
                .header("Accept", "application/json")
                .build();
        try (var program = HttpClient.newHttpClient()) {
            var answer = program.send(request, BodyHandlers.ofString());
            var reference = answer.headers().firstValue("X-Reference").orElseThrow();
            assertThat(answer.statusCode()).isEqualTo(404);
            assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
            assertThat(answer.body())
                    .contains("\"reference\":\"" + reference + "\"", "\"instance\":\"/help/nothing-here\"");
        }
    }

    @Test
    void theAddressOfErrorsShowsNothingByItself() {
        assertThat(visitors.stranger().get("/error").status()).isEqualTo(404);
    }

    @Test
    void noPageOfAnErrorIsKeptOrWithoutItsPolicy() {
        var missing = reader.get("/nothing-here");
        assertThat(missing.header("Cache-Control")).contains("no-store");
        assertThat(missing.header("Content-Security-Policy")).startsWith("default-src 'none'");
    }

    private static String reference(Page page) {
        return page.html().select("main .reference").text();
    }
}
