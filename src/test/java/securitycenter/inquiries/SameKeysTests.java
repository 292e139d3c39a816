package securitycenter.inquiries;

import static org.assertj.core.api.Assertions.assertThat;
import static securitycenter.triage.IncidentSeed.alert;
import static securitycenter.triage.IncidentSeed.device;
import static securitycenter.triage.IncidentSeed.naming;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import securitycenter.alerts.Alert;
import securitycenter.alerts.AlertReader;
import securitycenter.alerts.Evidence;
import securitycenter.casefiles.EntityFiles.Telling;
import securitycenter.investigations.Found;
import securitycenter.remedies.OnEvidence;
import tools.jackson.databind.node.ObjectNode;

/** What an investigation proposed is found beside the evidence that a person looks at. */
class SameKeysTests {

    private static final String DEVICE = "AA".repeat(20);
    private static final String HASH = "E3".repeat(32);

    private static Alert read(ObjectNode alert) {
        return AlertReader.read(alert, Instant.parse("2026-11-03T09:00:00Z")).orElseThrow();
    }

    private static Set<String> examined(Alert alert) {
        return Taking.entities(alert).stream().map(Found::key).collect(Collectors.toSet());
    }

    private static Set<String> lookedAt(Alert alert) {
        var keys = new HashSet<String>();
        for (var evidence : alert.evidence(Evidence.class)) {
            if (!(evidence instanceof Evidence.Device)) {
                keys.addAll(OnEvidence.keys(List.of(new Telling(evidence, alert))));
            }
        }
        return keys;
    }

    private static ObjectNode file(ObjectNode alert, String path, String name) {
        return naming(
                alert,
                "file",
                item -> item.put("mdeDeviceId", DEVICE)
                        .putObject("fileDetails")
                        .put("fileName", name)
                        .put("filePath", path));
    }

    @Test
    void filesProcessesAndRegistryKeysAreKnownByTheSame() {
        var told = device(alert("k1", "Malware", 1), DEVICE);
        naming(
                told,
                "file",
                item -> item.put("mdeDeviceId", DEVICE)
                        .putObject("fileDetails")
                        .put("fileName", "Bad.exe")
                        .put("sha256", HASH)
                        .put("filePath", "C:\\Temp"));
        file(told, "C:\\Temp", "Odd.exe");
        file(told, "C:\\Temp\\Third.exe", "third.exe");
        file(told, "C:\\", "fourth.exe");
        file(told, "/opt/fifth", "fifth");
        naming(
                told,
                "process",
                item -> item.put("processId", 4711)
                        .put("processCreationDateTime", "2026-11-02T09:00:03.25Z")
                        .put("mdeDeviceId", DEVICE)
                        .putObject("imageFile")
                        .put("fileName", "cmd.exe")
                        .put("filePath", "C:\\Windows\\System32"));
        naming(
                told,
                "registryValue",
                item -> item.put("mdeDeviceId", DEVICE)
                        .put("registryHive", "HKEY_CURRENT_USER")
                        .put("registryKey", "Software\\Run")
                        .put("registryValueName", "Updater"));
        var alert = read(told);
        assertThat(lookedAt(alert)).hasSize(7).isEqualTo(examined(alert));
    }

    @Test
    void mailsAndAddressesAreKnownByTheSame() {
        var told = alert("k2", "Phishing", 1).put("serviceSource", "microsoftDefenderForOffice365");
        naming(
                told,
                "analyzedMessage",
                item -> item.put("networkMessageId", "Mail-1")
                        .put("recipientEmailAddress", "Maren@contoso.example")
                        .put("subject", "Your parcel"));
        naming(told, "url", item -> item.put("url", "https://Parcel.example/Track"));
        var alert = read(told);
        assertThat(lookedAt(alert)).hasSize(2).isEqualTo(examined(alert));
    }
}
