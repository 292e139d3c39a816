package securitycenter.tenants;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import securitycenter.homes.DataCenter;
import securitycenter.identity.TenantId;
import securitycenter.support.FoundTenants;
import securitycenter.tenants.TenantPages.Place;

/**
 * Reads the list of all tenants, by name, or by the word found where something is looked for. Each page follows an
 * index from its first row on, so it costs the same wherever it is and however many tenants there are.
 */
@Repository
class TenantSearch implements FoundTenants {

    private static final long COUNTED = 1_000;

    private static final String COLUMNS = "o.tenant_id, o.name, o.domain, o.state, o.license, o.data_center, o.set_up,"
            + " o.outdated, o.last_sign_in, o.open_requests, o.failed_step, o.failed_run";

    private final JdbcClient database;

    TenantSearch(JdbcClient database) {
        this.database = database;
    }

    TenantPages page(TenantFilter filter, Place place) {
        var query = query(filter);
        var from = switch (place) {
            case Place.First _, Place.Last _ -> null;
            case Place.After(var tenant) -> query.keyOf(tenant);
            case Place.Before(var tenant) -> query.keyOf(tenant);
        };
        // Before a tenant that is not in this list any more there is nothing to go back to: the list begins anew.
        var backwards = place instanceof Place.Last || place instanceof Place.Before && from != null;
        var rows = query.rows(from, backwards, TenantPages.LENGTH + 1);
        var more = rows.size() > TenantPages.LENGTH;
        var shown = more ? rows.subList(0, TenantPages.LENGTH) : rows;
        var counted = count(query);
        return new TenantPages(
                filter,
                backwards ? shown.reversed() : shown,
                Math.min(counted, COUNTED),
                counted > COUNTED,
                counted == 0 ? count(new ByName(TenantFilter.NONE)) : 0,
                backwards ? more : from != null,
                backwards ? from != null : more);
    }

    @Override
    public List<TenantId> by(Map<String, String> filter, int atMost) {
        return query(TenantFilter.Asked.of(filter).filter()).rows(null, false, atMost).stream()
                .map(TenantRow::tenant)
                .toList();
    }

    private Query query(TenantFilter filter) {
        return filter.find() == null ? new ByName(filter) : new ByTerm(filter);
    }

    /** A row of the list. */
    Optional<TenantRow> find(TenantId tenant) {
        return database.sql("select " + COLUMNS + " from tenant_overview o where o.tenant_id = ?")
                .param(tenant.value())
                .query(TenantSearch::row)
                .optional();
    }

    private long count(Query query) {
        return query.select(
                        "select count(*) from (select 1 as one from ",
                        " limit " + (COUNTED + 1) + ") as found",
                        Map.of())
                .query(Long.class)
                .single();
    }

    /** Where a page begins: the key of the order, and the tenant among those with the same key. */
    private record Key(byte[] key, UUID tenant) {}

    /** The list in one of its orders. */
    private abstract class Query {

        private final StringBuilder conditions = new StringBuilder("true");
        final Map<String, Object> values = new HashMap<>();

        Query(TenantFilter filter) {
            and("o.state = :state", "state", filter.state());
            and(
                    "o.data_center = :place",
                    "place",
                    filter.place() == null ? null : filter.place().name());
            and("o.outdated = :outdated", "outdated", filter.outdated() ? true : null);
            and("o.failed = :failed", "failed", filter.failed() ? true : null);
        }

        void and(String condition, String name, @Nullable Object value) {
            if (value != null) {
                conditions.append(" and ").append(condition);
                values.put(name, value);
            }
        }

        abstract String source();

        abstract String keyColumn();

        abstract String tenantColumn();

        /** In front of the order's own columns, so that H2 too follows the index that begins with them. */
        abstract List<String> equalColumns();

        abstract @Nullable Key keyOf(TenantId tenant);

