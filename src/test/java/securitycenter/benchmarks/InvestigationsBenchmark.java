package securitycenter.benchmarks;

import static securitycenter.homes.DataCenter.EUROPEAN_UNION;
import static securitycenter.identity.Role.GLOBAL_ADMINISTRATOR;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import securitycenter.alerts.Alert;
import securitycenter.alerts.AlertReader;
import securitycenter.homes.DataCenters;
import securitycenter.homes.Sql;
import securitycenter.homes.TenantHome;
import securitycenter.incidents.Incidents;
import tools.jackson.databind.json.JsonMapper;

/**
 * How long investigations take, from the first that begins to the last that has proposed what is to be done, in a home of ten
 * thousand alerts and in one of a million, each with an investigation for every tenth alert; on H2, then on PostgreSQL. A number
 * as argument stands for the million; the databases can follow it.
 */
class InvestigationsBenchmark {

    private static final int FEW = 10_000;
    private static final int WARM_UP = 20;
    private static final int INVESTIGATIONS = 100;

    /** What the home is filled with comes before it. */
    private static final int FIRST_ALERT = 10_000_000;

    private static final JsonMapper JSON = new JsonMapper();

    public static void main(String[] args) throws Exception {
        var many = args.length == 0 ? 1_000_000 : Integer.parseInt(args[0]);
        var databases =
                args.length < 2 ? List.of("h2", "postgres") : List.of(args).subList(1, args.length);
        var table = new Table(
                "Investigations, " + INVESTIGATIONS + " at a time",
                "database",
                FEW + ", each",
                "a second",
                many + ", each",
                "a second",
                "each, many/few");
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

    private static void measure(String database, List<String> settings, int many, Table table)
            throws InterruptedException {
        var all = new ArrayList<>(settings);
        all.add("--investigations.interval=1s");
        try (var product = Product.start("investigations", all)) {
            var tenant = product.microsoft()
                    .directory()
                    .tenant("Benchmark B.V.")
                    .licensed("SPE_E5")
                    .country("NL");
            product.visitors()
                    .signedIn(tenant.person("Ada").holds(GLOBAL_ADMINISTRATOR))
                    .turnOn();
            var home = product.context().getBean(DataCenters.class).homeOf(tenant.id(), EUROPEAN_UNION);
            var incidents = product.context().getBean(Incidents.class);
            home.database()
                    .sql("update investigation_course set alert = ?, next_number = ?, changed_at = current_timestamp")
                    .params(FIRST_ALERT, FIRST_ALERT)
                    .update();
            fill(home, FEW, !settings.isEmpty());
            time(home, incidents, "warm", WARM_UP);
            var few = time(home, incidents, "few", INVESTIGATIONS);
            fill(home, many, !settings.isEmpty());
            time(home, incidents, "warm-again", WARM_UP);
            var lots = time(home, incidents, "many", INVESTIGATIONS);
            table.row(
                    database,
                    few,
                    1e9 / few.toNanos(),
                    lots,
                    1e9 / lots.toNanos(),
                    (double) lots.toNanos() / few.toNanos());
        }
    }

    private static void fill(TenantHome home, int until, boolean postgres) {
        IncidentsBenchmark.fill(home, until, postgres);
        var from = home.database()
                .sql("select count(*) from investigation where number < ?")
                .param(FIRST_ALERT)
                .query(Integer.class)
                .single();
        var numbers = (postgres ? "generate_series(" : "system_range(") + (from + 1) + ", " + until / 10 + ") g (n)";
        for (var sql : List.of("""
                insert into investigation (number, field, state, stage, part, about_kind, about_key, about_name, alert,
                    alert_id, title, severity, category, source, incident, first_at, last_at, started_at, ended_at, waited_ms,
                    is_incomplete, widening, failures, version)
                select n, 'DEVICE', 'SUCCESSFULLY_REMEDIATED', 'WATCH', 0, 'DEVICE', 'lt-' || mod(n, 20000),
                    'lt-' || mod(n, 20000), n * 10, 'b' || (n * 10), 'A program was started', 3, 'Execution', 'ENDPOINT',
                    n * 10, current_timestamp, current_timestamp, current_timestamp, current_timestamp, 0, false, 'NONE', 0, 9
                from %s""", """
                insert into investigation_alert (alert, investigation, alert_id, title, severity, source, incident, added_at,
                    is_taken)
                select n * 10, n, 'b' || (n * 10), 'A program was started', 3, 'ENDPOINT', n * 10, current_timestamp, true
                from %s""", """
                insert into investigation_asset (investigation, kind, asset_key, name, device_groups, origin, standing,
                    added_at, is_looked_around)
                select n, 'DEVICE', 'lt-' || mod(n, 20000), 'lt-' || mod(n, 20000), '', 'ALERT', 'IN', current_timestamp, true
                from %s""", """
                insert into investigation_entity (investigation, kind, entity_key, name, details, origin, told, told_status,
                    verdict, judged, remediation, found_at)
                select n, 'FILE', 'f' || mod(n, 5000), 'tool.exe', '{}', 'ALERT', 'MALICIOUS', 'NONE', 'MALICIOUS', 'TOLD',
                    'REMEDIATED', current_timestamp
                from %s""", """
                insert into investigation_step (investigation, stage, what, filled_with, outcome, began_at, ended_at)
                select n, 'TAKE', 'begun', '[]', 'DONE', current_timestamp, current_timestamp from %s""")) {
            home.database().sql(sql.formatted(numbers)).update();
        }
        home.database().sql("analyze").update();
    }

    /** @return for each */
    private static Duration time(TenantHome home, Incidents incidents, String name, int howMany)
            throws InterruptedException {
        var now = Instant.now();
        incidents.take(
                home,
                IntStream.range(0, howMany).mapToObj(at -> told(name, at, now)).toList());
        while (proposed(home, name) < howMany) {
            Thread.sleep(100);
        }
        return home.database()
                .sql("""
                        select min(i.started_at) as began, max(s.ended_at) as ended
                        from investigation i join investigation_step s on s.investigation = i.number
                        where i.number >= ? and i.alert_id like ? and s.what = 'proposed'""")
                .params(FIRST_ALERT, name + "-%")
                .query((row, _) -> Duration.between(Sql.instant(row, "began"), Sql.instant(row, "ended")))
                .single()
                .dividedBy(howMany);
    }

    private static int proposed(TenantHome home, String name) {
        return home.database()
                .sql("""
                        select count(*) from investigation i join investigation_step s on s.investigation = i.number
                        where i.number >= ? and i.alert_id like ? and s.what = 'proposed'""")
                .params(FIRST_ALERT, name + "-%")
                .query(Integer.class)
                .single();
    }

    /** On a device of its own: a malicious file, and one that nobody has judged. */
    private static Alert told(String name, int at, Instant when) {
        var id = name + "-" + at;
        var body = JSON.createObjectNode()
                .put("id", id)
                .put("title", "Alert " + id)
                .put("severity", "high")
                .put("status", "new")
                .put("category", "Execution")
                .put("serviceSource", "microsoftDefenderForEndpoint")
                .put("investigationState", "unsupportedAlertType");
        for (var date :
                List.of("firstActivityDateTime", "lastActivityDateTime", "createdDateTime", "lastUpdateDateTime")) {
            body.put(date, when.toString());
        }
        var device = "%040x".formatted(id.hashCode() & 0xffffffffL);
        body.withArray("evidence")
                .addObject()
                .put("@odata.type", "#microsoft.graph.security.deviceEvidence")
                .put("verdict", "unknown")
                .put("remediationStatus", "none")
                .put("mdeDeviceId", device)
                .put("deviceDnsName", id + ".contoso.example");
        for (var verdict : List.of("malicious", "unknown")) {
            body.withArray("evidence")
                    .addObject()
                    .put("@odata.type", "#microsoft.graph.security.fileEvidence")
                    .put("verdict", verdict)
                    .put("remediationStatus", "none")
                    .put("mdeDeviceId", device)
                    .putObject("fileDetails")
                    .put("fileName", verdict + ".exe")
                    .put("filePath", "C:\\Users\\maren\\Downloads")
                    .put("sha1", "%040x".formatted((id + verdict).hashCode() & 0xffffffffL))
                    .put("sha256", "%064x".formatted((id + verdict).hashCode() & 0xffffffffL));
        }
        return AlertReader.read(body, when).orElseThrow();
    }
}
