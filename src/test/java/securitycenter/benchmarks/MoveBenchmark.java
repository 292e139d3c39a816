package securitycenter.benchmarks;

import static securitycenter.homes.DataCenter.EUROPEAN_UNION;
import static securitycenter.homes.DataCenter.UNITED_KINGDOM;
import static securitycenter.identity.Role.GLOBAL_ADMINISTRATOR;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.DriverManager;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.springframework.transaction.support.TransactionTemplate;
import securitycenter.homes.DataCenter;
import securitycenter.homes.DataCenters;
import securitycenter.identity.TenantId;
import securitycenter.incidents.Incidents;
import securitycenter.provisioning.Cause;
import securitycenter.provisioning.DataCenterProposal.Reason;
import securitycenter.provisioning.Progress;
import securitycenter.provisioning.Provisioning;
import securitycenter.provisioning.RunProgress;

/**
 * A home with a million events and the incidents of ten thousand alerts moves to another data center and back, against a
 * plain copy of the same files; between two H2 files, then between two PostgreSQL databases. A number as argument
 * stands for the million.
 */
class MoveBenchmark {

    private static final int ALERTS = 10_000;
    private static final Cause CAUSE = Cause.ofStaff("Benchmark", "To measure", "H-1");

    public static void main(String[] args) throws Exception {
        var events = args.length == 0 ? 1_000_000 : Integer.parseInt(args[0]);
        var table = new Table(
                "A home with " + events + " events and " + ALERTS + " alerts in incidents moves",
                "database",
                "move",
                "of it read-only",
                "event file, MB",
                "plain copy",
                "move/copy");
        measure("H2", List.of(), events, table);
        try (var postgres = new Postgres()) {
            measure("PostgreSQL", postgres.settings(), events, table);
        }
        table.print();
        System.exit(0);
    }

    private static void measure(String database, List<String> settings, int events, Table table) throws Exception {
        try (var product = Product.start("move", settings)) {
            var directory = product.microsoft()
                    .directory()
                    .tenant("Benchmark B.V.")
                    .licensed("SPE_E5")
                    .country("NL");
            var tenant = directory.id();
            var administrator =
                    product.visitors().signedIn(directory.person("Ada").holds(GLOBAL_ADMINISTRATOR));
            administrator.turnOn();
            var homes = product.context().getBean(DataCenters.class);
            var home = homes.homeOf(tenant, EUROPEAN_UNION);
            var store = home.folder().resolve("events.duckdb");
            fill(store, events);
            var stream = new AttackStream(100_000);
            for (int taken = 0; taken < ALERTS; taken += 1_000) {
                product.context()
                        .getBean(Incidents.class)
                        .take(home, AttackStream.read(stream.next(1_000), Instant.now()));
            }
            move(product, tenant, UNITED_KINGDOM); // warms up
            clear(product, tenant, EUROPEAN_UNION);
            var copied = plainCopy(homes.homeOf(tenant, UNITED_KINGDOM).folder().resolve("events.duckdb"));
            var begin = System.nanoTime();
            var run = move(product, tenant, EUROPEAN_UNION);
            var moved = Duration.ofNanos(System.nanoTime() - begin);
            table.row(
                    database,
                    moved,
                    readOnly(run),
                    Files.size(store) / 1e6,
                    copied,
                    (double) moved.toNanos() / copied.toNanos());
        }
    }

    /** 25 columns, as an event of a process has them, of which some differ from row to row. */
    private static void fill(Path store, int events) throws Exception {
        var columns = new StringBuilder("range as n, timestamp '2026-11-01' + to_milliseconds(range * 7) as ts");
        for (int column = 0; column < 15; column++) {
            columns.append(", 'name ' || (hash(range + ")
                    .append(column)
                    .append(") % 400) as c")
                    .append(column);
        }
        for (int column = 0; column < 7; column++) {
            columns.append(", hash(range * ")
                    .append(column + 3)
                    .append(") as h")
                    .append(column);
        }
        columns.append(", 'cmd /c start ' || sha256(range::varchar) as command");
        try (var database = DriverManager.getConnection("jdbc:duckdb:" + store);
                var statement = database.createStatement()) {
            statement.execute(
                    "create or replace table DeviceProcessEvents as select " + columns + " from range(" + events + ")");
        }
    }

    /** Written through to the disk, as the move's copy is in the end. */
    private static Duration plainCopy(Path file) throws IOException {
        var target = file.resolveSibling("plain-copy");
        var begin = System.nanoTime();
        Files.copy(file, target);
        try (var copy = FileChannel.open(target, StandardOpenOption.WRITE)) {
            copy.force(true);
        }
        var taken = Duration.ofNanos(System.nanoTime() - begin);
        Files.delete(target);
        return taken;
    }

    private static Duration readOnly(Progress run) {
        return run.steps().stream()
                .filter(step -> List.of("step.move-freeze", "step.move-copy", "step.move-compare", "step.move-switch")
                        .contains(step.text()))
                .map(step -> step.taken() == null ? Duration.ZERO : step.taken())
                .reduce(Duration.ZERO, Duration::plus);
    }

    private static Progress move(Product product, TenantId tenant, DataCenter target) {
        var provisioning = product.context().getBean(Provisioning.class);
        var run = product.context()
                .getBean(TransactionTemplate.class)
                .<Long>execute(_ -> provisioning
                        .move(tenant, target, null, CAUSE, Reason.REQUEST)
                        .begun());
        awaitTheEnd(product, tenant);
        return product.context().getBean(RunProgress.class).of(tenant, run).orElseThrow();
    }

    private static void clear(Product product, TenantId tenant, DataCenter former) {
        var provisioning = product.context().getBean(Provisioning.class);
        product.context()
                .getBean(TransactionTemplate.class)
                .executeWithoutResult(
                        _ -> provisioning.clear(tenant, former, CAUSE).begun());
        awaitTheEnd(product, tenant);
    }

    private static void awaitTheEnd(Product product, TenantId tenant) {
        var progress = product.context().getBean(RunProgress.class);
        while (progress.underWay(tenant).isPresent()) {
            if (progress.underWay(tenant).filter(run -> run.failed()).isPresent()) {
                throw new IllegalStateException("The run failed");
            }
            try {
                Thread.sleep(5);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
