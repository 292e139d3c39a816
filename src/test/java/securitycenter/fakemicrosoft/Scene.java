package securitycenter.fakemicrosoft;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What an alert is about.
 *
 * @param processes on computers, the ones that caused something first
 */
record Scene(Map<String, Object> alert, Estate estate, List<SampleProcess> processes) {

    String title() {
        return AlertRows.text(alert, "title");
    }

    Instant first() {
        return Instant.parse(AlertRows.text(alert, "firstActivityDateTime"));
    }

    Instant last() {
        return Instant.parse(AlertRows.text(alert, "lastActivityDateTime"));
    }

    Stream<Map<String, Object>> evidence(String kind) {
        return AlertRows.evidenceOf(alert).stream()
                .filter(each -> AlertRows.kind(each).equals(kind));
    }

    List<String> hosts() {
        return evidence("device")
                .map(device -> AlertRows.text(device, "hostName"))
                .toList();
    }

    String host() {
        return hosts().getFirst();
    }

    List<String> people() {
        return evidence("user")
                .map(user -> AlertRows.text(AlertRows.part(user, "userAccount"), "displayName"))
                .toList();
    }

    String person() {
        return people().getFirst();
    }

    List<String> addresses() {
        return evidence("ip").map(ip -> AlertRows.text(ip, "ipAddress")).toList();
    }

    String address() {
        return addresses().stream().findFirst().orElse(SampleEvidence.OFFICE);
    }

    /** What caused things on this computer. */
    SampleProcess cause(String host) {
        return processes.stream()
                .filter(process -> process.host().equals(host))
                .findFirst()
                .orElseGet(() -> browser(host));
    }

    SampleProcess browser(String host) {
        return estate.ownerOf(host)
                .map(owner -> browser(host, owner, first()))
                .orElseGet(() -> SampleProcess.services(host, first()));
    }

    static SampleProcess browser(String host, String owner, Instant when) {
        var folder = "C:\\Program Files (x86)\\Microsoft\\Edge\\Application";
        var desktop = SampleProcess.desktop(host, owner, when);
        return desktop.starts(
                "msedge.exe",
                folder,
                "\"" + folder + "\\msedge.exe\"",
                8_040,
                desktop.started().plusSeconds(600));
    }

    static SampleProcess mailProgram(String host, String owner, Instant when) {
        var desktop = SampleProcess.desktop(host, owner, when);
        return desktop.starts(
                "OUTLOOK.EXE",
                SampleProcess.OFFICE_FOLDER,
                "\"" + SampleProcess.OFFICE_FOLDER + "\\OUTLOOK.EXE\"",
                6_420,
                desktop.started().plusSeconds(240));
    }

    Optional<String> onlyHost() {
        return hosts().stream().findFirst();
    }

    /** So many moments until the last activity. */
    Stream<Instant> moments(int number, Duration apart) {
        return IntStream.range(0, number).mapToObj(each -> last().minus(apart.multipliedBy(number - each)));
    }
}
