package securitycenter.audit;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import securitycenter.identity.TenantId;

/** Reads a tenant's log through a filter, newest first. */
@Repository
class AuditSearch {

    private static final long COUNTED = 10_000;

    private final AuditEntries entries;
    private final JdbcClient database;

    AuditSearch(AuditEntries entries, JdbcClient database) {
        this.entries = entries;
        this.database = database;
    }

    /** The page that starts below the number, or the newest one. */
    AuditPage page(TenantId tenant, Filter filter, @Nullable Long start) {
        var total = entries.head(tenant).length();
        var found = filter.hidesNothing() ? total : count(tenant, filter, COUNTED + 1);
        var more = !filter.hidesNothing() && found > COUNTED;
        return new AuditPage(
                filter,
                before(start == null ? Long.MAX_VALUE : start, tenant, filter, AuditPage.LENGTH + 1),
                more ? COUNTED : found,
                more,
                total,
                kindsOfActs(tenant),
                start);
    }

    List<SealedEntry> before(long number, TenantId tenant, Filter filter, int atMost) {
        return new Conditions(tenant, filter)
                .and("number < :before", "before", number)
                .in(database, "select * from audit_entry", " order by tenant_id desc, number desc limit :atMost")
                .param("atMost", atMost)
                .query(new EntryRow())
                .list();
    }

    /** How many there are, but not counted beyond the limit. */
    private long count(TenantId tenant, Filter filter, long limit) {
        return new Conditions(tenant, filter)
                .in(database, "select count(*) from (select 1 as one from audit_entry", " limit :limit) as found")
                .param("limit", limit)
                .query(Long.class)
                .single();
    }

    /** The kinds of acts in the log, found by jumping through the index and not by reading the log. */
    private List<String> kindsOfActs(TenantId tenant) {
        var kinds = new ArrayList<String>();
        for (var next = kindAfter("", tenant); next.isPresent(); next = kindAfter(next.get(), tenant)) {
            kinds.add(next.get());
        }
        return kinds;
    }

    private Optional<String> kindAfter(String kind, TenantId tenant) {
        return database.sql("select what from audit_entry where tenant_id = ? and what > ?"
                        + " order by tenant_id, what limit 1")
                .params(tenant.value(), kind)
                .query(String.class)
                .optional();
    }
}
