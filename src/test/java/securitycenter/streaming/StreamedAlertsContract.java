package securitycenter.streaming;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.annotation.Autowired;
import securitycenter.Visitors;
import securitycenter.alerts.AlertReader;
import securitycenter.alerts.Evidence;
import securitycenter.events.StoredEvents;
import securitycenter.fakemicrosoft.FakeMicrosoft;
import securitycenter.homes.DataCenters;
import securitycenter.incidents.Incidents;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The rows of AlertInfo and AlertEvidence become alerts, whole and once, in whichever order they come. */
abstract class StreamedAlertsContract {

    private static final String ALERT = "da638719327049013377_-771204918";
    private static final JsonMapper JSON = new JsonMapper();

    @Autowired
    StreamedAlerts alerts;

    @Autowired
    FakeMicrosoft microsoft;

    @Autowired
    Visitors visitors;

    @Autowired
    DataCenters dataCenters;

    @Autowired
    StorageReader reader;

    @Autowired
    Incidents incidents;

    @Autowired
    BeanFactory application;

    StreamingTenant tenant;
    Records records;

    @BeforeEach
    void aTenant() {
        tenant = new StreamingTenant("Alarmed Ltd", microsoft, visitors, dataCenters);
        records = tenant.records;
    }

    @Test
    void evidenceThatComesBeforeAndAfterItsAlertIsPartOfIt() {
        arrive("AlertEvidence", machine());
        assertThat(tenant.count("alert"))
                .as("nobody knows yet what it is about")
                .isZero();
        arrive("AlertInfo", records.info(ALERT, "Odd script"));
        assertThat(evidence()).hasSize(1);
        arrive("AlertEvidence", user());
        assertThat(tenant.count("alert")).isEqualTo(1);
        assertThat(tenant.count("incident")).isEqualTo(1);
        assertThat(evidence()).hasSize(2).hasOnlyElementsOfTypes(Evidence.Device.class, Evidence.User.class);
    }

    @Test
    void whetherAnythingCanBeKeptIsTriedWithoutATrace() {
        alerts.probe(tenant.home);
        assertThat(tenant.count("streamed_alert")).isZero();
    }

    @Test
    void anAlertSaysWhatItsRowSays() {
        arrive("AlertInfo", records.info(ALERT, "Odd script"));
        var alert = AlertReader.read(body(), Instant.now()).orElseThrow();
        assertThat(alert.id()).isEqualTo(ALERT);
        assertThat(alert.title()).isEqualTo("Odd script");
        assertThat(alert.severity().word()).isEqualTo("high");
        assertThat(alert.source().word()).isEqualTo("microsoftDefenderForEndpoint");
        assertThat(alert.detectionSource()).isEqualTo("microsoftDefenderForEndpoint");
        assertThat(alert.category()).isEqualTo("Execution");
        assertThat(alert.techniques()).containsExactly("T1059.001", "T1204.002");
        assertThat(alert.createdAt()).isEqualTo("2026-02-03T10:01:44.901337Z");
    }

    @Test
    void aCategoryIsOneWordEverywhere() {
        arrive("AlertInfo", records.info(ALERT, "Odd script").replace("\"Execution\"", "\"Suspicious activity\""));
        assertThat(body().path("category").asString()).isEqualTo("SuspiciousActivity");
        assertThat(body().path("categories").values()).singleElement().hasToString("\"SuspiciousActivity\"");
        assertThat(tenant.count("alert where category = 'SuspiciousActivity'")).isEqualTo(1);
        assertThat(tenant.count("incident where categories = 'SuspiciousActivity'"))
                .isEqualTo(1);
    }

    @Test
    void howeverDeepARowIsNestedItsAlertCanBeWrittenWithinAnything() {
        var deep = "{\"a\":".repeat(490) + "1" + "}".repeat(490);
        arrive(
                "AlertEvidence",
                records.evidence(ALERT, "Ip", ",\"AdditionalFields\":" + deep),
                records.evidence(ALERT, "Url", ",\"AdditionalFields\":\"" + deep.replace("\"", "\\\"") + "\""),
                machine());
        arrive("AlertInfo", records.info(ALERT, "Odd script"));
        assertThat(tenant.count("dead_letter")).isZero();
        assertThat(tenant.count("incident")).isEqualTo(1);
        assertThat(evidence()).hasSize(3);
        var page = JSON.createObjectNode();
        page.putArray("value").addObject().putArray("alerts").add(body());
        assertThat(JSON.writeValueAsString(page)).contains("ws-07.harvest.example");
    }

