package securitycenter.streaming;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import securitycenter.ApplicationTest;
import securitycenter.Visitors;
import securitycenter.fakemicrosoft.FakeMicrosoft;
import securitycenter.fakemicrosoft.Story;
import securitycenter.fakemicrosoft.StreamingApi;
import securitycenter.homes.DataCenters;

/** The queries that come with the product, over what the demo streams, as a person runs them. */
@ApplicationTest
@TestInstance(Lifecycle.PER_CLASS)
class DemoHuntingTests {

    private static final long SEED = 11;

    /** What of the attack each finds. */
    static final Map<String, String> FOUND = Map.ofEntries(
            Map.entry("alerts-of-a-day", "High"),
            Map.entry("attachment-opened", "Customs_notice_7731.pdf"),
            Map.entry("devices", "files-02"),
            Map.entry("downloaded-and-run", "parcelsync.exe"),
            Map.entry("encoded-powershell", "prep.ps1"),
            Map.entry("failed-logons", "files-02"),
            Map.entry("forwarding-rules", "New-InboxRule 198.51.100.77"),
            Map.entry("mails-with-links", "https://portal.parcel-desk.example/release/7731"),
            Map.entry("new-administrators", "Group Membership changed"),
            Map.entry("new-autostart", "ParcelSync ImagePath C:\\Windows\\Temp\\parcelsync.exe"),
            Map.entry("office-starts-shell", "winword.exe powershell.exe"),
            Map.entry("rare-destinations", "203.0.113.66"));

    static final List<String> IDS = FOUND.keySet().stream().sorted().toList();

    @Autowired
    FakeMicrosoft microsoft;

    @Autowired
    Visitors visitors;

    @Autowired
    DataCenters dataCenters;

    @Autowired
    StorageReader reader;

    private StreamingTenant tenant;

    @BeforeAll
    void theAttackIsOver() throws InterruptedException {
        var newcomer = microsoft.directory().tenant("Hunted Ltd");
        newcomer.alerts()
                .plays(Story.groupedByMicrosoft()
                        .seed(SEED)
                        .withPast()
                        .withBackground()
                        .atOnce());
        tenant = new StreamingTenant(newcomer, visitors, dataCenters);
        tenant.administrator
                .get("/settings/services")
                .form("/settings/services/identity-data")
                .tick("integrated")
                .submit();
        while (newcomer.alerts().toldSoFar().isEmpty()) {
            Thread.sleep(100);
        }
        var now = Instant.now();
        var api = new StreamingApi(newcomer, SEED, tenant.home.folder().resolve("intake"), now);
        for (var when : List.of(now, now.plus(Duration.ofMinutes(2)))) {
            api.deliver(when);
            api.deliverIdentity(when);
        }
        reader.read(tenant.home);
    }

    private List<String> rows(String query) {
        var page = tenant.administrator
                .get("/hunting")
                .form("/hunting/runs")
                .type("query", query)
                .submit();
        while (page.html().selectFirst("#run-part[hx-get]") != null) {
            page = tenant.administrator.get(page.path());
        }
        return page.html().select("table[data-rows] tbody tr").eachText();
    }

    @ParameterizedTest
    @FieldSource("IDS")
    void eachQueryFindsTheAttack(String id) throws IOException {
        var query = new ClassPathResource("hunting/" + id + ".kql").getContentAsString(StandardCharsets.UTF_8);
        assertThat(rows(query)).anySatisfy(row -> assertThat(row).contains(FOUND.get(id)));
    }

    @Test
    void noQueryIsLeftOut() throws IOException {
        var files = new PathMatchingResourcePatternResolver().getResources("classpath:hunting/*.kql");
        assertThat(files)
                .extracting(Resource::getFilename)
                .containsExactlyInAnyOrderElementsOf(
                        IDS.stream().map(id -> id + ".kql").toList());
    }

    @ParameterizedTest
    @CsvSource({
        "DeviceFileEvents, parcelsync.exe false false",
        "DeviceProcessEvents, parcelsync.exe false false",
        "DeviceProcessEvents, powershell.exe true true Microsoft Windows"
    })
    void itIsKnownWhoSignedThePrograms(String table, String program) {
        var signed = rows("""
                DeviceFileCertificateInfo
                | join kind=inner (%s | project SHA1, FileName) on SHA1
                | distinct FileName, IsSigned, IsTrusted, Signer""".formatted(table));
        assertThat(signed).anySatisfy(row -> assertThat(row).contains(program));
    }
}
