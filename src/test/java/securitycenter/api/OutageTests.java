package securitycenter.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.h2.api.Trigger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import securitycenter.ApplicationTest;
import securitycenter.api.Program.Answer;
import securitycenter.homes.DataCenter;
import securitycenter.identity.Role;

/** What programs are told while a tenant's data cannot be reached. */
@ApplicationTest
class OutageTests extends ApiTest {

    @Autowired
    JdbcClient database;

    private static void isToldToComeBack(Answer answer) {
        assertThat(answer.status()).as(answer.response().body()).isEqualTo(503);
        assertThat(Integer.parseInt(answer.header("Retry-After"))).isPositive();
        assertThat(answer.error()).isEqualTo("ServiceUnavailable: The data cannot be reached just now. Try again.");
    }

    /** The database of one of the data centers is away from the start. */
    @Test
    void whileItsDataCenterIsAwayATenantIsToldToComeBack() {
        var stored = on("Cut Off");
        stored.incidents(1);
        var program = programOf(stored, "Incident.ReadWrite.All", "SecurityIncident.ReadWrite.All");
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
    void whoAsksForTooMuchIsToldToAskForLess() {
        var stored = on("Slow");
        stored.incidents(1);
        var database = stored.home().database();
        database.sql("create alias too_long for '" + TooLong.class.getName() + ".said'")
                .update();
        database.sql("alter table incident rename to all_incidents").update();
        database.sql("create view incident as select * from all_incidents where too_long()")
                .update();
        var program = programOf(stored, "Incident.Read.All");
        var answer = program.get("/api/incidents");
        assertThat(answer.status()).isEqualTo(503);
        assertThat(Integer.parseInt(answer.header("Retry-After"))).isPositive();
        assertThat(answer.error()).startsWith("ServiceUnavailable: This takes too long. Narrow the filter");
        var reader = visitors.signedIn(stored.tenant().person("Rea").holds(Role.SECURITY_READER));
        var page = reader.get("/incidents");
        assertThat(page.status()).isEqualTo(503);
        assertThat(page.text()).contains("This takes too long", "narrow the filter");
        var problem = reader.get("/incidents", "Accept", "application/json");
        assertThat(problem.status()).isEqualTo(503);
        assertThat(problem.body()).contains("\"title\":\"This takes too long\"", "was broken off");
    }

    @Test
    void whatIsSavedTooSlowlyIsNoSearchAndWhetherItIsThereIsToBeLookedAt() {
        var stored = on("Saves Slowly");
        stored.incidents(1);
        stored.home()
                .database()
                .sql("create trigger slow before update on incident for each row call '" + SavesTooLong.class.getName()
                        + "'")
                .update();
        var program = programOf(stored, "Incident.ReadWrite.All");
        var answer = program.patch("/api/incidents/1", "{\"status\": \"Resolved\"}");
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.error())
                .startsWith("ServiceUnavailable: Saving took too long")
                .contains("Read what is there");
        var operator = visitors.signedIn(stored.tenant().person("Olga").holds(Role.SECURITY_OPERATOR));
        var page = operator.forge("/incidents/1/comments", Map.of("text", "Seen"));
        assertThat(page.status()).isEqualTo(503);
        assertThat(page.text())
                .contains("This takes too long", "is not saved", "try again in a few minutes")
                .doesNotContain("filter");
        assertThat(operator.get("/incidents/1").text()).doesNotContain("Seen");
    }

    /** What H2 says when it takes too long to save something. */
    public static class SavesTooLong implements Trigger {

        @Override
        public void fire(
                Connection connection, @Nullable Object @Nullable [] before, @Nullable Object @Nullable [] after)
                throws SQLException {
            TooLong.said();
        }
    }

    /** What H2 says when a statement has taken longer than it may. */
    public static class TooLong {

        public static boolean said() throws SQLException {
            throw new SQLException("Statement was canceled", "57014");
        }
    }

    @Test
    void whileSomebodyElseIsAtWorkInTheHomeForLongWhoWantsToChangeSomethingIsToldToComeBack() {
        var stored = on("At Work");
        stored.incidents(1);
        var program = programOf(stored, "Incident.ReadWrite.All");
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