    @Test
    void aDeviceIsInTheGroupThatItsRowNames() {
        arrive("AlertEvidence", machine());
        arrive("AlertInfo", records.info(ALERT, "Odd script"));
        assertThat(evidence())
                .singleElement()
                .isInstanceOfSatisfying(
                        Evidence.Device.class,
                        device -> assertThat(device.group()).isEqualTo("Tills"));
    }

    @Test
    void eachKindOfEntityBecomesItsKindOfEvidence() {
        arrive(
                "AlertEvidence",
                machine(),
                user(),
                records.evidence(ALERT, "File", ",\"SHA256\":\"aa\",\"FolderPath\":\"C:\\\\x\",\"FileSize\":12"),
                records.evidence(ALERT, "Process", ",\"SHA256\":\"aa\",\"ProcessCommandLine\":\"run me\""),
                records.evidence(ALERT, "Ip", ",\"RemoteIP\":\"198.51.100.23\""),
                records.evidence(ALERT, "Url", ",\"Note\":1")
                        .replace("\"RemoteUrl\":null", "\"RemoteUrl\":\"https://x.example\""),
                records.evidence(ALERT, "MailMessage", ",\"NetworkMessageId\":\"m-1\",\"EmailSubject\":\"Prices\""),
                records.evidence(ALERT, "Mailbox", ",\"AccountUpn\":\"noor@harvest.example\""),
                records.evidence(ALERT, "MailCluster", ",\"AdditionalFields\":{\"Query\":\"x\"}"),
                records.evidence(ALERT, "RegistryKey", ",\"RegistryKey\":\"HKCU\\\\Run\""),
                records.evidence(
                        ALERT, "RegistryValue", ",\"RegistryKey\":\"HKCU\\\\Run\",\"RegistryValueName\":\"a\""),
                records.evidence(ALERT, "CloudApplication", ",\"Application\":\"SharePoint\",\"ApplicationId\":20892"),
                records.evidence(ALERT, "OAuthApplication", ",\"Application\":\"Mail reader\""),
                records.evidence(ALERT, "SomethingNew", ",\"AccountName\":\"noor\",\"AdditionalFields\":\"no JSON\""));
        arrive("AlertInfo", records.info(ALERT, "Everything at once"));
        assertThat(evidence().stream().map(item -> item.kind().word()))
                .containsExactlyInAnyOrder(
                        "device",
                        "user",
                        "file",
                        "process",
                        "ip",
                        "url",
                        "message",
                        "mailbox",
                        "mailCluster",
                        "registry",
                        "registry",
                        "cloudApp",
                        "oauthApp",
                        "other");
        assertThat(evidence().stream().flatMap(item -> item.name().stream()))
                .contains(
                        "ws-07.harvest.example",
                        "noor@harvest.example",
                        "198.51.100.23",
                        "https://x.example",
                        "Prices",
                        "HKCU\\Run",
                        "SharePoint",
                        "Mail reader",
                        "noor");
    }

    @Test
    void theSameRowsAgainChangeNothing() {
        arrive("AlertInfo", records.info(ALERT, "Odd script"), machine());
        var changed = changedAt();
        tenant.home.database().sql("delete from stream_blob").update();
        reader.read(tenant.home);
        assertThat(evidence()).hasSize(1);
        assertThat(changedAt()).isEqualTo(changed);
    }

    @Test
    void anAlertAndItsMomentAreOneRowAndALaterMomentIsAnother() {
        arrive("AlertInfo", records.info(ALERT, "Odd script"));
        arrive("AlertInfo", records.info(ALERT, "Odder script"));
        assertThat(StoredEvents.of(tenant.home, application)).hasSize(1);
        assertThat(body().path("title").asString()).isEqualTo("Odd script");
        arrive("AlertInfo", records.info(ALERT, "Oddest script").replace("10:01:44", "10:01:45"));
        assertThat(StoredEvents.of(tenant.home, application)).hasSize(2);
        assertThat(body().path("title").asString()).isEqualTo("Oddest script");
        assertThat(tenant.count("alert")).isEqualTo(1);
    }

