package securitycenter.benchmarks;

import static securitycenter.homes.DataCenter.EUROPEAN_UNION;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import securitycenter.homes.DataCenters;
import securitycenter.homes.HomeSchema;
import securitycenter.homes.TenantHome;
import securitycenter.identity.TenantId;
import securitycenter.incidents.Incidents;
import tools.jackson.databind.node.ObjectNode;

/**
 * Alerts are read, correlated and committed, a thousand at a time, into a home that holds 10 thousand, 100 thousand and a
 * million of them already; against plain batched inserts of the rows that come of it, into the tables of an empty home.
 * Then into two such homes at once, as the alerts of several tenants come in. Arguments: how many alerts in all, then the
 * databases to measure (h2, postgres).
 */
class IntakeBenchmark {

    private static final int BATCH = 1_000;
    private static final int MEASURED = 20_000;
    private static final List<String> TABLES = List.of("incident", "alert", "alert_body", "presence");

    /** What comes to one tenant. */
    private static final class Intake {

        private final Incidents incidents;
        private final TenantHome home;
        private final AttackStream stream;
        private int stored;

        Intake(Product product, int total) {
            incidents = product.context().getBean(Incidents.class);
            home = emptyHome(product);
            stream = new AttackStream(total);
        }

        void fill(int size) {
            while (stored < size) {
                take(next(Math.min(BATCH, size - stored)));
            }
        }

        /** In batches. */
        List<List<ObjectNode>> next(int count) {
            var batches = new ArrayList<List<ObjectNode>>();
            for (int left = count; left > 0; left -= BATCH) {
                batches.add(stream.next(Math.min(BATCH, left)));
            }
            stored += count;
            return batches;
        }

        void take(List<List<ObjectNode>> batches) {
            for (var told : batches) {
                incidents.take(home, AttackStream.read(told, Instant.parse("2026-11-25T00:00:00Z")));
            }
        }
    }

    public static void main(String[] args) throws Exception {
        var total = args.length == 0 ? 1_000_000 : Integer.parseInt(args[0]);
        var databases =
                args.length < 2 ? List.of("h2", "postgres") : List.of(args).subList(1, args.length);
        var table = new Table(
                "Alerts a second, read, correlated and committed",
                "stored before",
                "alerts/s",
                "per alert",
                "over the first",
                "plain inserts",
                "over plain",
                "two homes, both");
        if (databases.contains("h2")) {
            measure("H2", List.of(), total, table);
        }
        if (databases.contains("postgres")) {
            try (var postgres = new Postgres()) {
                measure("PostgreSQL", postgres.settings(), total, table);
            }
        }
        table.print();
        System.exit(0);
    }

    private static void measure(String database, List<String> settings, int total, Table table) throws Exception {
        try (var product = Product.start("intake", settings)) {
            new Intake(product, 30_000).fill(20_000); // until it is compiled
            var one = new Intake(product, total + 3 * MEASURED);
            var other = new Intake(product, total + 3 * MEASURED);
            Duration first = null;
            for (var size = 10_000; size <= total; size *= 10) {
                var wanted = size;
                atOnce(() -> one.fill(wanted), () -> other.fill(wanted));
                var before = rows(one.home);
                var batches = one.next(MEASURED);
                var taken = atOnce(() -> one.take(batches));
                first = first == null ? taken : first;
                var plain = plainInserts(product, one.home, before);
                var more = one.next(MEASURED);
                var others = other.next(MEASURED);
                var both = atOnce(() -> one.take(more), () -> other.take(others));
                table.row(
                        database + ", " + size,
                        aSecond(MEASURED, taken),
                        taken.dividedBy(MEASURED),
                        (double) taken.toNanos() / first.toNanos(),
                        plain.dividedBy(MEASURED),
                        (double) taken.toNanos() / plain.toNanos(),
                        aSecond(2 * MEASURED, both));
                table.print();
            }
        }
    }

    private static long aSecond(int alerts, Duration taken) {
        return Math.round(alerts * 1e9 / taken.toNanos());
    }

    /** Until all is done. */
    private static Duration atOnce(Runnable... work) throws Exception {
        try (var threads = Executors.newFixedThreadPool(work.length)) {
            var begin = System.nanoTime();
            for (var done :
                    threads.invokeAll(Stream.of(work).map(Executors::callable).toList())) {
                done.get();
            }
            return Duration.ofNanos(System.nanoTime() - begin);
        }
    }

    private static TenantHome emptyHome(Product product) {
        var home = product.context().getBean(DataCenters.class).homeOf(new TenantId(UUID.randomUUID()), EUROPEAN_UNION);
        product.context().getBean(HomeSchema.class).migrate(home);
        return home;
    }

    /** The highest number of an alert and of an incident. */
    private static long[] rows(TenantHome home) {
        return new long[] {
            home.database()
                    .sql("select coalesce(max(id), 0) from alert")
                    .query(Long.class)
                    .single(),
            home.database()
                    .sql("select coalesce(max(id), 0) from incident")
                    .query(Long.class)
                    .single()
        };
    }

    private static Duration plainInserts(Product product, TenantHome home, long[] before) {
        var target = emptyHome(product);
        var conditions = Map.of(
                "incident", "redirect_to is null and id > " + before[1],
                "alert", "id > " + before[0],
                "alert_body", "alert_id > " + before[0],
                "presence", "group_id > " + before[1]);
        var begin = Duration.ZERO;
        for (var table : TABLES) {
            var rows = home
                    .database()
                    .sql("select * from " + table + " where " + conditions.get(table))
                    .query()
                    .listOfRows()
                    .stream()
                    .map(LinkedHashMap::new)
                    .toList();
            if (!rows.isEmpty()) {
                begin = begin.plus(insert(target, table, rows));
            }
        }
        return begin;
    }

    private static Duration insert(TenantHome target, String table, List<LinkedHashMap<String, Object>> rows) {
        var columns = List.copyOf(rows.getFirst().keySet());
        var sql = "insert into " + table + " (" + String.join(", ", columns) + ") values ("
                + String.join(", ", Collections.nCopies(columns.size(), "?")) + ")";
        var values = new ArrayList<Object[]>();
        rows.forEach(row -> values.add(columns.stream().map(row::get).toArray()));
        var begin = System.nanoTime();
        for (int from = 0; from < values.size(); from += BATCH) {
            var batch = values.subList(from, Math.min(values.size(), from + BATCH));
            target.transactions().executeWithoutResult(_ -> target.batches().batchUpdate(sql, batch));
        }
        return Duration.ofNanos(System.nanoTime() - begin);
    }
}
