package securitycenter.actioncenter;

import static org.assertj.core.api.Assertions.assertThat;
import static securitycenter.identity.Role.GLOBAL_ADMINISTRATOR;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import securitycenter.PostgresTest;
import securitycenter.Visitor.Page;
import securitycenter.Visitors;
import securitycenter.fakemicrosoft.FakeMicrosoft;
import securitycenter.response.ActionState;

/** The lists as PostgreSQL reads them. */
@PostgresTest
class ActionCenterOnPostgresTests {

    private static final String HISTORY = "/action-center/history";

    @Autowired
    FakeMicrosoft microsoft;

    @Autowired
    Visitors visitors;

    @Autowired
    ApplicationContext application;

    private static List<String> names(Page page) {
        assertThat(page.status()).isEqualTo(200);
        return page.html().select("table.many tbody td:nth-child(3) > span").eachText();
    }

    @Test
    void listsAreOrderedFilteredPagedAndDecidedOn() {
        var tenant = microsoft
                .directory()
                .tenant("Action Center " + System.nanoTime())
                .licensed("SPE_E5")
                .country("NL");
        var ada = visitors.signedIn(tenant.person("Ada").holds(GLOBAL_ADMINISTRATOR));
        ada.turnOn();
        var seed = new ActionSeed(application, tenant.id());
        seed.many(70);
        var soon = seed.isolation("lt-soon");
        seed.expires(soon, Duration.ofHours(1));
        var page = ada.get("/action-center");
        assertThat(names(page)).hasSize(30).first().isEqualTo("lt-soon");
        assertThat(page.text()).contains("71 actions wait", "Look at all 70 of this kind");
        var seen = new HashSet<>(names(page));
        for (var at = 0; at < 2; at++) {
            page = ada.get(page.html().expectFirst("a[rel=next]").attr("href"));
            seen.addAll(names(page));
        }
        assertThat(seen).hasSize(71);
        assertThat(page.html().select("a[rel=next]")).isEmpty();
        assertThat(names(ada.get(page.html().expectFirst("a[rel=prev]").attr("href"))))
                .hasSize(30);
        assertThat(names(ada.get("/action-center?type=isolate-device"))).containsExactly("lt-soon");

        var done = seed.succeeded(soon, true);
        seed.unasked("b.exe", "lt-auto");
        for (var filter : List.of("asset=LT-S", "decision=approved", "type=isolate-device&status=succeeded")) {
            assertThat(names(ada.get(HISTORY + "?" + filter))).as(filter).containsExactly("lt-soon");
        }
        for (var filter : List.of("decision=automatic", "hash=" + ActionSeed.HASH, "hash=" + ActionSeed.SHA1)) {
            assertThat(names(ada.get(HISTORY + "?" + filter))).as(filter).containsExactly("b.exe");
        }
        assertThat(names(ada.get(HISTORY + "?decision=nobody"))).isEmpty();
        var csv = new String(ada.download("/action-center/export"), StandardCharsets.UTF_8);
        assertThat(csv.lines()).hasSize(71);

        assertThat(names(ada.get("/action-center?investigation=7"))).hasSize(30);
        assertThat(ada.get("/action-center?investigation=8").text()).contains("Nothing waits here any more");
        seed.byHand(seed.killing("evil.exe", "lt-1"));
        assertThat(ada.get("/action-center/by-hand")
                        .html()
                        .select("main tbody tr")
                        .eachText())
                .singleElement()
                .asString()
                .contains("evil.exe", "A person must do it");

        assertThat(ada.get("/action-center/many?type=quarantine-file").text()).contains("Investigation 7", "SHA-256");
        var form = ada.get("/action-center/many?like=" + done.id()).form("/action-center/many/decide");
        assertThat(form.press("Undo all that are ticked").text()).contains("1 action is being undone");
        assertThat(seed.state(done)).isNotEqualTo(ActionState.SUCCEEDED);

        var end = Instant.now().plusSeconds(20);
        while (seed.owesLines()) {
            assertThat(Instant.now()).isBefore(end);
        }
        assertThat(ada.get("/audit?what=action.proposed").text()).contains("The system", "lt-soon");
    }

    @Test
    void theListsOfOneInvestigationAndOfWhatIsDoneByHandAreReadAlongAnIndex() {
        var tenant = microsoft
                .directory()
                .tenant("Action Center " + System.nanoTime())
                .licensed("SPE_E5")
                .country("NL");
        visitors.signedIn(tenant.person("Ada").holds(GLOBAL_ADMINISTRATOR)).turnOn();
        ActionCenterPagesTests.assertThatTheyAreReadAlongAnIndex(new ActionSeed(application, tenant.id()));
    }
}
