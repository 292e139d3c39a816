package securitycenter.incidents;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import securitycenter.alerts.Alert;
import securitycenter.alerts.AlertReader;
import securitycenter.alerts.IncidentReader;
import securitycenter.alerts.Severity;
import securitycenter.homes.Sql;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Whatever a service writes into a record, it is kept, on each kind of database. */
abstract class UnrulyRecordsContract extends HomeOfAlerts {

    private static final JsonMapper JSON = new JsonMapper();
    private static final Instant ARRIVAL = Instant.parse("2026-11-20T00:00:00Z");

    /** As Graph tells it, with one piece of evidence of many kinds, one of them not known yet. */
    private static final String WHOLE = """
            {"@odata.context": "https://graph.example/$metadata#security/alerts_v2/$entity",
             "id": "da638000000000000001_-17", "providerAlertId": "638000000000000001_-17", "incidentId": "4107",
             "status": "inProgress", "severity": "high", "classification": "truePositive",
             "determination": "multiStagedAttack", "serviceSource": "microsoftDefenderForEndpoint",
             "detectionSource": "antivirus", "productName": "Microsoft Defender for Endpoint",
             "title": "A document started a script", "description": "Odd.", "recommendedActions": "Look.\\nAct.",
             "category": "Execution", "categories": ["Execution"], "mitreTechniques": ["T1059.001"],
             "assignedTo": "lead@harbor.example", "threatDisplayName": null,
             "createdDateTime": "2026-11-02T09:00:00.77Z", "lastUpdateDateTime": "2026-11-02T10:00:00Z",
             "firstActivityDateTime": "2026-11-02T08:59:00.1234567Z", "lastActivityDateTime": "2026-11-02T09:05:00Z",
             "resolvedDateTime": null, "investigationState": "running", "systemTags": ["Attack chain"],
             "comments": [], "additionalData": null, "customDetails": {},
             "evidence": [
               {"@odata.type": "#microsoft.graph.security.deviceEvidence", "verdict": "suspicious",
                "remediationStatus": "active", "roles": ["attacked"], "mdeDeviceId": "d1",
                "deviceDnsName": "wks-1.harbor.example", "vmMetadata": null, "loggedOnUsers": []},
               {"@odata.type": "#microsoft.graph.security.userEvidence", "verdict": "unknown",
                "remediationStatus": "none", "userAccount": {"userPrincipalName": "lena@harbor.example", "domainName": null}},
               {"@odata.type": "#microsoft.graph.security.fileEvidence", "verdict": "malicious",
                "remediationStatus": "blocked", "fileDetails": {"sha256": "ab12", "fileName": "offer.docm", "fileSize": null}},
               {"@odata.type": "#microsoft.graph.security.urlEvidence", "verdict": "suspicious",
                "remediationStatus": "none", "url": "https://offers.example/x"},
               {"@odata.type": "#microsoft.graph.security.telepathyEvidence", "verdict": "psychic",
                "remediationStatus": "wished away", "displayName": "A thought"}]}""";

    private static Alert told(String json) {
        return AlertReader.read(JSON.readTree(json), ARRIVAL).orElseThrow();
    }

    private static Alert told(String id, Consumer<ObjectNode> otherwise) {
        var alert = (ObjectNode) JSON.readTree(WHOLE);
        alert.put("id", id).remove("incidentId");
        otherwise.accept(alert);
        return AlertReader.read(alert, ARRIVAL).orElseThrow();
    }

    private Map<String, Object> stored(Alert alert) {
        incidents.take(home, List.of(alert));
        return only("alert");
    }

    private List<String> evidence() {
        return home.database()
                .sql("select evidence from presence where evidence is not null and entity = same_as order by evidence")
                .query(String.class)
                .list();
    }

    @Test
    void aWholeRecordIsKeptWithAllThatItNames() {
        var row = stored(told(WHOLE));
        assertThat(row)
                .containsEntry("source_incident", "4107")
                .containsEntry("title", "A document started a script")
                .containsEntry("status", "IN_PROGRESS")
                .containsEntry("service_source", "ENDPOINT")
                .containsEntry("determination", "MULTI_STAGED_ATTACK")
                .containsEntry("techniques", "T1059.001")
                .containsEntry("investigation_state", "RUNNING");
        assertThat(evidence()).containsExactly("DEVICE", "FILE", "OTHER", "URL", "USER");
        assertThat(JSON.readTree((String) only("alert_body").get("body"))).isEqualTo(JSON.readTree(WHOLE));
    }

