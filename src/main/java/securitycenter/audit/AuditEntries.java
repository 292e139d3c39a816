package securitycenter.audit;

import java.time.ZoneOffset;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import securitycenter.identity.TenantId;

/** The rows of the log. Written with SQL and not as entities: an entry has no life after it was written. */
@Repository
class AuditEntries {

    private final JdbcClient database;

    AuditEntries(JdbcClient database) {
        this.database = database;
    }

    /** The end of the chain, kept for this transaction alone until it ends. */
    ChainHead lockedHead(TenantId tenant) {
        return readLocked(tenant).orElseGet(() -> {
            database.sql("insert into audit_chain (tenant_id, length, head) values (?, ?, ?) on conflict do nothing")
                    .params(tenant.value(), ChainHead.GENESIS.length(), ChainHead.GENESIS.hash())
                    .update();
            return readLocked(tenant).orElseThrow();
        });
    }

    private Optional<ChainHead> readLocked(TenantId tenant) {
        return database.sql("select length, head from audit_chain where tenant_id = ? for update")
                .param(tenant.value())
                .query((row, index) -> new ChainHead(row.getLong("length"), row.getString("head")))
                .optional();
    }

    void append(Entry entry, String hash) {
        database.sql("""
                        insert into audit_entry (tenant_id, number, at, actor_kind, actor_id, actor_name, on_behalf_of,
                            address, what, object_kind, object_id, old_value, new_value, reason, reference, outcome,
                            previous, hash)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""")
                .param(entry.tenant())
                .param(entry.number())
                .param(entry.at().atOffset(ZoneOffset.UTC))
                .param(entry.actorKind().name())
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
                .param(entry.outcome().name())
                .param(entry.previous())
                .param(hash)
                .update();
        database.sql("update audit_chain set length = ?, head = ? where tenant_id = ?")
                .params(entry.number(), hash, entry.tenant())
                .update();
    }
}
