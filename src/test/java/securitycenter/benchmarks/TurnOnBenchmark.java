package securitycenter.benchmarks;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import securitycenter.fakemicrosoft.Person;
import securitycenter.identity.Role;
import securitycenter.provisioning.Homes;
import securitycenter.provisioning.Place;

/**
 * A thousand administrators sign in and turn the product on, each for a tenant of their own, through the pages; on H2,
 * then on PostgreSQL. A number as argument stands for the thousand.
 */
class TurnOnBenchmark {

    private static final int AT_ONCE = 8;
    private static final int ALONE = 30;

    public static void main(String[] args) throws Exception {
        var tenants = args.length == 0 ? 1_000 : Integer.parseInt(args[0]);
        var part = Math.min(100, tenants / 4);
        var table = new Table(
                tenants + " tenants, " + AT_ONCE + " at once, from Apply to open; then " + ALONE + " one by one",
                "database",
                "tenants/min",
                "median",
                "p95",
                "first " + part,
                "last " + part,
                "last/first",
                "alone",
                "alone/H2");
        var embedded = measure("h2", List.of(), tenants);
        embedded.addTo(table, "H2", part, embedded);
        try (var postgres = new Postgres()) {
            measure("postgres", postgres.settings(), tenants).addTo(table, "PostgreSQL", part, embedded);
        }
        table.print();
        System.exit(0);
    }

    private record Result(double perMinute, Times together, Times alone) {

        void addTo(Table table, String database, int part, Result baseline) {
            var first = together.first(part);
            var last = together.last(part);
            table.row(
                    database,
                    perMinute,
                    together.median(),
                    together.percentile(95),
                    first.median(),
                    last.median(),
                    last.medianOver(first),
                    alone.median(),
                    alone.medianOver(baseline.alone));
        }
    }

    private static Result measure(String name, List<String> settings, int tenants) throws Exception {
        try (var product = Product.start(name, settings)) {
            together(product, Math.min(tenants, 100)); // warms up
            var begin = System.nanoTime();
            var together = together(product, tenants);
            var minutes = (System.nanoTime() - begin) / 60e9;
            var alone = new ArrayList<Duration>();
            for (int i = 0; i < ALONE; i++) {
                alone.add(turnOn(product, administrator(product)));
            }
            return new Result(tenants / minutes, together, new Times(alone));
        }
    }

    private static Times together(Product product, int tenants) throws Exception {
        try (var people = Executors.newFixedThreadPool(AT_ONCE)) {
            var visits = IntStream.range(0, tenants)
                    .mapToObj(_ -> (Callable<Duration>) () -> turnOn(product, administrator(product)))
                    .toList();
            var times = new ArrayList<Duration>();
            for (var visit : people.invokeAll(visits)) {
                times.add(visit.get());
            }
            return new Times(times);
        }
    }

    private static Person administrator(Product product) {
        return product.microsoft()
                .directory()
                .tenant("Benchmark B.V.")
                .licensed("SPE_E5")
                .person("Ada")
                .holds(Role.GLOBAL_ADMINISTRATOR);
    }

    private static Duration turnOn(Product product, Person administrator) throws InterruptedException {
        var form = product.visitors()
                .signedIn(administrator)
                .get("/settings")
                .form("/settings")
                .tick("turnOn");
        var homes = product.context().getBean(Homes.class);
        var begin = System.nanoTime();
        var run = form.submit();
        if (!run.path().startsWith("/setup/runs/")) {
            throw new IllegalStateException("Apply led to " + run.path() + ":\n" + run.text());
        }
        while (homes.placeOf(administrator.tenant().id()).filter(Place::open).isEmpty()) {
            if (System.nanoTime() - begin > 120e9) {
                throw new IllegalStateException("Not open after two minutes: " + administrator);
            }
            Thread.sleep(5);
        }
        return Duration.ofNanos(System.nanoTime() - begin);
    }
}
