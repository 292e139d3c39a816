package securitycenter.triage;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationContext;
import securitycenter.alerts.Alert;
import securitycenter.alerts.AlertReader;
import securitycenter.alerts.Classification;
import securitycenter.alerts.IncidentStatus;
import securitycenter.homes.TenantHome;
import securitycenter.identity.TenantId;
import securitycenter.incidents.Analyst;
import securitycenter.incidents.IncidentChange;
import securitycenter.incidents.Incidents;
import securitycenter.optin.OptIns;
import securitycenter.optin.ProductState;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Puts alerts into a tenant's home, as if services had told of them. */
public final class Seed {

    private static final JsonMapper JSON = new JsonMapper();

    private final Incidents incidents;
    private final OptIns optIns;

    public Seed(ApplicationContext application) {
        this.incidents = application.getBean(Incidents.class);
        this.optIns = application.getBean(OptIns.class);
    }

    public TenantHome homeOf(TenantId tenant) {
        if (optIns.stateOf(tenant) instanceof ProductState.On(var home, var _)) {
            return home;
        }
        throw new AssertionError("Not on: " + tenant);
    }

    /** An incident of its own, because nothing else names its device. */
    public void take(TenantId tenant, String id, String title, String severity, Duration ago) {
        incidents.take(homeOf(tenant), List.of(alert(id, title, severity, ago, id, null)));
    }

    public void take(TenantId tenant, Alert... alerts) {
        incidents.take(homeOf(tenant), List.of(alerts));
    }

    public void change(TenantId tenant, long incident, IncidentChange change) {
        incidents.change(homeOf(tenant), new Analyst(UUID.randomUUID(), "j.bakker@contoso.example"), incident, change);
    }

    public static IncidentChange status(IncidentStatus status) {
        return new IncidentChange(status, null, null, null, null, null, null, null, null);
    }

    public static Alert alert(
            String id, String title, String severity, Duration ago, String device, @Nullable String user) {
        var at = Instant.now().minus(ago);
        var body = JSON.createObjectNode();
        body.put("id", id);
        body.put("title", title);
        body.put("severity", severity);
        body.put("status", "new");
        body.put("serviceSource", user == null ? "microsoftDefenderForEndpoint" : "microsoftDefenderForIdentity");
        body.put("category", user == null ? "Execution" : "CredentialAccess");
        body.put("firstActivityDateTime", at.minusSeconds(900).toString());
        body.put("lastActivityDateTime", at.toString());
        body.put("createdDateTime", at.plusSeconds(30).toString());
        body.put("lastUpdateDateTime", at.plusSeconds(60).toString());
        var item = evidence(body, "device");
        item.put("mdeDeviceId", device);
        item.put("deviceDnsName", device + ".contoso.example");
        if (user != null) {
            evidence(body, "user").putObject("userAccount").put("userPrincipalName", user);
        }
        return AlertReader.read(body, Instant.now()).orElseThrow();
    }

    private static ObjectNode evidence(ObjectNode body, String type) {
        var item = body.withArray("evidence").addObject();
        item.put("@odata.type", "#microsoft.graph.security." + type + "Evidence");
        item.put("verdict", "suspicious");
        item.put("remediationStatus", "none");
        return item;
    }

    /** A queue as it looks on an ordinary morning: four incidents that wait, the first of three alerts, and a resolved one. */
    public void morning(TenantId tenant) {
        take(
                tenant,
                alert("m1", "Suspicious PowerShell command line", "high", Duration.ofMinutes(18), "pc-7", null),
                alert(
                        "m2",
                        "Password spray from an unusual address",
                        "medium",
                        Duration.ofMinutes(12),
                        "pc-7",
                        "j.doe@contoso.example"),
                alert("m3", "Credential theft tool was prevented", "high", Duration.ofMinutes(9), "pc-7", null));
        take(tenant, "m4", "Mail with a malicious link was delivered to several people", "medium", Duration.ofHours(5));
        take(
                tenant,
                alert(
                        "m5",
                        "Unusual amount of files was downloaded",
                        "low",
                        Duration.ofHours(30),
                        "laptop-203",
                        "a.devries@contoso.example"));
        take(tenant, "m6", "Connection to a rarely used address", "informational", Duration.ofDays(3));
        take(tenant, "m7", "Old malware was found in a backup", "low", Duration.ofDays(9));
        change(
                tenant,
                2,
                new IncidentChange(
                        IncidentStatus.IN_PROGRESS,
                        "j.bakker@contoso.example",
                        null,
                        null,
                        List.of("finance", "VIP"),
                        null,
                        null,
                        null,
                        null));
        change(
                tenant,
                5,
                new IncidentChange(
                        IncidentStatus.RESOLVED,
                        null,
                        Classification.FALSE_POSITIVE,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null));
    }
}
