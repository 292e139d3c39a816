package securitycenter.triage;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.springframework.context.ApplicationContext;
import securitycenter.alerts.Alert;
import securitycenter.alerts.AlertReader;
import securitycenter.homes.TenantHome;
import securitycenter.identity.TenantId;
import securitycenter.incidents.Incidents;
import securitycenter.provisioning.Homes;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Alerts for the pages of an incident, told as Graph tells them. */
public final class IncidentSeed {

    private static final JsonMapper JSON = new JsonMapper();
    private static final Instant MORNING = Instant.parse("2026-11-02T09:00:00Z");

    private final Incidents incidents;
    private final TenantHome home;

    public IncidentSeed(ApplicationContext application, TenantId tenant) {
        this.incidents = application.getBean(Incidents.class);
        var homes = application.getBean(Homes.class);
        this.home = homes.homeIn(tenant, homes.placeOf(tenant).orElseThrow());
    }

    public TenantHome home() {
        return home;
    }

    /** One alert. */
    public static ObjectNode alert(String id, String title, int minute) {
        var alert = JSON.createObjectNode();
        var at = MORNING.plus(Duration.ofMinutes(minute)).toString();
        alert.put("id", id);
        alert.put("title", title);
        alert.put("description", "First line of " + title + "\nSecond line <b>not bold</b>");
        alert.put("recommendedActions", "1. Isolate.\n2. Reset.");
        alert.put("severity", "high");
        alert.put("status", "new");
        alert.put("category", "Execution");
        alert.put("serviceSource", "microsoftDefenderForEndpoint");
        alert.put("detectionSource", "antivirus");
        alert.put("alertWebUrl", "https://security.microsoft.com/alerts/" + id);
        alert.putArray("mitreTechniques").add("T1059.001");
        for (var field :
                List.of("createdDateTime", "firstActivityDateTime", "lastActivityDateTime", "lastUpdateDateTime")) {
            alert.put(field, at);
        }
        alert.putArray("evidence");
        return alert;
    }

    public static ObjectNode naming(ObjectNode alert, String type, Consumer<ObjectNode> details) {
        var item = alert.withArray("evidence").addObject();
        item.put("@odata.type", "#microsoft.graph.security." + type + "Evidence");
        item.put("verdict", "suspicious");
        item.put("remediationStatus", "active");
        details.accept(item);
        return alert;
    }

    public static ObjectNode device(ObjectNode alert, String name) {
        return naming(alert, "device", item -> {
            item.put("mdeDeviceId", name);
            item.put("deviceDnsName", name + ".contoso.example");
            item.put("osPlatform", "Windows11");
            item.put("riskScore", "high");
        });
    }

    public static ObjectNode user(ObjectNode alert, String name) {
        return naming(
                alert,
                "user",
                item -> item.putObject("userAccount").put("userPrincipalName", name + "@contoso.example"));
    }

    public static ObjectNode file(ObjectNode alert, String name) {
        return naming(
                alert,
                "file",
                item -> item.putObject("fileDetails")
                        .put("fileName", name)
                        .put(
                                "sha256",
                                "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08" + name.hashCode())
                        .put("filePath", "C:\\Users\\Public"));
    }

    public void take(ObjectNode... alerts) {
        var now = MORNING.plus(Duration.ofDays(5));
        var told = new ArrayList<Alert>();
        for (var alert : alerts) {
            told.add(AlertReader.read(alert, now).orElseThrow());
        }
        incidents.take(home, told);
    }

    public long incidentOf(String alert) {
        return number("select incident_id from alert where source_id = :id", alert);
    }

    public long idOf(String alert) {
        return number("select id from alert where source_id = :id", alert);
    }

    private long number(String sql, String alert) {
        return home.database()
                .sql(sql)
                .params(Map.of("id", alert))
                .query(Long.class)
                .single();
    }

    /** An attack that three services tell of, and something else. */
    public void attack() {
        var mail = naming(
                alert("s1", "Phishing message delivered", 0).put("serviceSource", "microsoftDefenderForOffice365"),
                "mailbox",
                item -> item.put("primaryAddress", "maren@contoso.example"));
        naming(mail, "analyzedMessage", item -> {
            item.put("networkMessageId", "m-1");
            item.put("recipientEmailAddress", "maren@contoso.example");
            item.put("subject", "Your invoice");
            item.putObject("p2Sender").put("emailAddress", "billing@invoices.example");
        });
        var click = file(
                device(user(alert("s2", "Suspicious PowerShell command line", 24), "maren"), "wks-14"), "invoice.ps1");
        click.put("category", "InitialAccess");
        click.put("investigationId", "41").put("investigationState", "running");
        var theft = naming(
                device(alert("s3", "Credential theft tool found", 41), "wks-14").put("category", "CredentialAccess"),
                "ip",
                item -> item.put("ipAddress", "203.0.113.7"));
        var other =
                device(alert("s4", "Unusual sign-in", 60 * 24 * 2), "wks-14").put("severity", "low");
        take(mail, click, theft, other);
    }
}
