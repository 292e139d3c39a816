package securitycenter.benchmarks;

import static securitycenter.homes.DataCenter.EUROPEAN_UNION;
import static securitycenter.identity.Role.GLOBAL_ADMINISTRATOR;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import securitycenter.alerts.EvidenceKind;
import securitycenter.alerts.Verdict;
import securitycenter.fakemicrosoft.Tenant;
import securitycenter.homes.DataCenters;
import securitycenter.homes.TenantHome;
import securitycenter.response.ActionSource;
import securitycenter.response.ActionType;
import securitycenter.response.Decider;
import securitycenter.response.KindSeed;
import securitycenter.response.Origin;
import securitycenter.response.Proposal;
import securitycenter.response.Remediation;
import securitycenter.response.Target;

/**
 * The pages of the action center in a home of a thousand actions and in one of a hundred thousand, and how long it takes from a
 * decision to the call that Microsoft gets; on H2, then on PostgreSQL. A number as argument stands for the hundred thousand.
 */
class ActionsBenchmark {

    private static final int FEW = 1_000;
    private static final int WARM_UP = 200;
    private static final int TIMES = 200;
    private static final int DECISIONS = 60;
    private static final Decider ADA = new Decider(UUID.randomUUID(), "ada@benchmark.example");

    public static void main(String[] args) throws Exception {
        var many = args.length == 0 ? 100_000 : Integer.parseInt(args[0]);
        var pages = new Table(
                "Pages of the action center, " + TIMES + " times each",
                "database and page",
                FEW + ", median",
                "99 %",
                many + ", median",
                "99 %",
                "median, many/few");
        var calls = new Table("From a decision to the call", "database", "median", "99 %", "slowest");
        measure("H2", List.of(), many, pages, calls);
        try (var postgres = new Postgres()) {
            measure("PostgreSQL", postgres.settings(), many, pages, calls);
        }
        pages.print();
        calls.print();
        System.exit(0);
    }

    private static void measure(String database, List<String> settings, int many, Table pages, Table calls) {
        try (var product = Product.start("actions", settings)) {
            var tenant = product.microsoft()
                    .directory()
                    .tenant("Benchmark B.V.")
                    .licensed("SPE_E5")
                    .country("NL");
            var analyst = product.visitors().signedIn(tenant.person("Ada").holds(GLOBAL_ADMINISTRATOR));
            analyst.turnOn();
            var home = product.context().getBean(DataCenters.class).homeOf(tenant.id(), EUROPEAN_UNION);
            decide(database, product.context().getBean(Remediation.class), home, tenant, calls);
            var addresses = new LinkedHashMap<String, String>();
            addresses.put("history", "/action-center/history?period=half-year");
            addresses.put("history, of a device", "/action-center/history?period=half-year&asset=lt-7");
            addresses.put("history, failed", "/action-center/history?period=half-year&status=failed");
            addresses.put("pending", "/action-center");
            fill(home, 0, FEW, !settings.isEmpty());
            var few = PageTimes.of(analyst, addresses, WARM_UP, TIMES);
            fill(home, FEW, many, !settings.isEmpty());
            var lots = PageTimes.of(analyst, addresses, WARM_UP, TIMES);
            few.forEach((page, times) -> {
                var crowded = lots.getOrDefault(page, times);
                pages.row(
                        database + ", " + page,
                        times.median(),
                        times.percentile(99),
                        crowded.median(),
                        crowded.percentile(99),
                        crowded.medianOver(times));
            });
        }
    }

    private static void decide(String database, Remediation remediation, TenantHome home, Tenant tenant, Table calls) {
        KindSeed.set(home, ActionType.ISOLATE_DEVICE, true, false);
        var times = new ArrayList<Duration>();
        for (int i = 0; i < DECISIONS; i++) {
            var device = tenant.defender().device("wks-" + i);
            var target = new Target(
                    EvidenceKind.DEVICE, device.id(), device.name(), Map.of(Target.DEVICE, device.id()), null);
            var action = remediation
                    .propose(
                            home,
                            List.of(Proposal.asked(
                                    ActionType.ISOLATE_DEVICE,
                                    target,
                                    ActionSource.MANUAL_DEVICE_ACTION,
                                    Origin.ofPerson("Benchmark", null),
                                    Verdict.MALICIOUS)),
                            ADA)
                    .getFirst();
            var begin = System.nanoTime();
            remediation.approve(home, ADA, action.id(), action.version(), true, null);
            while (device.actions().isEmpty()) {
                LockSupport.parkNanos(100_000);
            }
            times.add(Duration.ofNanos(System.nanoTime() - begin));
        }
        var all = new Times(times);
        calls.row(database, all.median(), all.percentile(99), all.percentile(100));
    }

    /** Of half a year; one in a hundred waits. */
    private static void fill(TenantHome home, int from, int until, boolean postgres) {
        var numbers = (postgres ? "generate_series(" : "system_range(") + (from + 1) + ", " + until + ") g (n)";
        var at = "current_timestamp - interval '1' second * mod(cast(n as bigint) * 7919, 15552000)";
        home.database()
                .sql("""
                        insert into remediation_action (id, type, target_kind, target_key, target_name, target, asset_kind,
                            asset_key, asset_name, source, why, verdict, state, version, proposed_at, updated_at, expires_at,
                            decision, decided_at, attempts, accepted)
                        select %3$s, 'QUARANTINE_FILE', 'FILE', 'f' || n, 'tool.exe', '{"device":"d","sha1":"s"}', 'DEVICE',
                            'lt-' || mod(n, 2000), 'lt-' || mod(n, 2000), 'AUTOMATED_DEVICE_ACTION', 'JUDGED', 'MALICIOUS',
                            case when mod(n, 100) = 0 then 'PENDING_APPROVAL' when mod(n, 20) = 1 then 'FAILED'
                                else 'SUCCEEDED' end,
                            1, %1$s, %1$s, case when mod(n, 100) = 0 then current_timestamp + interval '7' day end,
                            case when mod(n, 100) <> 0 then 'APPROVED' end, %1$s, 0, false
                        from %2$s""".formatted(at, numbers, postgres ? "gen_random_uuid()" : "random_uuid()"))
                .update();
        home.database().sql("analyze").update();
    }
}
