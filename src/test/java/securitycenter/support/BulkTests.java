package securitycenter.support;

import static org.assertj.core.api.Assertions.assertThat;
import static securitycenter.identity.Role.GLOBAL_ADMINISTRATOR;
import static securitycenter.support.StaffWork.await;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import securitycenter.ApplicationTest;
import securitycenter.Visitor;
import securitycenter.Visitor.Page;
import securitycenter.Visitors;
import securitycenter.fakemicrosoft.FakeMicrosoft;
import securitycenter.fakemicrosoft.Tenant;
import securitycenter.provisioning.Homes;

@ApplicationTest
class BulkTests {

    @Autowired
    FakeMicrosoft microsoft;

    @Autowired
    Visitors visitors;

    @Autowired
    Homes homes;

    final List<Tenant> tenants = new ArrayList<>();
    final List<Visitor> administrators = new ArrayList<>();
    Visitor staff;

    @BeforeEach
    void someTenants() {
        for (int i = 0; i < 4; i++) {
            var tenant = microsoft
                    .directory()
                    .tenant("=Bulk " + System.nanoTime())
                    .licensed("SPE_E5")
                    .country("NL");
            tenants.add(tenant);
            var administrator = visitors.signedIn(tenant.person("Ada").holds(GLOBAL_ADMINISTRATOR));
            administrator.get("/settings");
            administrators.add(administrator);
        }
        staff = visitors.staff(microsoft, "Stella");
    }

    private Page preview(String act) {
        return staff.get("/support/bulk/new?act=" + act
                + tenants.stream().map(tenant -> "&tenant=" + tenant.id()).collect(Collectors.joining()));
    }

    private static Page start(Page preview, int batch, int pause, int failures) {
        return preview.form("/support/bulk")
                .type("reason", "After the update")
                .type("reference", "CHG-7")
                .type("batchSize", String.valueOf(batch))
                .type("pauseSeconds", String.valueOf(pause))
                .type("failuresToStop", String.valueOf(failures))
                .submit();
    }

    private Page ended(Page bulk) {
        await(() -> staff.get(bulk.path()).html().selectFirst("[hx-get]") == null);
        return staff.get(bulk.path());
    }

    @Test
    void allAreProvisionedBatchByBatchAndTheResultIsAFile() {
        var preview = preview("provision");
        assertThat(preview.html().select("tbody tr")).hasSize(4);
        assertThat(preview.text()).contains("A database schema");
        var end = ended(start(preview, 2, 0, 1));
        assertThat(end.text()).contains("Done. 4 of 4 done, none failed.");
        administrators.forEach(administrator ->
                assertThat(administrator.get("/incidents").path()).isEqualTo("/incidents"));
        var csv = new String(staff.download(end.path() + "/result.csv"), StandardCharsets.UTF_8);
        assertThat(csv.lines()).hasSize(5);
        assertThat(csv).contains("\"'=Bulk", "\"done\"");
        assertThat(administrators.getFirst().get("/audit").text())
                .contains("Support provisioned the tenant", "After the update", "CHG-7");
    }

    @Test
    void afterTooManyFailuresNoOtherTenantBegins() {
        var preview = preview("repair");
        assertThat(preview.text()).contains("Left out", "is not on for this tenant");
        var end = ended(start(preview, 1, 0, 2));
        assertThat(end.text()).contains("Halted, because too many failed.", "2 failed");
        assertThat(end.html().select("tbody .badge").eachText())
                .containsExactly("Failed", "Failed", "Waiting", "Waiting");
    }

    @Test
    void stoppingLetsNoOtherTenantBegin() {
        var bulk = start(preview("provision"), 1, 3600, 1);
        await(() -> staff.get(bulk.path()).text().contains("1 of 4 done"));
        assertThat(staff.get(bulk.path()).form(bulk.path() + "/stop").submit().text())
                .contains("Stopped. No other tenant begins");
        assertThat(ended(bulk).text()).contains("1 of 4 done");
    }

