package securitycenter.benchmarks;

import static securitycenter.identity.Role.GLOBAL_ADMINISTRATOR;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import securitycenter.Visitors;
import securitycenter.fakemicrosoft.FakeMicrosoft;
import securitycenter.fakemicrosoft.SampleAlert;
import securitycenter.fakemicrosoft.Tenant;

/**
 * A thousand tenants have the product turned on, each with a stream in which nothing comes any more, and each minute one in
 * ten has an alert: what the application spends on each in a minute, against the first hundred of them, and against getting a
 * page and updating a row for each; on H2, then on PostgreSQL. The application is a process of its own, so that nothing else is
 * counted. Arguments: how many tenants, then the databases to measure (h2, postgres).
 */
class TrickleBenchmark {

    private static final int MINUTES = 3;
    private static final int AT_ONCE = 8;
    private static final int ONE_IN = 10;

    /** Long enough for each tenant to have had its turn, and for the end of what a change brings about. */
    private static final Duration UNTIL_ALL_IS_QUIET = Duration.ofMinutes(2);

    private static final DateTimeFormatter HOUR = DateTimeFormatter.ofPattern("'y='uuuu'/m='MM'/d='dd'/h='HH'/m=00'");

    public static void main(String[] args) throws Exception {
        var tenants = args.length == 0 ? 1_000 : Integer.parseInt(args[0]);
        var databases =
                args.length < 2 ? List.of("h2", "postgres") : List.of(args).subList(1, args.length);
        var table = new Table(
                "What one tenant costs in a minute in which almost nothing comes, as a mean of " + MINUTES
                        + "; what the application spends without any tenant is left out",
                "database and tenants",
                "processor",
                "over fewer",
                "over plain",
                "statements",
                "over fewer",
                "asks Graph");
        for (var database : databases) {
            if (database.equals("postgres")) {
                try (var postgres = new Postgres()) {
                    measure("PostgreSQL", postgres.settings(), postgres.url("homes_uk"), tenants, table);
                }
            } else {
                var plain = "jdbc:h2:file:" + Product.freshFolder("plain").resolve("plain");
                measure("H2", List.of(), plain, tenants, table);
            }
        }
        System.exit(0);
    }

    /** Of all tenants together. */
    private record Cost(Spent spent, int requests) {

        Duration processor(Cost idle, int tenants) {
            return spent.since(idle.spent).cpu().dividedBy((long) tenants * MINUTES);
        }

        double statements(Cost idle, int tenants) {
            return (double) spent.since(idle.spent).statements() / tenants / MINUTES;
        }
    }

    private static void measure(String database, List<String> settings, String plainDatabase, int count, Table table)
            throws Exception {
        var microsoft = FakeMicrosoft.start(0);
        var all = new ArrayList<>(settings);
        all.add("--pretend-microsoft=" + microsoft.address());
        try (var product = Child.of(CountedProduct.class, all.toArray(String[]::new))) {
            var run = new TrickleBenchmark(microsoft, product);
            var plain = plain(microsoft, plainDatabase, count * MINUTES);
            var none = run.spentOn(List.of());
            table.row(
                    database + ", none, all of it",
                    none.spent.cpu().dividedBy(MINUTES),
                    "",
                    "",
                    (double) none.spent.statements() / MINUTES,
                    "",
                    (double) none.requests / MINUTES);
            table.print();
            var tenants = new ArrayList<>(run.turnOn(0, count / ONE_IN));
            var few = run.spentOn(tenants);
            row(database, tenants.size(), few, none, plain, null, table);
            table.print();
            var fewer = new Fewer(tenants.size(), few);
            tenants.addAll(run.turnOn(tenants.size(), count));
            row(database, count, run.spentOn(tenants), none, plain, fewer, table);
            table.row(database + ", page and update", plain, "", 1.0, 1.0, "", 1.0);
            table.print();
        } finally {
            microsoft.stop();
        }
    }

    private record Fewer(int tenants, Cost cost) {}

    private static void row(
            String database, int tenants, Cost cost, Cost none, Duration plain, @Nullable Fewer fewer, Table table) {
        var processor = cost.processor(none, tenants);
        var statements = cost.statements(none, tenants);
        table.row(
                database + ", " + tenants,
                processor,
                fewer == null ? "" : ratio(processor, fewer.cost.processor(none, fewer.tenants)),
                ratio(processor, plain),
                statements,
                fewer == null ? "" : statements / fewer.cost.statements(none, fewer.tenants),
                (double) cost.requests / tenants / MINUTES);
    }

