package securitycenter.browser;

import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Verifications of all chains, each as far as a picture needs it. Nothing is really verified. */
final class Verifications {

    private final JdbcClient database;

    Verifications(JdbcClient database) {
        this.database = database;
    }

    void none() {
        database.sql("delete from audit_round").update();
    }

    void underWay() {
        none();
        begun();
        database.sql("update audit_round set chains = 1204, checked = 431, entries = 61822")
                .update();
    }

    void unbroken() {
        broken();
        begun();
        database.sql("""
                        update audit_round set chains = 1204, checked = 1204, entries = 183417, under_way = null,
                            finished_at = ? where under_way""").param(OffsetDateTime.now().plusSeconds(48)).update();
    }

    void broken() {
        none();
        begun();
        database.sql("""
                        update audit_round set chains = 1198, checked = 1198, entries = 179003, broken = 2,
                            under_way = null, finished_at = ?""").param(OffsetDateTime.now().plusSeconds(190)).update();
        for (var tenant : tenants()) {
            database.sql(
                            "insert into audit_round_break (round_id, tenant_id, number) select id, ?, 17 from audit_round")
                    .param(tenant)
                    .update();
        }
    }

    private void begun() {
        database.sql("""
                        insert into audit_round (under_way, tenant_id, started_by, started_at, attempt, chains, checked,
                            entries, broken)
                        values (true, ?, 'Stella Novak', ?, 1, 0, 0, 0, 0)""").params(UUID.randomUUID(), OffsetDateTime.now()).update();
    }

    private List<UUID> tenants() {
        return List.of(
                UUID.randomUUID(),
                database.sql("select tenant_id from eligibility_finding order by checked_at desc limit 1")
                        .query(UUID.class)
                        .single());
    }
}