    @Test
    void whatGraphSaysOfTheAlertStandsWhateverIsStreamed() {
        var graph = JSON.createObjectNode()
                .put("id", ALERT)
                .put("title", "As Graph tells it")
                .put("createdDateTime", "2026-02-03T10:01:44.9013377Z")
                .put("lastUpdateDateTime", "2026-02-03T10:01:44.9013377Z");
        arrive("AlertInfo", records.info(ALERT, "As the stream tells it"));
        incidents.take(
                tenant.home, List.of(AlertReader.read(graph, Instant.now()).orElseThrow()));
        arrive("AlertEvidence", machine());
        assertThat(body().path("title").asString()).isEqualTo("As Graph tells it");
        assertThat(tenant.count("alert")).isEqualTo(1);
    }

    @Test
    void theEvidenceOfAnAlertHasBoundsInRowsAndInBytes() {
        var many = new StringBuilder();
        for (var i = 0; i < StreamedAlerts.MOST_EVIDENCE + 30; i++) {
            many.append(records.evidence(ALERT, "Ip", ",\"RemoteIP\":\"198.51.100.1\",\"N\":" + i))
                    .append("\r\n");
        }
        arrive("AlertEvidence", many.toString());
        var pad = "x".repeat(1_000_000);
        for (var i = 0; i < 6; i++) {
            arrive("AlertEvidence", records.evidence("large", "Ip", ",\"Pad\":\"" + pad + i + "\""));
        }
        arrive("AlertInfo", records.info(ALERT, "Many"), records.info("large", "Large"));
        assertThat(tenant.count("streamed_evidence where alert_id = 'large'")).isEqualTo(4);
        assertThat(tenant.count("streamed_evidence")).isEqualTo(StreamedAlerts.MOST_EVIDENCE + 4);
        assertThat(tenant.count("alert")).isEqualTo(2);
    }

    @Test
    void manyAlertsAtOnceAreAllTold() {
        var many = new StringBuilder();
        for (var i = 0; i < 250; i++) {
            many.append(records.info("da" + i, "Alert " + i)).append("\r\n");
        }
        arrive("AlertInfo", many.toString());
        assertThat(tenant.count("alert")).isEqualTo(250);
    }

    @Test
    void aRowWithoutAnAlertIsAnEventAndNothingElse() {
        arrive(
                "AlertInfo",
                records.record(
                        "AlertInfo",
                        "{\"Timestamp\":\"2026-02-03T10:01:44Z\",\"Title\":\"Which?\","
                                + "\"ServiceSource\":\"Microsoft Defender for Endpoint\"}"));
        assertThat(tenant.count("alert")).isZero();
        assertThat(tenant.count("dead_letter")).isZero();
    }

    private void arrive(String table, String... lines) {
        StreamingTenant.append(tenant.blob(table, Instant.now()), String.join("\r\n", lines) + "\r\n");
        reader.read(tenant.home);
    }

    private String machine() {
        return records.evidence(
                ALERT,
                "Machine",
                ",\"DeviceId\":\"9b1de0f5\",\"DeviceName\":\"ws-07.harvest.example\",\"MachineGroup\":\"Tills\"");
    }

    private String user() {
        return records.evidence(ALERT, "User", ",\"AccountName\":\"noor\",\"AccountUpn\":\"noor@harvest.example\"");
    }

    private JsonNode body() {
        return JSON.readTree(tenant.home
                .database()
                .sql("select body from alert_body")
                .query(String.class)
                .single());
    }

    private List<Evidence> evidence() {
        return AlertReader.read(body(), Instant.now()).orElseThrow().evidence();
    }

    private String changedAt() {
        return tenant.home
                .database()
                .sql("select changed_at from alert")
                .query(String.class)
                .single();
    }
}
