package securitycenter.triage;

import static org.assertj.core.api.Assertions.assertThat;
import static securitycenter.identity.Role.GLOBAL_ADMINISTRATOR;
import static securitycenter.triage.IncidentSeed.alert;
import static securitycenter.triage.IncidentSeed.device;
import static securitycenter.triage.IncidentSeed.naming;

import java.util.List;
import java.util.function.Consumer;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import securitycenter.ApplicationTest;
import securitycenter.Visitor;
import securitycenter.Visitors;
import securitycenter.fakemicrosoft.FakeMicrosoft;
import tools.jackson.databind.node.ObjectNode;

/** What is said of the things that alerts name, beside their names. */
@ApplicationTest
class EvidenceDetailsTests {

    @Autowired
    FakeMicrosoft microsoft;

    @Autowired
    Visitors visitors;

    @Autowired
    ApplicationContext application;

    IncidentSeed seed;
    Visitor ada;

    @BeforeEach
    void aTenantThatUsesTheProduct() {
        var tenant = microsoft
                .directory()
                .tenant("Evidence " + System.nanoTime())
                .licensed("SPE_E5")
                .country("NL");
        ada = visitors.signedIn(tenant.person("Ada").holds(GLOBAL_ADMINISTRATOR));
        ada.turnOn();
        seed = new IncidentSeed(application, tenant.id());
    }

    private String page(String alert) {
        return "/incidents/" + seed.incidentOf(alert) + "/alerts/" + seed.idOf(alert);
    }

    private Element evidenceOf(String alert, String type, Consumer<ObjectNode> details) {
        seed.take(naming(alert(alert, "Something rare", 0), type, details));
        var page = ada.get(page(alert));
        assertThat(page.body()).doesNotContain("??");
        return page.html().select("section[aria-labelledby=evidence]").getFirst();
    }

    @ParameterizedTest
    @CsvSource({
        "registryKey, registryKey, SOFTWARE\\Tools\\Start, Registry key",
        "registryValue, registryValue, C:\\Temp\\start.cmd, Value",
        "mailCluster, clusterByValue, Pay this bill;shop.example, What is alike",
        "mailboxConfiguration, mailboxPrimaryAddress, lee@contoso.example, Mailbox",
        "submissionMail, submitter, kim@contoso.example, Submitted by",
        "cloudApplication, instanceName, Files of the north, Instance",
        "oauthApplication, publisher, Nobody knows, Publisher",
        "cloudLogonSession, userAgent, Browser/1.0, User agent",
        "cloudLogonRequest, requestId, r-71, Request id",
        "hostLogonSession, sessionId, 0x71, Session id",
        "securityGroup, distinguishedName, CN=Movers, Distinguished name",
        "servicePrincipal, servicePrincipalObjectId, p-71, Object id",
        "malware, category, Downloader, Category",
        "blob, url, https://store.example/a/b, URL",
        "azureResource, resourceId, /subscriptions/71, Resource id"
    })
    void whatIsRareSaysWhatItsServiceSays(String type, String field, String value, String label) {
        var evidence = evidenceOf(
                "rare",
                type,
                item -> item.put("displayName", "Rare thing")
                        .put("name", "Rare thing")
                        .put(field, value));
        assertThat(evidence.select("dt").eachText()).contains(label);
        assertThat(evidence.select("dd").text()).contains(value);
        var known = ada.get(evidence.select("tbody th a").attr("href"));
        assertThat(known.text()).contains(value, "As the latest alert that names it says");
    }

    @Test
    void listsAndLongTextsAreCutAndWhatIsNoTextIsLeftOut() {
        var evidence = evidenceOf("long", "mailCluster", item -> {
            item.put("clusterByValue", "Long").put("query", "q".repeat(5_000)).put("emailCount", 71);
            var ids = item.putArray("networkMessageIds");
            for (var number = 0; number < 500; number++) {
                ids.add("m-" + number);
            }
            item.putObject("clusterBy").put("odd", "shape");
        });
        assertThat(evidence.select("dt").eachText())
                .containsExactly("What is alike", "Number of mails", "Query", "Network message ids");
        assertThat(evidence.select("dd").eachText())
                .allSatisfy(text -> assertThat(text.length()).isLessThan(1_100));
        assertThat(evidence.text()).contains("71", "m-19, …").doesNotContain("m-20");
    }

    @Test
    void whatNobodyKnowsIsNotSaidToHaveNothing() {
        var evidence = evidenceOf("new", "holographicDisk", item -> item.put("name", "Disk 71"));
        assertThat(ada.get(evidence.select("tbody th a").attr("href")).text())
                .contains("The whole record is on the alert’s page.");
    }

    @Test
    void devicesSayTheirRiskAndTagsAsTheLatestAlertDoes() {
        seed.take(
                device(alert("d1", "First", 0), "pc-71"),
                naming(alert("d2", "Second", 5), "device", item -> {
                    item.put("mdeDeviceId", "pc-71").put("riskScore", "low");
                    item.putArray("tags").add("Reception").add("Kiosk");
                }),
                naming(
                        alert("d3", "Third", 6),
                        "device",
                        item -> item.put("mdeDeviceId", "pc-71").put("deviceDnsName", "pc-71.contoso.example")));
        seed.take(naming(alert("d4", "Fourth", 7), "device", item -> {
            item.put("mdeDeviceId", "pc-71").put("riskScore", "medium").put("healthStatus", "noSensorData");
            item.putArray("tags").add("Reception").add("Kiosk");
        }));
        var incident = "/incidents/" + seed.incidentOf("d1");
        var row = ada.get(incident + "/devices").html().select("tbody tr").getFirst();
        assertThat(row.text()).contains("pc-71.contoso.example", "Medium", "Kiosk", "Reception");
        assertThat(ada.get(incident)
                        .html()
                        .select("section[aria-labelledby=scope]")
                        .text())
                .contains("pc-71.contoso.example", "Risk: Medium", "Kiosk");
        var known = row.select("th a").attr("href");
        assertThat(ada.get(known).text()).contains("Risk Medium", "Health No sensor data", "Tags Reception, Kiosk");
        for (var address : List.of(known, page("d4"))) {
            assertThat(ada.get(address, "Accept-Language", "nl").text())
                    .contains("Risico Gemiddeld", "Status Geen sensorgegevens");
        }
        assertThat(ada.get(page("d4"), "Accept-Language", "nl").text()).contains("Detectiebron Antivirus");
    }
}
