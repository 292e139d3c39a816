package securitycenter.audit;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Reads the log through a filter, newest first: one tenant's along its chain, that of all tenants along the time. */
@Repository
class AuditSearch {

    private static final Filter NO_FILTER = new Filter.Asked(null, null, null, null, null, null).in(Optional.empty());

    private final AuditEntries entries;
    private final JdbcClient database;

    AuditSearch(AuditEntries entries, JdbcClient database) {
        this.entries = entries;
        this.database = database;
    }

    /** The page that starts there, or the newest one. */
    AuditPage page(Reach reach, Filter filter, @Nullable Start start) {
        var total = reach.tenant()
                .map(tenant -> Count.of(entries.head(tenant).length()))
                .orElseGet(() -> count(reach, NO_FILTER));
        return new AuditPage(
                reach,
                filter,
                below(start, reach, filter, AuditPage.LENGTH + 1),
                filter.hidesNothing() ? total : count(reach, filter),
                total,
                kindsOfActs(reach),
                start);
    }

    List<SealedEntry> below(@Nullable Start start, Reach reach, Filter filter, int atMost) {
        var conditions = new Conditions(reach, filter).below(start);
        return conditions
                .in(database, "select * from audit_entry", " order by " + conditions.order() + " limit :atMost")
                .param("atMost", atMost)
                .query(new EntryRow())
                .list();
    }

    /** In the order of the page: PostgreSQL otherwise gathers all that there are before it counts the first. */
    private Count count(Reach reach, Filter filter) {
        var most = reach.ofStaff() ? 1_000 : 10_000;
        var conditions = new Conditions(reach, filter);
        var counted = conditions
                .in(
                        database,
                        "select count(*) from (select 1 as one from audit_entry",
                        " order by " + conditions.order() + " limit :limit) as found")
                .param("limit", most + 1)
                .query(Long.class)
                .single();
        return Count.upTo(most, counted);
    }

    /** The kinds of acts in the log, found by jumping through the index and not by reading the log. */
    private List<String> kindsOfActs(Reach reach) {
        var kinds = new ArrayList<String>();
        for (var next = kindFrom("", reach); next.isPresent(); next = kindFrom(next.get() + '\u0001', reach)) {
            kinds.add(next.get());
        }
        return kinds;
    }

    /** Not "after" the last one: H2 would then read all entries of it. */
    private Optional<String> kindFrom(String least, Reach reach) {
        return new Conditions(reach)
                .and("what >= :least", "least", least)
                .in(
                        database,
                        "select what from audit_entry",
                        reach.tenant().isPresent() ? " order by tenant_id, what limit 1" : " order by what limit 1")
                .query(String.class)
                .optional();
    }
}
