package securitycenter.fakemicrosoft;

import static securitycenter.fakemicrosoft.GraphJson.object;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/** The events behind alerts: whatever an alert names was seen where and when it says. Remembers what it told before. */
final class AlertEvents {

    /** They start with Windows, and no alert is about that. */
    private static final Set<String> STARTED_LONG_AGO = Set.of("lsass.exe", "services.exe");

    private record Link(String url, Instant clicked) {}

    private final Estate estate;
    private final Map<String, SampleProcess> processes = new HashMap<>();
    private final Map<String, Link> clicked = new HashMap<>();
    private final Set<Object> messages = new HashSet<>();
    private final Set<EventRow> told = new HashSet<>();

    AlertEvents(Estate estate) {
        this.estate = estate;
    }

    /** What was not told before. */
    List<EventRow> behind(Map<String, Object> alert) {
        var scene = scene(alert);
        var rows = new ArrayList<EventRow>();
        scene.processes().stream()
                .filter(process -> !STARTED_LONG_AGO.contains(process.fileName()))
                .map(estate::started)
                .forEach(rows::add);
        clicks(scene).forEach(rows::add);
        for (var evidence : AlertRows.evidenceOf(alert)) {
            rows.addAll(seen(scene, evidence));
        }
        rows.addAll(EpisodeEvents.of(scene));
        var all = new Signatures(estate).added(rows);
        all.removeIf(row -> !told.add(row));
        return all;
    }

    private Scene scene(Map<String, Object> alert) {
        var named = AlertRows.evidenceOf(alert).stream()
                .filter(each -> AlertRows.kind(each).equals("process"))
                .map(this::process)
                .filter(Objects::nonNull)
                .toList();
        return new Scene(alert, estate, named);
    }

    private SampleProcess process(Map<String, Object> evidence) {
        return estate.computer(evidence.get("mdeDeviceId"))
                .map(host -> process(host, evidence))
                .orElse(null);
    }

    /** Alerts may name it several times; the first has its beginning. */
    private SampleProcess process(String host, Map<String, Object> evidence) {
        var id = ((Number) evidence.get("processId")).longValue();
        var started = Instant.parse(AlertRows.text(evidence, "processCreationDateTime"));
        return processes.computeIfAbsent(key(host, id, started), unknown -> {
            var image = AlertRows.part(evidence, "imageFile");
            return parent(host, person(host, evidence), evidence, started)
                    .starts(
                            AlertRows.text(image, "fileName"),
                            AlertRows.text(image, "filePath"),
                            AlertRows.text(evidence, "processCommandLine"),
                            id,
                            started);
        });
    }

    private static String key(String host, long id, Instant started) {
        return host + "/" + id + "/" + started.getEpochSecond() / 86_400;
    }

    private String person(String host, Map<String, Object> evidence) {
        if (STARTED_LONG_AGO.contains(AlertRows.text(AlertRows.part(evidence, "imageFile"), "fileName"))) {
            return null;
        }
        return evidence.get("userAccount") == null
                ? estate.ownerOf(host).orElse(null)
                : AlertRows.text(AlertRows.part(evidence, "userAccount"), "displayName");
    }

    private SampleProcess parent(String host, String person, Map<String, Object> evidence, Instant when) {
        if (person == null) {
            return SampleProcess.services(host, when);
        }
        if (evidence.get("parentProcessId") == null) {
            return SampleProcess.desktop(host, person, when);
        }
        var id = ((Number) evidence.get("parentProcessId")).longValue();
        var started = Instant.parse(AlertRows.text(evidence, "parentProcessCreationDateTime"));
        var known = processes.get(key(host, id, started));
        if (known != null) {
            return known;
        }
        var image = AlertRows.part(evidence, "parentProcessImageFile");
        var folder = AlertRows.text(image, "filePath");
        var name = AlertRows.text(image, "fileName");
        return SampleProcess.desktop(host, person, started)
                .starts(name, folder, "\"" + folder + "\\" + name + "\"", id, started);
    }

