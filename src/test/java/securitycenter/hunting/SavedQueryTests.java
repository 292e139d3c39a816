package securitycenter.hunting;

import static org.assertj.core.api.Assertions.assertThat;
import static securitycenter.identity.Role.GLOBAL_ADMINISTRATOR;
import static securitycenter.identity.Role.SECURITY_OPERATOR;
import static securitycenter.identity.Role.SECURITY_READER;

import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import securitycenter.ApplicationTest;
import securitycenter.Visitor;
import securitycenter.Visitor.Page;
import securitycenter.Visitors;
import securitycenter.fakemicrosoft.FakeMicrosoft;

/** Queries that people keep, for themselves and for their tenant. */
@ApplicationTest
class SavedQueryTests {

    private static final String QUERIES = "/hunting/queries";

    @Autowired
    FakeMicrosoft microsoft;

    @Autowired
    Visitors visitors;

    private Visitor ada;
    private Visitor olga;
    private Visitor rea;

    @BeforeEach
    void aTenant() {
        var tenant =
                microsoft.directory().tenant("Keeping Ltd").licensed("SPE_E5").country("NL");
        ada = visitors.signedIn(tenant.person("Ada Lovelace").holds(GLOBAL_ADMINISTRATOR));
        ada.turnOn();
        olga = visitors.signedIn(tenant.person("Olga Bos").holds(SECURITY_OPERATOR));
        rea = visitors.signedIn(tenant.person("Rea Jansen").holds(SECURITY_READER));
    }

    private Page save(Visitor person, String name, String folder) {
        return person.get("/hunting")
                .form("/hunting/runs")
                .type("query", "DeviceInfo | take 5")
                .to(QUERIES + "/new")
                .submit()
                .form(QUERIES)
                .type("name", name)
                .pick("folder", folder)
                .submit();
    }

    @Test
    void whatOnePersonKeepsForThemselvesNobodyElseSees() {
        var saved = save(ada, "Only mine", "mine");
        assertThat(saved.text()).contains("was saved", "Version 1");
        assertThat(ada.get(QUERIES).text()).contains("Only mine");
        assertThat(olga.get(QUERIES).text()).doesNotContain("Only mine");
        assertThat(olga.get(saved.path()).status()).isEqualTo(404);
        assertThat(olga.forge(saved.path() + "/delete", Map.of()).status()).isEqualTo(404);
        assertThat(ada.get("/audit").text()).doesNotContain("hunting query");
    }

    @Test
    void theTenantsAreSeenByAllChangedByThoseWhoWorkOnIncidentsAndRecorded() {
        var saved = save(ada, "Ours", "tenant");
        assertThat(rea.get(saved.path()).text()).contains("Only those who work on incidents");
        assertThat(rea.forge(saved.path(), Map.of("name", "Mine", "text", "DeviceInfo", "version", "1"))
                        .status())
                .isEqualTo(403);
        assertThat(rea.forge(QUERIES, Map.of("name", "Mine", "text", "DeviceInfo", "folder", "tenant"))
                        .status())
                .isEqualTo(403);
        olga.get(saved.path()).form(saved.path()).type("name", "Ours too").submit();
        assertThat(rea.get(QUERIES).text()).contains("Ours too");
        assertThat(ada.get("/audit").text())
                .contains("Saved a hunting query for the tenant", "Changed a hunting query of the tenant");
        var link = rea.get(saved.path()).html().expectFirst(".reference").text();
        assertThat(rea.get(link).html().expectFirst("textarea").wholeText()).isEqualTo("DeviceInfo | take 5");
    }

    @Test
    void changesOfDifferentFieldsAreJoinedAndOfTheSameFieldThePersonDecides() {
        var path = save(ada, "Shared", "tenant").path();
        var ofAda = ada.get(path).form(path).type("description", "From Ada");
        var ofOlga = olga.get(path).form(path).type("name", "From Olga");
        ofAda.submit();
        assertThat(ofOlga.submit().text()).contains("From Olga");
        assertThat(rea.get(path).html().select("input[name=description]").val()).isEqualTo("From Ada");

        var again = ada.get(path).form(path).type("name", "Ada’s");
        olga.get(path).form(path).type("name", "Olga’s").submit();
        var conflict = again.submit();
        assertThat(conflict.status()).isEqualTo(409);
        assertThat(conflict.text()).contains("changed while you were editing", "Olga Bos", "Olga’s");
        assertThat(conflict.html().select("input[name=name]").val()).isEqualTo("Ada’s");
        assertThat(conflict.form(path).submit().html().select("h1").text()).isEqualTo("Ada’s");
    }

    @Test
    void anEarlierVersionComesBack() {
        var path = save(ada, "First", "mine").path();
        ada.get(path).form(path).type("text", "DeviceInfo | take 6").submit();
        var first = ada.get(path + "/versions/1");
        assertThat(first.text()).contains("take 5");
        var back = first.form(path).submit();
        assertThat(back.html().expectFirst("textarea").wholeText()).isEqualTo("DeviceInfo | take 5");
        assertThat(back.text()).contains("Version 3");
    }

    @Test
    void onlyTheLastFiftyVersionsAreKeptAndThatIsSaid() {
        var path = save(ada, "Often", "tenant").path();
        var ofOlga = olga.get(path).form(path).type("name", "From Olga");
        for (var number = 2; number <= 52; number++) {
            ada.get(path).form(path).type("text", "DeviceInfo | take " + number).submit();
        }
        var page = ada.get(path);
        assertThat(page.text()).contains("The last 50 versions are kept", "Version 52", "Version 3 ");
        assertThat(page.html().select("#versions ~ ul li")).hasSize(50);
        assertThat(ada.get(path + "/versions/2").status()).isEqualTo(404);
        assertThat(ada.get(path + "/versions/3").status()).isEqualTo(200);

        var conflict = ofOlga.submit();
        assertThat(conflict.status()).isEqualTo(409);
        assertThat(ada.get(path).html().select("h1").text()).isEqualTo("Often");
    }

    @Test
    void deletingAsksFirst() {
        var path = save(ada, "Gone soon", "tenant").path();
        var sure = ada.get(path + "/delete");
        assertThat(sure.text()).contains("Delete “Gone soon”?", "everybody of the tenant");
        assertThat(sure.form(path + "/delete").submit().text()).contains("“Gone soon” was deleted");
        assertThat(ada.get(path).status()).isEqualTo(404);
    }

    @Test
    void aQueryWithoutANameIsNotSaved() {
        var refused = save(ada, " ", "mine");
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.text()).contains("Give it a name");
        assertThat(refused.html().expectFirst("textarea").wholeText()).isEqualTo("DeviceInfo | take 5");
    }
}
