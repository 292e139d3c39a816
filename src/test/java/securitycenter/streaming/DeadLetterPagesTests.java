package securitycenter.streaming;

import static org.assertj.core.api.Assertions.assertThat;
import static securitycenter.identity.Role.GLOBAL_ADMINISTRATOR;
import static securitycenter.identity.Role.SECURITY_READER;

import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.annotation.Autowired;
import securitycenter.ApplicationTest;
import securitycenter.Visitors;
import securitycenter.events.StoredEvents;
import securitycenter.fakemicrosoft.FakeMicrosoft;
import securitycenter.homes.DataCenters;

/** Settings > Supported services > unreadable records. */
@ApplicationTest
class DeadLetterPagesTests {

    private static final String LIST = DeadLetterController.ADDRESS;

    @Autowired
    FakeMicrosoft microsoft;

    @Autowired
    Visitors visitors;

    @Autowired
    DataCenters dataCenters;

    @Autowired
    StorageReader reader;

    @Autowired
    BeanFactory application;

    StreamingTenant tenant;

    @BeforeEach
    void aTenantWhoseStreamHoldsUnreadableRecords() {
        tenant = new StreamingTenant("Garbled Ltd", microsoft, visitors, dataCenters);
        StreamingTenant.append(
                tenant.blob("DeviceEvents", Instant.now()),
                "{\"broken\": <script>alert(1)</script>\n",
                tenant.records.record("ThingsOfTomorrow", "{\"Timestamp\":\"2026-02-03T10:31:44Z\"}") + "\n");
        reader.read(tenant.home);
    }

    @Test
    void anAdministratorReadsWhatCouldNotBeReadAndWhy() {
        var page = tenant.administrator.get(LIST);
        assertThat(page.text())
                .contains("2 records", "This is not JSON", "A table that we do not know yet", "ThingsOfTomorrow")
                .contains("insights-logs-advancedhunting-deviceevents/y=");
        assertThat(page.body()).doesNotContain("<script>alert");
        var one = tenant.administrator.get(LIST + "/" + id("NOT_JSON"));
        assertThat(one.text()).contains("{\"broken\": <script>alert(1)</script>", "at 0");
    }

    @Test
    void whatIsStillUnreadableStays() {
        var id = id("NOT_JSON");
        var page = tenant.administrator
                .get(LIST + "/" + id)
                .form(LIST + "/" + id + "/replay")
                .submit();
        assertThat(page.text()).contains("still cannot be taken in", "Replayed without success 1");
        assertThat(tenant.count("dead_letter")).isEqualTo(2);
    }

    @Test
    void whatCanBeReadByNowIsTakenInOnceAndLeavesTheList() {
        tenant.home
                .database()
                .sql("update dead_letter set raw = ? where reason = 'NOT_JSON'")
                .param(tenant.records.process(1))
                .update();
        var page = tenant.administrator.get(LIST).form(LIST + "/replay").submit();
        assertThat(page.text()).contains("One record was taken in; one still cannot be.");
        assertThat(StoredEvents.of(tenant.home, application)).hasSize(1);
        assertThat(tenant.count("dead_letter")).isEqualTo(1);
        assertThat(tenant.administrator.get("/audit").text()).contains("Replayed all unreadable records");
    }

    @Test
    void whatIsNotTakenInAnyMoreIsDiscardedAndNotTakenIn() {
        tenant.home
                .database()
                .sql("update dead_letter set raw = ? where reason = 'NOT_JSON'")
                .param(tenant.records.record(
                        "IdentityLogonEvents", "{\"Timestamp\":\"2026-02-03T10:00:00Z\",\"ReportId\":\"r1\"}"))
                .update();
        var page = tenant.administrator.get(LIST).form(LIST + "/replay").submit();
        assertThat(page.text())
                .contains("No record was taken in; one still cannot be. One was of a service that is not taken in");
        assertThat(StoredEvents.of(tenant.home, application)).isEmpty();
        assertThat(tenant.count("dead_letter")).isEqualTo(1);
    }

    @Test
    void allAreReplayedHoweverManyThereAre() {
        var lines = new StringBuilder();
        for (var i = 0; i < 2_100; i++) {
            lines.append("broken ").append(i).append('\n');
        }
        StreamingTenant.append(tenant.blob("DeviceEvents", Instant.now()), lines.toString());
        reader.read(tenant.home);
        for (var i = 1; i <= 3; i++) {
            tenant.home
                    .database()
                    .sql("update dead_letter set raw = ? where raw = ?")
                    .params(tenant.records.process(i), "broken " + 700 * (i - 1))
                    .update();
        }
        var page = tenant.administrator.get(LIST).form(LIST + "/replay").submit();
        assertThat(page.text()).contains("3 records were taken in; 2,099 still cannot be.");
        assertThat(StoredEvents.of(tenant.home, application)).hasSize(3);
    }

    @Test
    void aDiscardedRecordIsGoneAndTheLogSaysSo() {
        var id = id("NOT_JSON");
        var page = tenant.administrator
                .get(LIST + "/" + id)
                .form(LIST + "/" + id + "/discard")
                .submit();
        assertThat(page.text()).contains("The record was discarded.", "One record");
        assertThat(tenant.administrator.get(LIST + "/" + id).status()).isEqualTo(404);
        assertThat(tenant.administrator.get("/audit").text()).contains("Discarded an unreadable record");
    }

    @Test
    void onlyAdministratorsSeeThemAndOnlyThoseOfTheirOwnTenant() {
        var reads = visitors.signedIn(tenant.tenant.person("Rea").holds(SECURITY_READER));
        assertThat(reads.get(LIST).status()).isEqualTo(403);
        assertThat(reads.forge(LIST + "/replay", Map.of()).status()).isEqualTo(403);
        var other = new StreamingTenant("Clear Ltd", microsoft, visitors, dataCenters);
        assertThat(other.administrator.get(LIST).text()).contains("Every record could be read");
        assertThat(other.administrator.get(LIST + "/" + id("NOT_JSON")).status())
                .isEqualTo(404);
        assertThat(visitors.signedIn(microsoft
                                .directory()
                                .tenant("Off Ltd")
                                .licensed("SPE_E5")
                                .person("Eve")
                                .holds(GLOBAL_ADMINISTRATOR))
                        .get(LIST)
                        .path())
                .isEqualTo("/settings");
    }

    @Test
    void aLongListHasPages() {
        for (var i = 0; i < 60; i++) {
            StreamingTenant.append(tenant.blob("DeviceEvents", Instant.now()), "broken " + i + "\n");
        }
        reader.read(tenant.home);
        var page = tenant.administrator.get(LIST);
        assertThat(page.html().select("tbody tr")).hasSize(50);
        var older = tenant.administrator.get(page.html().select("a[rel=next]").attr("href"));
        assertThat(older.html().select("tbody tr")).hasSize(12);
    }

    private long id(String flaw) {
        return tenant.home
                .database()
                .sql("select id from dead_letter where reason = ?")
                .param(flaw)
                .query(Long.class)
                .single();
    }
}
