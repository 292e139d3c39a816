package securitycenter.benchmarks;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;
import securitycenter.alerts.Alert;
import securitycenter.alerts.AlertReader;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Alerts of a company of 20,000 people over half a year, in the order in which they happen: attacks of some alerts each
 * that share a person, their device, files, processes and addresses, and single alerts between them. Always the same.
 */
class AttackStream {

    private static final int PEOPLE = 20_000;
    private static final Instant BEGIN = Instant.parse("2026-05-20T00:00:00Z");
    private static final JsonMapper JSON = new JsonMapper();
    private static final List<String> CATEGORIES =
            List.of("InitialAccess", "Execution", "Persistence", "CredentialAccess", "LateralMovement", "Exfiltration");

    private record Coming(Instant at, int attack, int person, int step) {}

    private final Random chance = new Random(7);
    private final PriorityQueue<Coming> coming =
            new PriorityQueue<>((one, other) -> one.at().compareTo(other.at()));
    private final Duration betweenAttacks;
    private Instant nextAttack = BEGIN;
    private int attacks;
    private int alerts;

    /** @param total how many alerts half a year has */
    AttackStream(int total) {
        // An attack has four alerts on average.
        betweenAttacks = Duration.ofDays(175).dividedBy(Math.max(1, total / 4));
    }

    /** What is read from the wire; putting it together is not part of what is measured. */
    List<ObjectNode> next(int count) {
        var next = new ArrayList<ObjectNode>(count);
        while (next.size() < count) {
            while (coming.isEmpty() || !nextAttack.isAfter(coming.peek().at())) {
                begin();
            }
            next.add(alert(coming.poll()));
        }
        return next;
    }

    static List<Alert> read(List<ObjectNode> alerts, Instant arrival) {
        return alerts.stream()
                .map(alert -> AlertReader.read(alert, arrival).orElseThrow())
                .toList();
    }

    private void begin() {
        var attack = ++attacks;
        var person = chance.nextInt(PEOPLE);
        var at = nextAttack;
        // Every third is a single alert, and some have many.
        var steps = chance.nextInt(3) == 0 ? 1 : 1 + (int) Math.min(40, -4.6 * Math.log(1 - chance.nextDouble()));
        for (int step = 0; step < steps; step++) {
            coming.add(new Coming(at, attack, person, step));
            at = at.plusSeconds(60 + chance.nextInt(3_600));
        }
        nextAttack = nextAttack.plus(betweenAttacks);
    }

    private ObjectNode alert(Coming what) {
        var id = ++alerts;
        var alert = JSON.createObjectNode();
        var category = CATEGORIES.get(Math.min(what.step(), CATEGORIES.size() - 1));
        var second = what.step() > 2 ? (what.person() + what.attack()) % PEOPLE : what.person();
        alert.put("id", "da63871932704901" + id + "_" + (id * 31));
        alert.put("title", category + " activity by " + (what.attack() % 300));
        alert.put(
                "description",
                "A program that was started from a document connected to an unusual address and then"
                        + " changed settings that make it start again. Look at what started it and who was signed in.");
        alert.put("severity", List.of("informational", "low", "medium", "high").get(chance.nextInt(4)));
        alert.put("status", "new");
        alert.put("serviceSource", what.step() == 0 ? "microsoftDefenderForOffice365" : "microsoftDefenderForEndpoint");
        alert.put("category", category);
        alert.put("createdDateTime", what.at().plusSeconds(90).toString());
        alert.put("lastUpdateDateTime", what.at().plusSeconds(120).toString());
        alert.put("firstActivityDateTime", what.at().toString());
        alert.put("lastActivityDateTime", what.at().plusSeconds(30).toString());
        alert.putArray("mitreTechniques").add("T1059.001").add("T1204.002");
        var device = device(second);
        if (what.step() == 0) {
            message(alert, what);
        } else {
            var item = evidence(alert, "device");
            item.put("mdeDeviceId", device);
            item.put("deviceDnsName", "wks-" + second + ".contoso.example");
            item.put("osPlatform", "Windows11");
            process(alert, what, device);
            file(alert, "stage" + what.attack() + "-" + what.step() / 3);
            evidence(alert, "ip").put("ipAddress", "198.51." + what.attack() % 100 + "." + what.attack() / 100 % 250);
        }
        account(evidence(alert, "user").putObject("userAccount"), what.person());
        return alert;
    }

    private static String device(int person) {
        return "%040x".formatted(person * 7_919L + 13);
    }

    private static void account(ObjectNode account, int person) {
        account.put("azureAdUserId", "bc8c68a0-b26d-08a7-f20a-%012x".formatted(person));
        account.put("userSid", "S-1-5-21-1804502211-3390117264-2750014187-" + (1_000 + person));
        account.put("userPrincipalName", "person" + person + "@contoso.example");
        account.put("accountName", "person" + person);
    }

    private static void message(ObjectNode alert, Coming what) {
        var item = evidence(alert, "analyzedMessage");
        item.put("networkMessageId", "m-" + what.attack());
        item.put("recipientEmailAddress", "person" + what.person() + "@contoso.example");
        item.put("subject", "Invoice " + what.attack());
        item.putObject("p2Sender").put("emailAddress", "billing" + what.attack() + "@sender.example");
        evidence(alert, "url").put("url", "https://files.example/" + what.attack() + "/invoice");
        evidence(alert, "mailbox").put("primaryAddress", "person" + what.person() + "@contoso.example");
    }

    private static void process(ObjectNode alert, Coming what, String device) {
        var item = evidence(alert, "process");
        item.put("mdeDeviceId", device);
        item.put("processId", 4_000 + what.step());
        item.put("processCreationDateTime", what.at().toString());
        item.put("processCommandLine", "powershell.exe -NoProfile -WindowStyle Hidden -File stage" + what.step());
        item.putObject("imageFile")
                .put("fileName", "powershell.exe")
                .put("filePath", "C:\\Windows\\System32\\WindowsPowerShell\\v1.0")
                .put("sha256", "%064x".formatted(77))
                .put("filePublisher", "Microsoft Corporation");
        account(item.putObject("userAccount"), what.person());
    }

    private static void file(ObjectNode alert, String name) {
        evidence(alert, "file")
                .putObject("fileDetails")
                .put("fileName", name + ".exe")
                .put("filePath", "C:\\Users\\Public")
                .put("sha256", "%064x".formatted(Math.abs((long) name.hashCode())));
    }

    private static ObjectNode evidence(ObjectNode alert, String type) {
        var item = alert.withArray("evidence").addObject();
        item.put("@odata.type", "#microsoft.graph.security." + type + "Evidence");
        item.put("createdDateTime", alert.path("createdDateTime").asString());
        item.put("verdict", "suspicious");
        item.put("remediationStatus", "none");
        item.putArray("roles");
        return item;
    }
}