    /** Who is named beside a link has clicked it. */
    private Stream<EventRow> clicks(Scene scene) {
        return scene.evidence("url")
                .map(url -> AlertRows.text(url, "url"))
                .flatMap(url -> scene.people().stream()
                        .flatMap(person -> Stream.of(click(scene, url, person), visit(scene, url, person))));
    }

    private EventRow visit(Scene scene, String url, String person) {
        var host = estate.computerOf(person);
        var site = URI.create(url).getHost();
        return estate.onDevice(
                "DeviceNetworkEvents",
                scene.first().plusMillis(200),
                host,
                "ConnectionSuccess",
                List.of(
                        estate.connection(SampleEvidence.serverAddress(site), 443, site, host),
                        Scene.browser(host, person, scene.first()).asCause(estate)));
    }

    private EventRow click(Scene scene, String url, String person) {
        clicked.put(person, new Link(url, scene.first()));
        return estate.elsewhere(
                "UrlClickEvents",
                scene.first(),
                object().with("Url", url)
                        .with("ActionType", "ClickAllowed")
                        .with("AccountUpn", estate.address(person))
                        .with("Workload", "Email")
                        .with(
                                "NetworkMessageId",
                                scene.evidence("analyzedMessage")
                                        .map(message -> message.get("networkMessageId"))
                                        .findFirst()
                                        .orElse(""))
                        .with("IPAddress", SampleEvidence.OFFICE)
                        .with("IsClickedThrough", false)
                        .with("UrlChain", "[\"" + url + "\"]"));
    }

    private List<EventRow> seen(Scene scene, Map<String, Object> evidence) {
        return switch (AlertRows.kind(evidence)) {
            case "file" -> isAttachment(evidence) ? opened(scene, evidence) : file(scene, evidence);
            case "registryValue", "registryKey" -> registry(scene, evidence);
            case "ip" -> connections(scene, AlertRows.text(evidence, "ipAddress"));
            case "analyzedMessage" -> message(scene, evidence);
            case "submissionMail" -> reported(evidence);
            default -> List.of();
        };
    }

    /** Out of the mail, shortly before its link was clicked. */
    private List<EventRow> opened(Scene scene, Map<String, Object> attachment) {
        var name = AlertRows.text(AlertRows.part(attachment, "fileDetails"), "fileName");
        return scene.people().stream()
                .map(person -> estate.opened(person, name, scene.first().minusSeconds(14)))
                .toList();
    }

    private List<EventRow> file(Scene scene, Map<String, Object> evidence) {
        var host = estate.computer(evidence.get("mdeDeviceId")).orElse(scene.host());
        var details = AlertRows.part(evidence, "fileDetails");
        var name = AlertRows.text(details, "fileName");
        var folder = AlertRows.text(details, "filePath");
        var file = estate.file(name, folder);
        var rows = new ArrayList<EventRow>();
        if (folder.endsWith("Downloads")) {
            rows.add(downloaded(scene, host, file));
        } else if (scene.processes().stream()
                .noneMatch(process -> process.fileName().equals(name))) {
            rows.add(estate.onDevice(
                    "DeviceFileEvents",
                    scene.first(),
                    host,
                    "FileCreated",
                    List.of(file, scene.cause(host).asCause(estate))));
        }
        if (Set.of("remediated", "prevented").contains(evidence.get("remediationStatus"))) {
            rows.add(estate.onDevice(
                    "DeviceEvents",
                    scene.first().plusSeconds(2),
                    host,
                    "AntivirusDetection",
                    List.of(
                            file,
                            scene.browser(host).asCause(estate),
                            object().with(
                                            "AdditionalFields",
                                            "{\"Action\":\"Quarantine\",\"WasExecutingWhileDetected\":false}"))));
        }
        return rows;
    }

