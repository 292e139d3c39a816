package securitycenter.triage;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import securitycenter.ApplicationTest;
import securitycenter.homes.DataCenter;
import securitycenter.homes.DataCenters;
import securitycenter.homes.HomeSchema;
import securitycenter.homes.TenantHome;
import securitycenter.identity.Role;
import securitycenter.identity.SignedInUser;
import securitycenter.identity.TenantId;
import securitycenter.triage.SavedFilters.Outcome;

/** Two windows of one person at the same time. */
@ApplicationTest
class SavedFiltersTests {

    @Autowired
    DataCenters dataCenters;

    @Autowired
    HomeSchema schema;

    @Autowired
    SavedFilters filters;

    @Autowired
    JdbcClient database;

    private final SignedInUser olga = new SignedInUser(
            UUID.randomUUID(),
            new TenantId(UUID.randomUUID()),
            "Olga",
            "olga@contoso.example",
            Set.of(Role.SECURITY_OPERATOR),
            false,
            false,
            "NL",
            null,
            "192.0.2.7");
    private TenantHome home;

    @BeforeEach
    void aSharedFilter() {
        home = dataCenters.homeOf(olga.tenant(), DataCenter.UNITED_STATES);
        schema.migrate(home);
        assertThat(filters.save(home, olga, "Severe", "severity=high", true)).isEqualTo(Outcome.DONE);
    }

    @AfterEach
    void gone() throws Exception {
        schema.drop(home);
    }

    @Test
    void whoFindsItDeletedWhileTheyDeleteItHasDoneNothing() throws Exception {
        assertThat(whileItIsBeingDeleted(() -> filters.delete(home, olga, 1))).isEqualTo(Outcome.MISSING);
        assertThat(recorded()).isEqualTo(1);
    }

    @Test
    void whoFindsItDeletedWhileTheyChangeItHasDoneNothing() throws Exception {
        assertThat(whileItIsBeingDeleted(() -> filters.change(home, olga, 1, "Worse", true)))
                .isEqualTo(Outcome.MISSING);
        assertThat(recorded()).isEqualTo(1);
    }

    /** It has been read by then, and waits for the row. */
    private Outcome whileItIsBeingDeleted(Callable<Outcome> act) throws Exception {
        try (var other = Executors.newSingleThreadExecutor()) {
            Future<Outcome> outcome = home.transactions().execute(_ -> {
                home.database().sql("delete from saved_filter where id = 1").update();
                var begun = other.submit(act);
                try {
                    Thread.sleep(Duration.ofMillis(500));
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
                return begun;
            });
            return outcome.get();
        }
    }

    private int recorded() {
        return database.sql("select count(*) from audit_entry where tenant_id = ?")
                .param(olga.tenant().value())
                .query(Integer.class)
                .single();
    }
}
