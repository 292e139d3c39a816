package securitycenter.benchmarks;

import static securitycenter.homes.DataCenter.EUROPEAN_UNION;
import static securitycenter.identity.Role.GLOBAL_ADMINISTRATOR;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import securitycenter.homes.DataCenters;
import securitycenter.homes.TenantHome;
import securitycenter.incidents.Incidents;

/**
 * The queue and the pages of an incident, as a browser gets them, in a home of a thousand incidents and in one of a
 * million; on H2, then on PostgreSQL. A number as argument stands for the million.
 */
class IncidentsBenchmark {

    private static final int FEW = 1_000;
    private static final int AT_ONCE = 100_000;
    private static final int WARM_UP = 300;
    private static final int TIMES = 200;

    public static void main(String[] args) throws Exception {
        var many = args.length == 0 ? 1_000_000 : Integer.parseInt(args[0]);
        var databases =
                args.length < 2 ? List.of("h2", "postgres") : List.of(args).subList(1, args.length);
        var table = new Table(
                "Pages of incidents, " + TIMES + " times each: median and 99th percentile",
                "database and page",
                FEW + ", median",
                "99 %",
                many + ", median",
                "99 %",
                "99 %, many/few");
        if (databases.contains("h2")) {
            measure("H2", List.of(), many, table);
        }
        if (databases.contains("postgres")) {
            try (var postgres = new Postgres()) {
                measure("PostgreSQL", postgres.settings(), many, table);
            }
        }
        table.print();
        System.exit(0);
    }

    private static void measure(String database, List<String> settings, int many, Table table) {
        try (var product = Product.start("incidents", settings)) {
            var tenant = product.microsoft()
                    .directory()
                    .tenant("Benchmark B.V.")
                    .licensed("SPE_E5")
                    .country("NL");
            var analyst = product.visitors().signedIn(tenant.person("Ada").holds(GLOBAL_ADMINISTRATOR));
            analyst.turnOn();
            var home = product.context().getBean(DataCenters.class).homeOf(tenant.id(), EUROPEAN_UNION);
            fill(home, FEW, postgres(settings));
            var pages = pages(product, home);
            var few = PageTimes.of(analyst, pages, WARM_UP, TIMES);
            fill(home, many, postgres(settings));
            var lots = PageTimes.of(analyst, pages, WARM_UP, TIMES);
            few.forEach((page, times) -> {
                var crowded = lots.getOrDefault(page, times);
                table.row(
                        database + ", " + page,
                        times.median(),
                        times.percentile(99),
                        crowded.median(),
                        crowded.percentile(99),
                        (double) crowded.percentile(99).toNanos()
                                / times.percentile(99).toNanos());
            });
            table.print();
        }
    }

    private static boolean postgres(List<String> settings) {
        return !settings.isEmpty();
    }

    /** One incident as alerts make it, and the lists. */
    private static Map<String, String> pages(Product product, TenantHome home) {
        product.context()
                .getBean(Incidents.class)
                .take(home, AttackStream.read(new AttackStream(1_000_000).next(1_000), Instant.now()));
        var incident = home.database()
                .sql("select incident_id from alert where source_id not like 'b%' group by incident_id"
                        + " order by count(*) desc, incident_id limit 1")
                .query(Long.class)
                .single();
        var pages = new LinkedHashMap<String, String>();
        pages.put("queue", "/incidents");
        pages.put("queue, high and nobody's", "/incidents?severity=high&assigned=nobody");
        pages.put("queue, all of half a year", "/incidents?period=half-year&status=all");
        pages.put("queue, mine", "/incidents?assigned=me");
        pages.put("queue, found", "/incidents?period=half-year&status=all&find=wks-7.contoso.example");
        pages.put("alerts", "/incidents/alerts");
        pages.put("incident", "/incidents/" + incident);
        pages.put("its alerts", "/incidents/" + incident + "/alerts");
        pages.put("its evidence", "/incidents/" + incident + "/evidence");
        return pages;
    }

    /** Incidents of half a year, one alert and two entities each, until there are so many. */
    static void fill(TenantHome home, int until, boolean postgres) {
        home.database().sql("""
                        update grouping set next_incident = greatest(next_incident, 10000001),
                            next_alert = greatest(next_alert, 10000001)""").update();
        var from = home.database()
                .sql("select count(*) from incident where id < 10000001")
                .query(Integer.class)
                .single();
        for (int start = from; start < until; start += AT_ONCE) {
            var end = Math.min(until, start + AT_ONCE);
            var numbers = (postgres ? "generate_series(" : "system_range(") + (start + 1) + ", " + end + ") g (n)";
            var at = "current_timestamp - interval '1' second * mod(cast(n as bigint) * 7919, 15552000)";
            home.database().sql("""
                            insert into incident (id, name, name_is_own, severity, severity_is_own, status, status_is_own,
                                is_open, assigned_to, assignee, assigned_is_own, classification, determination,
                                classified_is_own, tags_are_own, created_at, changed_at, first_at, last_at, alerts, active_alerts, entities,
                                devices, users, mailboxes, categories, sources, version)
                            select n, 'Execution incident on one endpoint', false, 1 + mod(n, 4), false,
                                case when mod(n, 5) = 0 then 'RESOLVED' when mod(n, 5) = 1 then 'IN_PROGRESS'
                                    else 'ACTIVE' end,
                                false, mod(n, 5) <> 0,
                                case when mod(n, 5) = 1 then 'person' || mod(n, 40) || '@benchmark.example' end,
                                case when mod(n, 5) = 1 then 'person' || mod(n, 40) || '@benchmark.example' end, false,
                                'UNKNOWN', 'UNKNOWN', false, false, %1$s, %1$s, %1$s, %1$s, 1, 1, 2, 1, 1, 0, 'Execution',
                                'ENDPOINT', 0
                            from %2$s""".formatted(at, numbers)).update();
            home.database()
                    .sql("""
                            insert into alert (id, source_id, source_updated_at, is_streamed, group_id, incident_id,
                                placed_by_person, entities, title, severity, status, is_open, service_source, category,
                                techniques, classification, determination, status_is_own, investigation_state, created_at,
                                changed_at, first_at, last_at, version)
                            select id, 'b' || id, created_at, false, id, id, false, array[]%s, 'A program was started',
                                severity, case when is_open then 'NEW' else 'RESOLVED' end, is_open, 'ENDPOINT',
                                'Execution', 'T1059', 'UNKNOWN', 'UNKNOWN', false, 'UNKNOWN', created_at, changed_at,
                                first_at, last_at, 0
                            from incident where id > ? and id <= ?""".formatted(postgres ? "::uuid[]" : ""))
                    .params(start, end)
                    .update();
            for (var kind : List.of("DEVICE", "USER")) {
                home.database()
                        .sql("""
                                insert into presence (group_id, entity, is_open, kind, name, same_as, evidence, first_at,
                                    last_at, alerts, verdict, remediation)
                                select id, %1$s, is_open, 'OTHER', 'wks-' || mod(id, 20000), %1$s, '%2$s', first_at,
                                    last_at, 1, 2, 0
                                from incident where id > ? and id <= ?""".formatted(
                                        "cast('00000000-0000-4000-8000-' || lpad(cast(mod(id, 20000) * 2 + "
                                                + (kind.equals("USER") ? 1 : 0) + " as varchar), 12, '0') as uuid)",
                                        kind))
                        .params(start, end)
                        .update();
            }
        }
        home.database().sql("analyze").update();
    }
}