    /** Before a process of the alert opened it; from the link that was clicked shortly before. */
    private EventRow downloaded(Scene scene, String host, GraphJson file) {
        var when = scene.processes().stream()
                .filter(process -> process.parent() != null)
                .findFirst()
                .map(process -> process.parent().started().minusSeconds(2))
                .filter(opened -> opened.isAfter(scene.first().minusSeconds(60)))
                .orElse(scene.first());
        var link = estate.ownerOf(host)
                .map(clicked::get)
                .filter(each -> Duration.between(each.clicked(), when).abs().toMinutes() < 10)
                .map(Link::url)
                .orElse("https://downloads.example/" + file.get("FileName"));
        return estate.onDevice(
                "DeviceFileEvents",
                when,
                host,
                "FileCreated",
                List.of(
                        file,
                        object().with("FileOriginUrl", link),
                        scene.browser(host).asCause(estate)));
    }

    private List<EventRow> registry(Scene scene, Map<String, Object> evidence) {
        var host = estate.computer(evidence.get("mdeDeviceId")).orElse(scene.host());
        var isValue = evidence.get("registryValueName") != null;
        var columns = object().with("RegistryKey", evidence.get("registryHive") + "\\" + evidence.get("registryKey"));
        if (isValue) {
            columns.with("RegistryValueType", "String")
                    .with("RegistryValueName", evidence.get("registryValueName"))
                    .with("RegistryValueData", evidence.get("registryValue"));
        }
        return List.of(estate.onDevice(
                "DeviceRegistryEvents",
                scene.first().plusSeconds(1),
                host,
                isValue ? "RegistryValueSet" : "RegistryKeyCreated",
                List.of(columns, scene.cause(host).asCause(estate))));
    }

    private List<EventRow> connections(Scene scene, String address) {
        return scene.onlyHost().stream()
                .flatMap(host -> scene.moments(
                                5, Duration.between(scene.first(), scene.last()).dividedBy(6))
                        .map(when -> estate.onDevice(
                                "DeviceNetworkEvents",
                                when,
                                host,
                                "ConnectionSuccess",
                                List.of(
                                        estate.connection(address, 443, "", host),
                                        scene.cause(host).asCause(estate)))))
                .toList();
    }

    private List<EventRow> message(Scene scene, Map<String, Object> evidence) {
        var mail = new SampleMail(
                AlertRows.text(evidence, "networkMessageId"),
                AlertRows.text(AlertRows.part(evidence, "p2Sender"), "emailAddress"),
                AlertRows.text(evidence, "recipientEmailAddress"),
                AlertRows.text(evidence, "subject"),
                Instant.parse(AlertRows.text(evidence, "receivedDateTime")),
                texts(evidence, "threats"));
        var rows = new ArrayList<EventRow>();
        if (messages.add(mail.id())) {
            rows.addAll(mail.delivered(estate, texts(evidence, "urls"), attachments(scene)));
        }
        if ("remediated".equals(evidence.get("remediationStatus"))) {
            rows.add(mail.purged(estate, Instant.parse(AlertRows.text(evidence, "createdDateTime"))));
        }
        return rows;
    }

    private static List<String> texts(Map<String, Object> evidence, String field) {
        return ((List<?>) evidence.get(field)).stream().map(String::valueOf).toList();
    }

    private static List<String> attachments(Scene scene) {
        return scene.evidence("file")
                .filter(AlertEvents::isAttachment)
                .map(file -> AlertRows.text(AlertRows.part(file, "fileDetails"), "fileName"))
                .toList();
    }

    private static boolean isAttachment(Map<String, Object> file) {
        return file.get("mdeDeviceId") == null;
    }

    private List<EventRow> reported(Map<String, Object> evidence) {
        var id = AlertRows.text(evidence, "networkMessageId");
        var mail = new SampleMail(
                id,
                AlertRows.text(evidence, "sender"),
                AlertRows.text(evidence, "recipient"),
                AlertRows.text(evidence, "subject"),
                Instant.parse(AlertRows.text(evidence, "submissionDateTime")).minusSeconds(2_700),
                List.of());
        return messages.add(id) ? mail.delivered(estate, List.of(), List.of()) : List.of();
    }
}
