package securitycenter.investigating;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationContext;
import securitycenter.alerts.EvidenceKind;
import securitycenter.alerts.Verdict;
import securitycenter.homes.DataCenter;
import securitycenter.homes.DataCenters;
import securitycenter.homes.Sql;
import securitycenter.homes.TenantHome;
import securitycenter.identity.TenantId;
import securitycenter.response.ActionSource;
import securitycenter.response.ActionType;
import securitycenter.response.Origin;
import securitycenter.response.Proposal;
import securitycenter.response.Remediation;
import securitycenter.response.RemediationAction;
import securitycenter.response.Target;

/** Investigations of a tenant in any state, as the engine would have left them. Nothing is done on them by itself. */
public final class InvestigationSeed {

    private static final Instant NOON = Instant.now().minus(Duration.ofHours(3)).truncatedTo(ChronoUnit.SECONDS);

    private final Remediation remediation;
    private final TenantHome home;

    public InvestigationSeed(ApplicationContext application, TenantId tenant) {
        remediation = application.getBean(Remediation.class);
        home = application.getBean(DataCenters.class).homeOf(tenant, DataCenter.EUROPEAN_UNION);
    }

    TenantHome home() {
        return home;
    }

    /** What it began with. */
    record Began(long alert, long incident, String title) {}

    public long about(String device, String state) {
        return about(device, state, new Began(nextNumber() * 100, 1, "Suspicious script on " + device));
    }

    long about(String device, String state, Began began) {
        var number = nextNumber();
        var open = List.of("QUEUED", "RUNNING", "PENDING_APPROVAL", "PENDING_RESOURCE")
                .contains(state);
        var waits = state.equals("PENDING_APPROVAL");
        home.database()
                .sql("""
                        insert into investigation (number, field, state, stage, part, about_kind, about_key, about_name,
                            alert, alert_id, title, severity, category, source, incident, first_at, last_at, started_at,
                            ended_at, waits_since, waited_ms, is_incomplete, widening, failures, version, open_key)
                        values (:number, 'DEVICE', :state, 'WATCH', 0, 'DEVICE', :key, :name, :alert, :alertId, :title, 4,
                            'Execution', 'ENDPOINT', :incident, :noon, :noon, :noon, :ended, :waits,
                            0, false, 'NONE', 0, 3, :open)""")
                .param("number", number)
                .param("state", state)
                .param("key", device)
                .param("name", device + ".contoso.example")
                .param("alert", began.alert())
                .param("alertId", "da" + began.alert())
                .param("title", began.title())
                .param("incident", began.incident())
                .param("noon", Sql.time(NOON))
                .param("ended", open ? null : Sql.time(NOON.plus(Duration.ofMinutes(7))))
                .param("waits", waits ? Sql.time(NOON.plusSeconds(90)) : null)
                .param("open", open ? "DEVICE " + device : null)
                .update();
        home.database()
                .sql("update investigation_course set next_number = ? where id = 1")
                .param(number + 1)
                .update();
        alert(number, began.alert(), began.title(), began.incident());
        asset(number, EvidenceKind.DEVICE, device, "ALERT", "IN");
        return number;
    }

    private long nextNumber() {
        return home.database()
                .sql("select next_number from investigation_course where id = 1")
                .query(Long.class)
                .single();
    }

    void alert(long investigation, long alert, String title, long incident) {
        home.database()
                .sql("""
                        insert into investigation_alert (alert, investigation, alert_id, title, severity, source, incident,
                            added_at, is_taken)
                        values (?, ?, ?, ?, 3, 'ENDPOINT', ?, ?, true)""")
                .params(alert, investigation, "da" + alert, title, incident, Sql.time(NOON))
                .update();
    }

    long asset(long investigation, EvidenceKind kind, String name, String origin, String standing) {
        home.database()
                .sql("""
                        insert into investigation_asset (investigation, kind, asset_key, name, device_groups, origin, standing,
                            added_at)
                        values (?, ?, ?, ?, ?, ?, ?, ?)""")
                .params(
                        investigation,
                        kind.name(),
                        name,
                        kind == EvidenceKind.DEVICE ? name + ".contoso.example" : name,
                        kind == EvidenceKind.DEVICE ? "Laptops" : "",
                        origin,
                        standing,
                        Sql.time(NOON))
                .update();
        return newest("investigation_asset");
    }

    long entity(long investigation, String kind, String name, Verdict verdict, String judged, String remediation) {
        home.database()
                .sql("""
                        insert into investigation_entity (investigation, kind, entity_key, name, details, origin, told_status,
                            verdict, judged, remediation, found_at)
                        values (?, ?, ?, ?, ?, 'EVENTS', 'NONE', ?, ?, ?, ?)""")
                .params(
                        investigation,
                        kind,
                        name,
                        name,
                        kind.equals("FILE") ? "{\"sha1\":\"c9156634e2cd19811c19ef71706ea9141492757e\"}" : "{}",
                        verdict.name(),
                        judged,
                        remediation,
                        Sql.time(NOON.plusSeconds(20)))
                .update();
        return newest("investigation_entity");
    }

    private long newest(String table) {
        return home.database()
                .sql("select max(id) from " + table)
                .query(Long.class)
                .single();
    }

    void seen(long investigation, long entity, @Nullable Long asset, String path, @Nullable RemediationAction action) {
        home.database()
                .sql("""
                        insert into investigation_sighting (investigation, entity, asset, path, details, is_decided, action,
                            action_state)
                        values (?, ?, ?, ?, '{}', true, ?, ?)""")
                .param(investigation)
                .param(entity)
                .param(asset)
                .param(path)
                .param(action == null ? null : action.id())
                .param(action == null ? null : action.state().name())
                .update();
    }

