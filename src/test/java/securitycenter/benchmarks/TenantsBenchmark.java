package securitycenter.benchmarks;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;
import securitycenter.ApplicationTest;
import securitycenter.Visitor;

/**
 * The list of tenants for support staff, through the page itself: its first page, a search and its last page, with a
 * thousand tenants and with a hundred thousand; on H2, then on PostgreSQL. A number as argument stands for the hundred
 * thousand.
 */
class TenantsBenchmark {

    private static final int FEW = 1_000;
    private static final int TIMES = 60;
    private static final int WARM_UP = 400;
    private static final List<String> KINDS =
            List.of("Bakery", "Clinic", "College", "Foundry", "Harbor", "Library", "Museum", "Theater");
    private static final List<String> STATES = List.of("on", "off", "on", "opted-out", "not-eligible");

    public static void main(String[] args) throws Exception {
        var many = args.length == 0 ? 100_000 : Integer.parseInt(args[0]);
        var table = new Table(
                "The list of tenants, " + TIMES + " times each, one after the other",
                "database and page",
                FEW + " tenants",
                many + " tenants",
                "many/few");
        measure("H2", List.of(), many, table);
        try (var postgres = new Postgres()) {
            measure("PostgreSQL", postgres.settings(), many, table);
        }
        table.print();
        System.exit(0);
    }

    private record Pages(Times first, Times search, Times last, Times filtered) {}

    private static void measure(String database, List<String> settings, int many, Table table) {
        var all = new ArrayList<>(settings);
        all.add("--entra.operator-tenant=" + ApplicationTest.OPERATOR);
        try (var product = Product.start("tenants", all)) {
            var staff = product.visitors().staff(product.microsoft(), "Stella");
            fill(product, 0, FEW);
            var few = pages(staff);
            fill(product, FEW, many);
            var lots = pages(staff);
            row(database + ", first page", few.first, lots.first, table);
            row(database + ", search", few.search, lots.search, table);
            row(database + ", last page", few.last, lots.last, table);
            row(database + ", state and location", few.filtered, lots.filtered, table);
        }
    }

    private static void row(String page, Times few, Times many, Table table) {
        table.row(page, few.median(), many.median(), many.medianOver(few));
    }

    private static Pages pages(Visitor staff) {
        return new Pages(
                times(staff, ""),
                times(staff, "?find=harbor+500"),
                times(staff, "?last=true"),
                times(staff, "?state=on&place=UNITED_KINGDOM"));
    }

    private static Times times(Visitor staff, String query) {
        var times = new ArrayList<Duration>();
        for (int i = 0; i < WARM_UP + TIMES; i++) {
            var begin = System.nanoTime();
            var page = staff.get("/support/tenants" + query);
            if (page.status() != 200 || page.html().select("tbody tr").isEmpty()) {
                throw new IllegalStateException(page.text());
            }
            if (i >= WARM_UP) {
                times.add(Duration.ofNanos(System.nanoTime() - begin));
            }
        }
        return new Times(times);
    }

    private static void fill(Product product, int from, int until) {
        var database = product.context().getBean(JdbcTemplate.class);
        for (int start = from; start < until; start += 1_000) {
            var rows = new ArrayList<Object[]>();
            var terms = new ArrayList<Object[]>();
            for (int n = start; n < Math.min(until, start + 1_000); n++) {
                var id = new UUID(0x5eed_0000_0000_4000L, n * 0x9E37_79B9_7F4A_7C15L);
                var kind = KINDS.get(n % KINDS.size());
                var name = kind + " " + n + " of Northtown";
                var plain = name.toLowerCase();
                rows.add(new Object[] {
                    id,
                    plain.getBytes(StandardCharsets.UTF_8),
                    name,
                    "t" + n + ".example",
                    STATES.get(n % STATES.size()),
                    n % 2 == 0 ? "EUROPEAN_UNION" : "UNITED_KINGDOM"
                });
                for (var term : List.of(
                        plain,
                        plain.substring(plain.indexOf(' ') + 1),
                        "of northtown",
                        "northtown",
                        "t" + n + ".example",
                        id.toString())) {
                    terms.add(new Object[] {term.getBytes(StandardCharsets.UTF_8), id});
                }
            }
            database.batchUpdate(
                    "insert into tenant_overview (tenant_id, sort_key, name, domain, state, license, data_center,"
                            + " outdated, open_requests, failed) values (?, ?, ?, ?, ?, 'eligible', ?, false, 0, false)",
                    rows);
            database.batchUpdate("insert into tenant_term (term, tenant_id) values (?, ?)", terms);
        }
        database.execute("analyze");
    }
}