    @Test
    void wordsThatNobodyKnowsYetLoseNothing() {
        var row = stored(told(
                "x",
                alert -> alert.put("severity", "apocalyptic")
                        .put("status", "pondering")
                        .put("classification", "maybe")
                        .put("determination", "gutFeeling")
                        .put("serviceSource", "microsoftDefenderForMars")
                        .put("detectionSource", "horoscope")
                        .put("investigationState", "asleep")));
        assertThat(row)
                .containsEntry("status", "NEW")
                .containsEntry("classification", "UNKNOWN")
                .containsEntry("determination", "UNKNOWN")
                .containsEntry("service_source", "UNKNOWN")
                .containsEntry("detection_source", "horoscope")
                .containsEntry("investigation_state", "UNKNOWN");
        assertThat(row.get("severity")).hasToString(Integer.toString(Severity.UNKNOWN.ordinal()));
        assertThat((String) only("alert_body").get("body")).contains("apocalyptic", "microsoftDefenderForMars");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"id\": \"x\"}",
                "{\"id\": \"x\", \"evidence\": null}",
                "{\"id\": \"x\", \"evidence\": []}",
                "{\"id\": \"x\", \"evidence\": {}, \"title\": {}, \"severity\": [], \"createdDateTime\": 7, \"mitreTechniques\": \"T1\"}",
                "{\"id\": \"x\", \"evidence\": [null, 5, \"word\", {}, {\"@odata.type\": null}, [[]]]}",
                "{\"id\": \"x\", \"evidence\": [{\"@odata.type\": \"#microsoft.graph.security.fileEvidence\", \"fileDetails\": null}]}"
            })
    void whatIsMissingOrNullOrOfAnotherKindIsNoReasonToLoseAnAlert(String json) {
        var row = stored(told(json));
        assertThat(row)
                .containsEntry("title", "x")
                .containsEntry("status", "NEW")
                .containsEntry("source_incident", null);
        assertThat(only("incident")).containsEntry("alerts", 1).containsEntry("entities", 0);
    }

    @Test
    void everyFieldMayBeNull() {
        var row = stored(told(
                "x",
                alert -> List.copyOf(alert.propertyNames()).stream()
                        .filter(name -> !name.equals("id"))
                        .forEach(alert::putNull)));
        assertThat(row).containsEntry("title", "x").containsEntry("assigned_to", null);
        assertThat(evidence()).isEmpty();
    }

    @Test
    void aTitleOfHtmlStaysTextAndOneOfAHundredKilobytesIsCutInTheRowOnly() {
        var script = "<script>alert(1)</script>";
        var row = stored(told("x", alert -> alert.put("title", script + "y".repeat(100_000))));
        assertThat((String) row.get("title")).startsWith(script).hasSize(1_000);
        assertThat((String) only("incident").get("name")).startsWith(script).hasSizeLessThanOrEqualTo(1_000);
        assertThat((String) only("alert_body").get("body")).hasSizeGreaterThan(100_000);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1601-01-01T00:00:00Z",
                "0001-01-01T00:00:00Z",
                "1989-12-31T23:59:59Z",
                "9999-12-31T23:59:59.9999999Z",
                "2026-13-45T00:00:00Z",
                "yesterday"
            })
    void timesThatCannotBeTrueCountAsTheMomentOfArrival(String time) {
        incidents.take(
                home,
                List.of(told(
                        "x",
                        alert -> List.of(
                                        "createdDateTime",
                                        "lastUpdateDateTime",
                                        "firstActivityDateTime",
                                        "lastActivityDateTime")
                                .forEach(field -> alert.put(field, time)))));
        assertThat(home.database()
                        .sql("""
                                select count(*) from alert a join incident i on i.id = a.incident_id
                                where a.created_at = :arrival and a.first_at = :arrival and a.last_at = :arrival
                                    and i.first_at = :arrival and i.last_at = :arrival""")
                        .param("arrival", Sql.time(ARRIVAL))
                        .query(Integer.class)
                        .single())
                .isOne();
        assertThat((String) only("alert_body").get("body")).contains(time);
    }

    @Test
    void tenThousandPiecesOfEvidenceAreAllKept() {
        var alert = told("x", json -> {
            var evidence = json.putArray("evidence");
            for (var i = 0; i < 10_000; i++) {
                evidence.addObject()
                        .put("@odata.type", "#microsoft.graph.security.ipEvidence")
                        .put("ipAddress", "2001:db8::" + Integer.toHexString(i + 1));
            }
        });
        incidents.take(home, List.of(alert));
        assertThat(only("incident")).containsEntry("alerts", 1).containsEntry("entities", 10_000);
        incidents.take(home, List.of(alert));
        assertThat(only("incident")).containsEntry("alerts", 1).containsEntry("entities", 10_000);
    }

    @Test
    void anIncidentOfMicrosoftsMayBeAsUnruly() {
        var told = IncidentReader.read(JSON.readTree("""
                        {"id": "4107", "displayName": "%s", "status": "dreaming", "severity": "blue", "classification": 5,
                         "customTags": "one", "systemTags": [null, 7, "Attack chain"], "priorityScore": "very",
                         "createdDateTime": "1601-01-01T00:00:00Z", "lastUpdateDateTime": null, "lastModifiedBy": null,
                         "comments": [null, {}, {"comment": null}, {"comment": "<b>Bold</b>"},
                                      {"comment": "Later", "createdBy": "Lead", "createdTime": "2026-11-02T10:00:00Z"}],
                         "alerts": [null, {}, {"id": "x", "incidentId": "4107", "title": null}]}""".formatted("<i>" + "z".repeat(100_000))), ARRIVAL)
                .orElseThrow();
        incidents.takeIncidents(home, List.of(told));
        assertThat(only("incident"))
                .containsEntry("source_id", "4107")
                .containsEntry("status", "ACTIVE")
                .containsEntry("source_priority", null)
                .hasEntrySatisfying(
                        "name",
                        name -> assertThat((String) name).startsWith("<i>zz").hasSize(1_000));
        assertThat(home.database()
                        .sql("select body from incident_comment order by at, id")
                        .query(String.class)
                        .list())
                .containsExactly("Later", "<b>Bold</b>");
    }
}
