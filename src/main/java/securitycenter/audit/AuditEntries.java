package securitycenter.audit;

import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import securitycenter.identity.AcrossTenants;
import securitycenter.identity.TenantId;

/** The rows of the log. Written with SQL and not as entities: an entry has no life after it was written. */
@Repository
class AuditEntries {

    private static final UUID NO_TENANT = new UUID(0, 0);

    private final JdbcClient database;

    AuditEntries(JdbcClient database) {
        this.database = database;
    }

    ChainHead head(TenantId tenant) {
        return head(tenant, "").orElse(ChainHead.GENESIS);
    }

    /** The end of the chain, which nobody else can have until this transaction ends. */
    ChainHead lockedHead(TenantId tenant) {
        return head(tenant, " for update").orElseGet(() -> {
            database.sql("insert into audit_chain (tenant_id, length, head) values (?, ?, ?) on conflict do nothing")
                    .params(tenant.value(), ChainHead.GENESIS.length(), ChainHead.GENESIS.hash())
                    .update();
            return head(tenant, " for update").orElseThrow();
        });
    }

    private Optional<ChainHead> head(TenantId tenant, String lock) {
        return database.sql("select length, head from audit_chain where tenant_id = ?" + lock)
                .param(tenant.value())
                .query((row, index) -> new ChainHead(row.getLong("length"), row.getString("head")))
                .optional();
    }

    /** Those that follow the number, in the order of the chain. */
    List<SealedEntry> after(TenantId tenant, long number, int atMost) {
        // The tenant is part of the order, because H2 otherwise sorts the whole log instead of following the index.
        return database.sql("select * from audit_entry where tenant_id = ? and number > ?"
                        + " order by tenant_id, number limit ?")
                .params(tenant.value(), number, atMost)
                .query(new EntryRow())
                .list();
    }

    /** The next tenant of which there is anything, be it entries without the end of a chain; the first one for null. */
    @AcrossTenants
    Optional<TenantId> tenantAfter(@Nullable TenantId tenant) {
        var last = tenant == null ? NO_TENANT : tenant.value();
        return database.sql("""
                        (select tenant_id from audit_chain where tenant_id > ? order by tenant_id limit 1)
                        union
                        (select tenant_id from audit_entry where tenant_id > ? order by tenant_id limit 1)
                        order by tenant_id limit 1""").params(last, last).query(UUID.class).optional().map(TenantId::new);
    }

    /** The number of an entry that lies outside the chain, although nothing of ours can have put it there. */
    Optional<Long> stray(TenantId tenant) {
        return database.sql("""
                        (select number from audit_entry where tenant_id = ? and number < 1
                            order by tenant_id, number limit 1)
                        union
                        (select number from audit_entry where tenant_id = ? and number >
                                (select coalesce(max(length), 0) from audit_chain where tenant_id = ?)
                            order by tenant_id, number limit 1)
                        order by number limit 1""")
                .params(tenant.value(), tenant.value(), tenant.value())
                .query(Long.class)
                .optional();
    }

    /** Whether the database is there at all. */
    boolean canBeReached() {
        try {
            return database.sql("select 1").query(Integer.class).single() == 1;
        } catch (DataAccessException away) {
            return false;
        }
    }

    @AcrossTenants
    long chains() {
        return database.sql("select count(*) from audit_chain")
                .query(Long.class)
                .single();
    }

    void append(SealedEntry sealed) {
        var entry = sealed.entry();
        database.sql("""
                        insert into audit_entry (tenant_id, number, at, actor_kind, actor_id, actor_name, on_behalf_of,
                            address, what, object_kind, object_id, old_value, new_value, reason, reference, outcome,
                            previous, hash, staff_address)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""")
                .param(entry.tenant())
                .param(entry.number())
                .param(entry.at().atOffset(ZoneOffset.UTC))
                .param(entry.actorKind())
                .param(entry.actorId())
                .param(entry.actorName())
                .param(entry.onBehalfOf())
                .param(entry.address())
                .param(entry.what())
                .param(entry.objectKind())
                .param(entry.objectId())
                .param(entry.from())
                .param(entry.to())
                .param(entry.reason())
                .param(entry.reference())
                .param(entry.outcome())
                .param(entry.previous())
                .param(sealed.hash())
                .param(sealed.staffAddress())
                .update();
        database.sql("update audit_chain set length = ?, head = ? where tenant_id = ?")
                .params(entry.number(), sealed.hash(), entry.tenant())
                .update();
    }
}