    void step(long investigation, String stage, String what, String outcome, long millis, String... filledWith) {
        home.database()
                .sql("""
                        insert into investigation_step (investigation, stage, what, filled_with, outcome, began_at, ended_at)
                        values (?, ?, ?, ?, ?, ?, ?)""")
                .params(
                        investigation,
                        stage,
                        what,
                        "["
                                + String.join(
                                        ",",
                                        List.of(filledWith).stream()
                                                .map(each -> "\"" + each + "\"")
                                                .toList())
                                + "]",
                        outcome,
                        Sql.time(NOON),
                        Sql.time(NOON.plusMillis(millis)))
                .update();
    }

    RemediationAction proposed(long investigation, String file, String device, boolean waits) {
        var asset = new Target.Asset(EvidenceKind.DEVICE, device, device + ".contoso.example");
        var target = new Target(
                EvidenceKind.FILE,
                file,
                file,
                Map.of(
                        Target.DEVICE,
                        "c9156634e2cd19811c19ef71706ea9141492757e",
                        Target.SHA1,
                        "c9156634e2cd19811c19ef71706ea9141492757e"),
                asset);
        var proposal = new Proposal(
                ActionType.QUARANTINE_FILE,
                target,
                ActionSource.AUTOMATED_DEVICE_ACTION,
                new Origin(Origin.Why.JUDGED, null, investigation, null, 1L),
                Verdict.MALICIOUS,
                true);
        var action = requireNonNull(
                        home.transactions().execute(_ -> remediation.propose(home, List.of(proposal), null)))
                .getFirst();
        if (!waits) {
            home.database().sql("""
                            update remediation_action set state = 'SUCCEEDED', is_live = true, decision = 'APPROVED', decided_at = updated_at,
                                expires_at = null, open_key = null, next_at = null where id = ?""").param(action.id()).update();
        }
        return remediation.find(home, action.id()).orElseThrow();
    }

    void blocking(long investigation, String url) {
        var proposal = new Proposal(
                ActionType.BLOCK_URL,
                new Target(EvidenceKind.URL, url, url, Map.of(Target.URL, url), null),
                ActionSource.AUTOMATED_EMAIL_ACTION,
                new Origin(Origin.Why.JUDGED, null, investigation, null, 1L),
                Verdict.MALICIOUS,
                true);
        home.transactions().executeWithoutResult(_ -> remediation.propose(home, List.of(proposal), null));
    }

    /** One that found something, did something, and waits for a person. */
    public long waiting() {
        var number = about("lt-110", "PENDING_APPROVAL");
        alert(number, number * 100 + 1, "A malicious file was detected", 1);
        asset(number, EvidenceKind.DEVICE, "lt-207", "WIDENING", "IN");
        asset(number, EvidenceKind.USER, "ben@contoso.example", "EVENTS", "IN");
        var here = home.database()
                .sql("select min(id) from investigation_asset where investigation = ?")
                .param(number)
                .query(Long.class)
                .single();
        var waits = proposed(number, "invoice-" + number + ".exe", "lt-110", true);
        var done = proposed(number, "dropper-" + number + ".exe", "lt-110", false);
        seen(
                number,
                entity(number, "FILE", "invoice.exe", Verdict.SUSPICIOUS, "LINKED", "PENDING_APPROVAL"),
                here,
                "C:\\Users\\ben\\Downloads",
                waits);
        seen(
                number,
                entity(number, "FILE", "dropper.exe", Verdict.MALICIOUS, "TOLD", "REMEDIATED"),
                here,
                "C:\\Windows\\Temp",
                done);
        seen(
                number,
                entity(number, "PROCESS", "powershell.exe", Verdict.NO_THREATS_FOUND, "NOTHING_FOUND", "NONE"),
                here,
                "",
                null);
        entity(number, "IP", "203.0.113.7", Verdict.UNKNOWN, "UNCLEAR", "NONE");
        step(number, "TAKE", "begun", "DONE", 0, "Suspicious script on lt-110", "lt-110");
        step(number, "EXPAND", "processes", "DONE", 812, "14", "3");
        step(number, "EXPAND", "no-answer", "FAILED", 3_400, "connections");
        step(number, "JUDGE", "judged", "DONE", 12, "1", "1", "4");
        step(number, "ACT", "proposed", "WAITS", 31, "1", "1");
        return number;
    }

    /** One that asks whether it may go on to many devices. */
    public long asking(int devices, Duration left) {
        var number = about("srv-02", "PENDING_APPROVAL");
        IntStream.range(0, devices)
                .forEach(at -> asset(number, EvidenceKind.DEVICE, "lt-%03d".formatted(at), "WIDENING", "WAITS"));
        home.database()
                .sql("update investigation set widening = 'WAITS', widening_until = ? where number = ?")
                .params(Sql.time(Instant.now().plus(left)), number)
                .update();
        return number;
    }

    /** It goes on, so that whoever decides has not seen how it is. */
    void goesOn(long number) {
        home.database()
                .sql("update investigation set version = version + 1 where number = ?")
                .param(number)
                .update();
    }

    void forget(long number) {
        for (var table : List.of("investigation_asset", "investigation_alert")) {
            home.database()
                    .sql("delete from " + table + " where investigation = ?")
                    .param(number)
                    .update();
        }
        home.database()
                .sql("delete from investigation where number = ?")
                .param(number)
                .update();
    }

    String state(long number) {
        return home.database()
                .sql("select state from investigation where number = ?")
                .param(number)
                .query(String.class)
                .single();
    }
}
