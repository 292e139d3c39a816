package securitycenter.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import securitycenter.ApplicationTest;
import securitycenter.Visitors;
import securitycenter.api.Program.Answer;
import securitycenter.fakemicrosoft.FakeMicrosoft;
import securitycenter.homes.DataCenter;
import securitycenter.provisioning.Homes;

/** What programs are told while a tenant's data cannot be reached. */
@ApplicationTest
class OutageTests {

    @Autowired
    FakeMicrosoft microsoft;

    @Autowired
    Visitors visitors;

    @Autowired
    Homes homes;

    @Autowired
    JdbcClient database;

    @LocalServerPort
    int port;

    private static void isToldToComeBack(Answer answer) {
        assertThat(answer.status()).as(answer.response().body()).isEqualTo(503);
        assertThat(Integer.parseInt(answer.header("Retry-After"))).isPositive();
        assertThat(answer.error()).isEqualTo("ServiceUnavailable: The data cannot be reached just now. Try again.");
    }

    /** The database of one of the data centers is away from the start. */
    @Test
    void whileItsDataCenterIsAwayATenantIsToldToComeBack() {
        var stored = Stored.on(microsoft.directory().tenant("Cut Off"), visitors, homes);
        stored.incidents(1);
        var program = Program.of(
                microsoft, port, stored.tenant(), "Incident.ReadWrite.All", "SecurityIncident.ReadWrite.All");
        move(stored, DataCenter.INDIA);
        var read = program.get("/api/incidents");
        var changed = program.patch("/v1.0/security/incidents/1", "{\"status\": \"resolved\"}");
        move(stored, stored.home().dataCenter());
        isToldToComeBack(read);
        assertThat(read.json().at("/error/target").asString()).isEqualTo("|" + read.header("request-id") + ".");
        isToldToComeBack(changed);
        assertThat(changed.json().at("/error/innerError/request-id").asString())
                .isEqualTo(changed.header("request-id"));
        assertThat(program.get("/api/incidents").status()).isEqualTo(200);
    }

    private void move(Stored stored, DataCenter dataCenter) {
        database.sql("update tenant_home set data_center = ? where tenant_id = ?")
                .params(dataCenter.name(), stored.tenant().id().value())
                .update();
    }

    @Test
    void whileSomebodyElseIsAtWorkInTheHomeForLongWhoWantsToChangeSomethingIsToldToComeBack() {
        var stored = Stored.on(microsoft.directory().tenant("At Work"), visitors, homes);
        stored.incidents(1);
        var program = Program.of(microsoft, port, stored.tenant(), "Incident.ReadWrite.All");
        for (var change : List.of("{\"status\": \"Resolved\"}", "{\"comment\": \"Seen\"}")) {
            stored.home().transactions().executeWithoutResult(_ -> {
                stored.home().database().sql("update grouping set id = id").update();
                isToldToComeBack(program.patch("/api/incidents/1", change));
            });
        }
        assertThat(program.patch("/api/incidents/1", "{\"status\": \"Resolved\"}")
                        .status())
                .isEqualTo(200);
    }
}
