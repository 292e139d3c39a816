package securitycenter.triage;

import static org.assertj.core.api.Assertions.assertThat;
import static securitycenter.identity.Role.GLOBAL_ADMINISTRATOR;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import securitycenter.PostgresTest;
import securitycenter.Visitors;
import securitycenter.fakemicrosoft.FakeMicrosoft;

/** PostgreSQL reads SQL more strictly than H2, so each page is opened on it once. */
@PostgresTest
class PagesOnPostgresTests {

    @Autowired
    FakeMicrosoft microsoft;

    @Autowired
    Visitors visitors;

    @Autowired
    ApplicationContext application;

    @Test
    void eachPageIsThere() {
        var tenant = microsoft
                .directory()
                .tenant("Triage on PostgreSQL")
                .licensed("SPE_E5")
                .country("NL");
        var ada = visitors.signedIn(tenant.person("Ada").holds(GLOBAL_ADMINISTRATOR));
        ada.turnOn();
        var seed = new IncidentSeed(application, tenant.id());
        seed.attack();
        var incident = "/incidents/" + seed.incidentOf("s2");
        var alert = incident + "/alerts/" + seed.idOf("s2");
        ada.forge("/incidents/filters", Map.of("name", "Severe", "query", "severity=high"));
        ada.forge("/incidents/columns", Map.of("column", "investigation", "back", ""));
        var entity = ada.get(incident + "/devices").html().select("tbody th a").attr("href");
        assertThat(List.of(
                        "/",
                        "/incidents",
                        "/incidents?period=half-year&status=all&sort=severity",
                        "/incidents?period=half-year&severity=high&assigned=nobody&source=endpoint&category=Execution"
                                + "&several=true&alerts=true&classification=unknown&investigation=running&tag=a"
                                + "&stages=true&group=a",
                        "/incidents?period=half-year&find=wks-14.contoso.example",
                        "/incidents?period=half-year&find=multi",
                        "/incidents/new?since=1",
                        "/incidents/export",
                        "/incidents/filters",
                        "/incidents/alerts",
                        "/incidents/alerts?period=half-year&status=all&severity=high&find=PowerShell",
                        "/incidents/alerts/of/" + seed.incidentOf("s2"),
                        "/incidents/merge?incident=" + seed.incidentOf("s2") + "&incident=" + seed.incidentOf("s4"),
                        incident,
                        incident + "/alerts",
                        incident + "/devices",
                        incident + "/users",
                        incident + "/mailboxes",
                        incident + "/investigations",
                        incident + "/evidence",
                        incident + "/evidence?kind=DEVICE",
                        incident + "/graph",
                        incident + "/activity",
                        incident + "/activity?kind=comment",
                        incident + "/print",
                        incident + "/manage",
                        incident + "/move?alert=" + seed.idOf("s2"),
                        alert,
                        alert + "/raw",
                        alert + "/raw.txt",
                        entity))
                .allSatisfy(address ->
                        assertThat(ada.get(address).status()).as(address).isEqualTo(200));
    }
}