    private static double ratio(Duration one, Duration other) {
        return (double) one.toNanos() / other.toNanos();
    }

    private static Duration plain(FakeMicrosoft microsoft, String database, int times) throws IOException {
        var user = database.contains("postgres") ? "postgres" : "plain";
        var page = microsoft.address() + "/pretend.css";
        try (var rounds = Child.of(PlainRounds.class, page, database, user, String.valueOf(times))) {
            return Spent.parse(rounds.told("spent")).cpu().dividedBy(times);
        }
    }

    private final FakeMicrosoft microsoft;
    private final Child product;
    private final Path data;
    private final Visitors visitors;

    private TrickleBenchmark(FakeMicrosoft microsoft, Child product) throws IOException {
        this.microsoft = microsoft;
        this.product = product;
        this.data = Path.of(product.told("data"));
        this.visitors = new Visitors(Integer.parseInt(product.told("port")));
    }

    private List<Tenant> turnOn(int from, int until) throws Exception {
        var tenants = new ArrayList<Tenant>();
        for (int i = from; i < until; i++) {
            tenants.add(microsoft
                    .directory()
                    .tenant("Trickle " + i)
                    .licensed("SPE_E5")
                    .country("NL"));
        }
        forEach(tenants, tenant -> {
            var administrator = visitors.signedIn(tenant.person("Ada").holds(GLOBAL_ADMINISTRATOR));
            administrator.get("/settings").form("/settings").tick("turnOn").submit();
            while (!administrator.get("/incidents").path().equals("/incidents")) {
                Thread.sleep(50);
            }
            connectAStream(tenant);
            return null;
        });
        return tenants;
    }

    private void connectAStream(Tenant tenant) throws IOException {
        var blob = data.resolve("european-union/tenants/" + tenant.id())
                .resolve("intake/insights-logs-advancedhunting-deviceinfo/tenantId=" + tenant.id())
                .resolve(HOUR.format(LocalDateTime.now(ZoneOffset.UTC)))
                .resolve("PT1H.json");
        Files.createDirectories(blob.getParent());
        Files.writeString(blob, """
                {"time":"2026-02-03T10:04:07Z","tenantId":"%s","category":"AdvancedHunting-DeviceInfo",\
                "properties":{"Timestamp":"2026-02-03T10:00:00Z","DeviceId":"1","DeviceName":"pc-1"}}
                """.formatted(tenant.id()));
    }

    private interface Act {
        @Nullable
        Object on(Tenant tenant) throws Exception;
    }

    private static void forEach(List<Tenant> tenants, Act act) throws Exception {
        try (var people = Executors.newFixedThreadPool(AT_ONCE)) {
            var acts = tenants.stream()
                    .map(tenant -> (Callable<@Nullable Object>) () -> act.on(tenant))
                    .toList();
            for (var done : people.invokeAll(acts)) {
                done.get();
            }
        }
    }

    private Cost spentOn(List<Tenant> tenants) throws IOException, InterruptedException {
        Thread.sleep(UNTIL_ALL_IS_QUIET);
        var before = Spent.parse(product.asked("spent"));
        var requests = 0;
        for (int minute = 0; minute < MINUTES; minute++) {
            microsoft.forgetRequests();
            trickle(tenants, minute);
            requests += microsoft.requests().size();
        }
        return new Cost(Spent.parse(product.asked("spent")).since(before), requests);
    }

    /** For a minute. */
    private static void trickle(List<Tenant> tenants, int minute) throws InterruptedException {
        var end = System.nanoTime() + Duration.ofMinutes(1).toNanos();
        var found = tenants.size() / ONE_IN;
        for (int i = 0; i < found; i++) {
            var tenant = tenants.get((minute + i * ONE_IN) % tenants.size());
            tenant.alerts()
                    .add(SampleAlert.endpoint("A program was started")
                            .device("pc-" + i)
                            .user("Person " + i));
            Thread.sleep(Duration.ofSeconds(55).dividedBy(found));
        }
        Thread.sleep(Math.max(0, end - System.nanoTime()) / 1_000_000);
    }
}