    @Test
    void whatWaitedForATenantIsWithdrawnWhenTheBulkIsStopped() {
        var careful = administrators.getFirst();
        careful.get("/settings/support")
                .form("/settings/support")
                .tick("required")
                .submit();
        var bulk = start(preview("provision"), 1, 3600, 1);
        await(() -> staff.get(bulk.path()).text().contains("Waiting for approval"));
        assertThat(careful.get("/settings/support").text()).contains("Approve");
        staff.get(bulk.path()).form(bulk.path() + "/stop").submit();
        assertThat(careful.get("/settings/support").html().select("form[action$=approve]"))
                .isEmpty();
        assertThat(careful.get("/settings/support").text()).contains("Withdrawn");
    }

    @Test
    void aFormThatIsSentTwiceBeginsOneBulkWhichTheListShows() {
        var preview = preview("provision");
        var first = start(preview, 4, 0, 1);
        assertThat(start(preview, 4, 0, 1).path()).isEqualTo(first.path());
        var row = staff.get("/support/bulk").html().select("tbody tr:has(a[href=" + first.path() + "])");
        assertThat(row.text()).contains("Provision", "4", "CHG-7");
        ended(first);
    }

    @Test
    void allThatAFilterFindsAreChosenAtOnce() {
        var name = "Manifold" + System.nanoTime();
        for (int i = 0; i < 3; i++) {
            visitors.signedIn(microsoft
                            .directory()
                            .tenant(name + " " + i)
                            .person("Ada")
                            .holds(GLOBAL_ADMINISTRATOR))
                    .get("/settings");
        }
        var preview = staff.get("/support/bulk/new?all=true&find=" + name);
        assertThat(preview.html().select("tbody tr")).hasSize(3);
        assertThat(staff.get("/support/bulk/new?all=true&find=Nobody" + name).text())
                .contains("Choose tenants in the list first.");
        var moved = preview.form("/support/bulk/new")
                .choose("act", "move")
                .choose("to", "UNITED_KINGDOM")
                .submit();
        assertThat(moved.html().select("tbody tr")).hasSize(3);
        assertThat(moved.text()).contains("Left out");
    }

    @Test
    void aTenantThatWantsToBeAskedIsAskedAndTheOthersGoOn() {
        var careful = administrators.getFirst();
        careful.get("/settings/support")
                .form("/settings/support")
                .tick("required")
                .submit();
        var end = ended(start(preview("provision"), 4, 0, 1));
        assertThat(end.text()).contains("3 of 4 done", "Waiting for approval");
        assertThat(homes.placeOf(tenants.getFirst().id())).isEmpty();
        var action = staff.get(end.html().select("a[href^=/support/actions/]").attr("href"));
        assertThat(action.html().select("dd").eachText()).contains("CHG-7");
        assertThat(action.html().select("dd a[href*=CHG-7]")).isEmpty();
    }

    @Test
    void withoutTenantsAReasonOrASensiblePaceNothingStarts() {
        assertThat(staff.get("/support/bulk/new").text()).contains("Choose tenants in the list first.");
        var refused = start(preview("provision"), 51, -1, 0);
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.text()).contains("Choose a number from 1 to 50.", "Choose a number from 0 to 3,600.");
        var unreadable = refused.form("/support/bulk").type("batchSize", "ten").submit();
        assertThat(unreadable.status()).isEqualTo(422);
        assertThat(unreadable.html().select("#batchSize").val()).isEqualTo("ten");
        assertThat(unreadable.html().select("#batchSize-error").text()).contains("from 1 to 50");
        assertThat(preview("provision").form("/support/bulk").submit().text()).contains("Say why.");
        assertThat(staff.get("/support/bulk/999999").status()).isEqualTo(404);
        assertThat(preview("clean").html().select("option[value=clean]")).isEmpty();
    }
}