        List<TenantRow> rows(@Nullable Key from, boolean backwards, int atMost) {
            var direction = backwards ? " desc" : "";
            var order = new StringBuilder(" order by ");
            equalColumns()
                    .forEach(column -> order.append(column).append(direction).append(", "));
            order.append(keyColumn())
                    .append(direction)
                    .append(", ")
                    .append(tenantColumn())
                    .append(direction);
            var beginning = "";
            Map<String, Object> more = Map.of();
            if (from != null) {
                var beyond = backwards ? "<" : ">";
                beginning = " and " + keyColumn() + " " + beyond + "= :key and (" + keyColumn() + " " + beyond
                        + " :key or " + tenantColumn() + " " + beyond + " :from)";
                more = Map.of("key", from.key(), "from", from.tenant());
            }
            return select("select " + COLUMNS + " from ", beginning + order + " limit " + atMost, more)
                    .query(TenantSearch::row)
                    .list();
        }

        JdbcClient.StatementSpec select(String start, String end, Map<String, Object> more) {
            return database.sql(start + source() + " where " + conditions + end)
                    .params(values)
                    .params(more);
        }
    }

    private class ByName extends Query {

        private final TenantFilter filter;

        ByName(TenantFilter filter) {
            super(filter);
            this.filter = filter;
        }

        @Override
        String source() {
            return "tenant_overview o";
        }

        @Override
        String keyColumn() {
            return "o.sort_key";
        }

        @Override
        String tenantColumn() {
            return "o.tenant_id";
        }

        /** Those of the index that serves the filter best: the rarest first. */
        @Override
        List<String> equalColumns() {
            if (filter.failed()) {
                return List.of("o.failed");
            }
            if (filter.outdated()) {
                return List.of("o.outdated");
            }
            return filter.state() != null
                    ? filter.place() != null ? List.of("o.state", "o.data_center") : List.of("o.state")
                    : filter.place() != null ? List.of("o.data_center") : List.of();
        }

        @Override
        @Nullable
        Key keyOf(TenantId tenant) {
            return database.sql("select sort_key from tenant_overview where tenant_id = ?")
                    .param(tenant.value())
                    .query((found, _) -> new Key(found.getBytes(1), tenant.value()))
                    .optional()
                    .orElse(null);
        }
    }

    private class ByTerm extends Query {

        private final byte[] start;
        private final byte[] end;

        ByTerm(TenantFilter filter) {
            super(filter);
            this.start = Plain.key(String.valueOf(filter.find()));
            // No UTF-8 text has this byte, so it lies behind all that begins like the start.
            this.end = Arrays.copyOf(start, start.length + 1);
            end[start.length] = (byte) 0xff;
            and("t.term >= :start", "start", start);
            and("t.term < :end", "end", end);
            // A tenant is found once, by the first of its words that begins so.
            and(
                    "not exists (select 1 from tenant_term e where e.tenant_id = t.tenant_id and e.term >= :start"
                            + " and e.term < t.term)",
                    "start",
                    start);
        }

        @Override
        String source() {
            return "tenant_term t join tenant_overview o on o.tenant_id = t.tenant_id";
        }

        @Override
        String keyColumn() {
            return "t.term";
        }

        @Override
        String tenantColumn() {
            return "t.tenant_id";
        }

        @Override
        List<String> equalColumns() {
            return List.of();
        }

        @Override
        @Nullable
        Key keyOf(TenantId tenant) {
            return database.sql("select term from tenant_term where tenant_id = ? and term >= ? and term < ?"
                            + " order by tenant_id, term limit 1")
                    .params(tenant.value(), start, end)
                    .query((found, _) -> new Key(found.getBytes(1), tenant.value()))
                    .optional()
                    .orElse(null);
        }
    }

    private static TenantRow row(ResultSet row, int index) throws SQLException {
        var place = row.getString("data_center");
        var signIn = row.getObject("last_sign_in", OffsetDateTime.class);
        return new TenantRow(
                new TenantId(row.getObject("tenant_id", UUID.class)),
                row.getString("name"),
                row.getString("domain"),
                row.getString("state"),
                row.getString("license"),
                place == null ? null : DataCenter.valueOf(place),
                row.getString("set_up"),
                row.getBoolean("outdated"),
                signIn == null ? null : signIn.toInstant(),
                row.getLong("open_requests"),
                row.getString("failed_step"),
                row.getObject("failed_run", Long.class));
    }
}
