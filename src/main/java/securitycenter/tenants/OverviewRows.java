package securitycenter.tenants;

import jakarta.persistence.EntityManager;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import securitycenter.identity.AcrossTenants;
import securitycenter.identity.TenantId;

/** The rows of the list and the words they are found by. */
@Repository
class OverviewRows {

    private final EntityManager entities;
    private final JdbcClient database;

    OverviewRows(EntityManager entities, JdbcClient database) {
        this.entities = entities;
        this.database = database;
    }

    /**
     * The tenant's row is this transaction's until it ends. Whatever the transaction changed is written before, so that
     * it waits for nobody afterwards; and whatever it has read is forgotten, because it may have changed meanwhile.
     */
    void lock(TenantId tenant) {
        entities.flush();
        entities.clear();
        if (!isLocked(tenant)) {
            database.sql("""
                            insert into tenant_overview (tenant_id, sort_key, name, state, license, outdated,
                                open_requests, failed)
                            values (?, ?, '', '', '', false, 0, false) on conflict do nothing""").params(tenant.value(), Plain.key("")).update();
            isLocked(tenant);
        }
    }

    private boolean isLocked(TenantId tenant) {
        return database.sql("select tenant_id from tenant_overview where tenant_id = ? for update")
                .param(tenant.value())
                .query(UUID.class)
                .optional()
                .isPresent();
    }

    void write(OverviewRow row, boolean outdated) {
        database.sql("""
                        update tenant_overview set sort_key = :key, name = :name, domain = :domain, state = :state,
                            license = :license, data_center = :place, set_up = :setUp, outdated = :outdated,
                            last_sign_in = :signIn, open_requests = :requests, failed = :failed, failed_step = :step,
                            failed_run = :run
                        where tenant_id = :tenant""")
                .param("key", Plain.key(row.name()))
                .param("name", cut(row.name()))
                .param("domain", row.domain() == null ? null : cut(row.domain()))
                .param("state", row.state())
                .param("license", row.license())
                .param("place", row.dataCenter())
                .param("setUp", row.setUp())
                .param("outdated", outdated)
                .param(
                        "signIn",
                        row.lastSignIn() == null ? null : row.lastSignIn().atOffset(ZoneOffset.UTC))
                .param("requests", row.openRequests())
                .param("failed", row.failure() != null)
                .param("step", row.failure() == null ? null : row.failure().step())
                .param("run", row.failure() == null ? null : row.failure().run())
                .param("tenant", row.tenant().value())
                .update();
        writeTerms(row);
    }

    private void writeTerms(OverviewRow row) {
        var tenant = row.tenant().value();
        var wanted = row.terms();
        var known = database.sql("select term from tenant_term where tenant_id = ? order by tenant_id, term")
                .param(tenant)
                .query((found, _) -> new String(found.getBytes(1), StandardCharsets.UTF_8))
                .list();
        known.stream()
                .filter(term -> !wanted.contains(term))
                .forEach(term -> database.sql("delete from tenant_term where tenant_id = ? and term = ?")
                        .params(tenant, term.getBytes(StandardCharsets.UTF_8))
                        .update());
        wanted.stream()
                .filter(term -> !known.contains(term))
                .forEach(term -> database.sql("insert into tenant_term (term, tenant_id) values (?, ?)")
                        .params(term.getBytes(StandardCharsets.UTF_8), tenant)
                        .update());
    }

    /** Those of the page of which there is no row yet. */
    List<TenantId> missingAmong(List<TenantId> page) {
        var known = database.sql("select tenant_id from tenant_overview where tenant_id in (:page)")
                .param("page", page.stream().map(TenantId::value).toList())
                .query(UUID.class)
                .set();
        return page.stream().filter(tenant -> !known.contains(tenant.value())).toList();
    }

    /** A page of the tenants in the list, in the order of their ids. */
    @AcrossTenants
    List<TenantId> after(TenantId last, int atMost) {
        return database.sql("select tenant_id from tenant_overview where tenant_id > ? order by tenant_id limit ?")
                .params(last.value(), atMost)
                .query((row, _) -> new TenantId(row.getObject(1, UUID.class)))
                .list();
    }

    @AcrossTenants
    void markOutdated(String newest) {
        database.sql("update tenant_overview set outdated = true where not outdated and set_up <> ?")
                .param(newest)
                .update();
    }

    private static String cut(String text) {
        return text.length() <= 300 ? text : text.substring(0, 300);
    }
}
