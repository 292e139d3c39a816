package securitycenter.detections;

import static org.assertj.core.api.Assertions.assertThat;
import static securitycenter.identity.Role.GLOBAL_ADMINISTRATOR;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import securitycenter.Visitor;
import securitycenter.Visitors;
import securitycenter.alerts.Evidence;
import securitycenter.alerts.Severity;
import securitycenter.audit.AuditLog;
import securitycenter.casefiles.AlertFiles;
import securitycenter.casefiles.IncidentFile.AlertLine;
import securitycenter.casefiles.IncidentFile.Named;
import securitycenter.detections.DetectionRule.Content;
import securitycenter.detections.DetectionRun.Problem;
import securitycenter.detections.DetectionRun.State;
import securitycenter.events.Event;
import securitycenter.events.Events;
import securitycenter.fakemicrosoft.FakeMicrosoft;
import securitycenter.fakemicrosoft.Tenant;
import securitycenter.homes.DataCenter;
import securitycenter.homes.DataCenters;
import securitycenter.homes.Sql;
import securitycenter.homes.TenantHome;
import securitycenter.hunts.Hunts;
import securitycenter.incidents.Incidents;
import securitycenter.remedies.Remedy;
import securitycenter.response.ActionSource;
import securitycenter.response.ActionState;
import securitycenter.response.Origin;
import securitycenter.response.Remediation;
import securitycenter.response.RemediationAction;
import securitycenter.response.Target;

/** What rules make of what they find. */
abstract class DetectionRoundContract {

    private static final Instant START = Instant.now().truncatedTo(ChronoUnit.MICROS);
    private static final String PROCESSES = """
            DeviceProcessEvents
            | project Timestamp, ReportId, DeviceId, DeviceName, FileName, SHA1, ProcessCommandLine, AccountUpn""";

    @Autowired
    FakeMicrosoft microsoft;

    @Autowired
    Visitors visitors;

    @Autowired
    DataCenters dataCenters;

    @Autowired
    Events events;

    @Autowired
    DetectionRules rules;

    @Autowired
    KnownEvents known;

    @Autowired
    DevicesOfGroups devices;

    @Autowired
    RuleActions actions;

    @Autowired
    Remediation remediation;

    @Autowired
    Hunts hunts;

    @Autowired
    Incidents incidents;

    @Autowired
    AlertFiles alerts;

    @Autowired
    AuditLog audit;

    private Tenant tenant;
    private Visitor visitor;
    private TenantHome home;

    @BeforeEach
    void aTenant() {
        tenant = microsoft
                .directory()
                .tenant("Detections Ltd")
                .licensed("SPE_E5")
                .country("NL");
        visitor = visitors.signedIn(tenant.person("Ada").holds(GLOBAL_ADMINISTRATOR));
        visitor.turnOn();
        home = dataCenters.homeOf(tenant.id(), DataCenter.EUROPEAN_UNION);
    }

    private DetectionRound at(Instant now) {
        var clock = Clock.fixed(now, Clock.systemUTC().getZone());
        return new DetectionRound(rules, known, devices, actions, hunts, incidents, audit, clock);
    }

    /** @return when the next one is */
    private Optional<Instant> round(Instant now) {
        at(now).run(home);
        return at(now).next(home);
    }

    private long rule(String text, Frequency frequency, String... groups) {
        return rule(text, frequency, List.of(), groups);
    }

    private long rule(String text, Frequency frequency, List<Remedy> asked, String... groups) {
        var words = new AlertWords(
                "A shell was started",
                Severity.HIGH,
                "Execution",
                List.of("T1059.001"),
                "Somebody started a shell.",
                "Ask them.");
        var content = new Content(
                "Rule " + UUID.randomUUID(),
                text,
                frequency,
                words,
                new Impacted("DeviceId", "", ""),
                asked,
                List.of(groups));
        return rules.add(home, content, "Ada", START);
    }

    private DetectionRule found(long rule) {
        return rules.find(home, rule).orElseThrow();
    }

    private DetectionRun last(long rule) {
        var run = found(rule).lastRun();
        if (run == null) {
            throw new AssertionError("It has not run");
        }
        return run;
    }

    private void processes(int number, int devices, Instant when) {
        events.append(
                home,
                IntStream.range(0, number)
                        .mapToObj(at -> process(at, "d" + at % devices, when.plusMillis(at)))
                        .toList());
    }

    private static Event process(int number, String device, Instant when) {
        return new Event("DeviceProcessEvents", when + "/" + number, when, """
                {"Timestamp":"%s","ReportId":%d,"DeviceId":"%s","DeviceName":"%3$s.contoso.example","FileName":"cmd.exe",\
                "SHA1":"3395856ce81f2b7382dee72602f798b642f14140","ProcessCommandLine":"cmd.exe /c dir",\
                "AccountUpn":"maren@contoso.example"}""".formatted(when, number, device));
    }

    private List<AlertLine> made(long rule) {
        return alerts.named(home, known.alerts(home, rule, 500));
    }

    @Test
    void theFirstRunLooksBackThirtyDaysAndMakesAnAlertForEachDevice() {
        processes(12, 3, START.minus(Duration.ofDays(20)));
        var rule = rule(PROCESSES, Frequency.HOURLY);
        assertThat(round(START)).contains(START.plus(Duration.ofHours(1)));
        assertThat(last(rule).state()).isEqualTo(State.DONE);
        assertThat(last(rule).alerts()).isEqualTo(3);
        assertThat(last(rule).rows()).isEqualTo(12);
        assertThat(made(rule)).hasSize(3).allSatisfy(alert -> {
            assertThat(alert.title()).isEqualTo("A shell was started");
            assertThat(alert.severity()).isEqualTo(Severity.HIGH);
            assertThat(alert.detectionSource()).isEqualTo("customDetection");
            assertThat(alert.techniques()).containsExactly("T1059.001");
            assertThat(alert.firstAt()).isBefore(START.minus(Duration.ofDays(19)));
        });
        assertThat(made(rule))
                .flatExtracting(AlertLine::impacted)
                .extracting(Named::name)
                .contains("d0.contoso.example", "d1.contoso.example", "d2.contoso.example");
        var file = alerts.find(
                        home,
                        made(rule).getFirst().incident(),
                        made(rule).getFirst().id())
                .orElseThrow();
        assertThat(file.body()).contains("Somebody started a shell.", "Ask them.");
        assertThat(file.evidence())
                .anySatisfy(piece -> assertThat(piece.evidence())
                        .isInstanceOfSatisfying(
                                Evidence.Process.class,
                                process -> assertThat(process.commandLine()).isEqualTo("cmd.exe /c dir")));
    }

    @Test
    void whatWasToldIsNotToldAgain() {
        processes(6, 2, START.minus(Duration.ofHours(3)));
        var rule = rule(PROCESSES, Frequency.HOURLY);
        round(START);
        assertThat(last(rule).alerts()).isEqualTo(2);
        var later = START.plus(Duration.ofHours(1));
        round(later);
        assertThat(last(rule).alerts()).isZero();
        assertThat(last(rule).rows()).isEqualTo(6);
        events.append(home, List.of(process(99, "d1", later)));
        round(later.plus(Duration.ofHours(1)));
        assertThat(last(rule).alerts()).isOne();
        assertThat(made(rule)).hasSize(3);
        assertThat(made(rule).getFirst().firstAt()).isAfter(START);
    }

    @Test
    void runsAfterTheFirstLookBackAsFarAsTheirFrequencySays() {
        var rule = rule(PROCESSES, Frequency.HOURLY);
        round(START);
        processes(1, 1, START.minus(Duration.ofHours(5)));
        round(START.plus(Duration.ofHours(1)));
        assertThat(last(rule).alerts()).isZero();
        assertThat(last(rule).from()).isBetween(START.minus(Duration.ofHours(4)), START);
    }

    @Test
    void aGapInWhichNoRunHappenedIsLookedAtAfterwards() {
        var rule = rule(PROCESSES, Frequency.HOURLY);
        round(START);
        var later = START.plus(Duration.ofDays(3));
        events.append(home, List.of(process(1, "d1", START.plus(Duration.ofHours(2)))));
        round(later);
        assertThat(last(rule).from()).isEqualTo(START.minus(Duration.ofHours(3)));
        assertThat(last(rule).alerts()).isOne();
        round(later.plus(Duration.ofHours(1)));
        assertThat(last(rule).from()).isEqualTo(later.minus(Duration.ofHours(3)));
    }

    @Test
    void whoeverAsksForARunWhileOneIsUnderWayGetsIt() {
        var rule = rule(PROCESSES, Frequency.HOURLY);
        var before = found(rule);
        rules.runNow(home, rule, START.plusSeconds(5));
        at(START).run(home, before);
        assertThat(found(rule).nextRun()).isEqualTo(START.plusSeconds(5));
    }

    @Test
    void resultsFromBeforeTheLookBackAreIgnored() {
        processes(1, 1, START.minus(Duration.ofDays(40)));
        var rule = rule(PROCESSES + " | where Timestamp > ago(60d)", Frequency.DAILY);
        round(START);
        assertThat(last(rule).rows()).isOne();
        assertThat(last(rule).alerts()).isZero();
    }

    @Test
    void theHundredAndFirstAlertWaitsForTheNextRun() {
        processes(130, 130, START.minus(Duration.ofDays(20)));
        var rule = rule(PROCESSES, Frequency.HOURLY);
        round(START);
        assertThat(last(rule).alerts()).isEqualTo(100);
        assertThat(last(rule).leftOver()).isEqualTo(30);
        round(START.plus(Duration.ofHours(1)));
        assertThat(last(rule).alerts()).isEqualTo(30);
        assertThat(last(rule).leftOver()).isZero();
        assertThat(made(rule)).hasSize(130);
    }

    @Test
    void aRuleOfDeviceGroupsTellsOfTheirDevicesOnly() {
        processes(4, 4, START.minus(Duration.ofHours(2)));
        events.append(home, List.of(device("d0", "Servers"), device("d1", "Laptops"), device("d2", "servers")));
        var rule = rule(PROCESSES, Frequency.HOURLY, "Servers");
        round(START);
        assertThat(made(rule))
                .flatExtracting(AlertLine::impacted)
                .extracting(Named::name)
                .contains("d0.contoso.example", "d2.contoso.example")
                .doesNotContain("d1.contoso.example", "d3.contoso.example");
    }

    private static Event device(String id, String group) {
        var when = START.minus(Duration.ofDays(1));
        return new Event("DeviceInfo", id, when, """
                {"Timestamp":"%s","ReportId":1,"DeviceId":"%s","DeviceName":"%2$s.contoso.example","MachineGroup":"%s"}""".formatted(when, id, group));
    }

    @Test
    void aRuleThatFailsFiveTimesIsTurnedOff() {
        var rule = rule("NoSuchTable | take 1", Frequency.HOURLY);
        var now = START;
        for (var run = 1; run < 5; run++) {
            round(now);
            assertThat(found(rule).on()).isTrue();
            assertThat(found(rule).failures()).isEqualTo(run);
            now = now.plus(Duration.ofHours(1));
        }
        assertThat(last(rule).problem()).isEqualTo(Problem.REJECTED);
        assertThat(last(rule).detail()).contains("NoSuchTable");
        assertThat(round(now)).isEmpty();
        assertThat(visitor.get("/audit").text()).contains("Detection rule turned off after failures");
        assertThat(found(rule).on()).isFalse();
        assertThat(found(rule).gaveUp()).isTrue();
        assertThat(found(rule).nextRun()).isNull();
    }

    @Test
    void oneSuccessEndsARowOfFailures() {
        var rule = rule("NoSuchTable | take 1", Frequency.HOURLY);
        round(START);
        assertThat(found(rule).failures()).isOne();
        var before = found(rule);
        var right = new Content(
                before.content().name(),
                PROCESSES,
                Frequency.HOURLY,
                before.content().alert(),
                before.content().impacted(),
                List.of(),
                List.of());
        assertThat(rules.change(home, before, right, "Ada", START)).isTrue();
        home.database().sql("update detection_rule set failures = 4").update();
        round(START);
        assertThat(found(rule).failures()).isZero();
        assertThat(last(rule).state()).isEqualTo(State.DONE);
    }

    private static Remedy asking(String written) {
        return Remedy.read(written).orElseThrow();
    }

    private List<RemediationAction> asked(long rule) {
        return actions.latest(home, rule, 500).stream()
                .map(line -> remediation.find(home, line.id()).orElseThrow())
                .toList();
    }

    @Test
    void whatARuleFindsIsAskedForOncePerThingAndWaits() {
        processes(12, 3, START.minus(Duration.ofDays(1)));
        var rule = rule(
                PROCESSES,
                Frequency.HOURLY,
                List.of(asking("ISOLATE_DEVICE.DeviceId"), asking("QUARANTINE_FILE.SHA1"), asking("BLOCK_FILE.SHA1")));
        round(START);
        assertThat(last(rule).actions()).isEqualTo(3 + 3 + 1);
        assertThat(last(rule).actionsLeftOut()).isZero();
        var alerts = made(rule).stream().collect(Collectors.toMap(AlertLine::sourceId, AlertLine::incident));
        assertThat(asked(rule)).hasSize(7).allSatisfy(action -> {
            assertThat(action.state()).isEqualTo(ActionState.PENDING_APPROVAL);
            assertThat(action.source()).isEqualTo(ActionSource.DETECTION_RULE_ACTION);
            assertThat(action.origin().why()).isEqualTo(Origin.Why.RULE);
            assertThat(action.origin().detail()).isEqualTo(found(rule).content().name());
            assertThat(alerts.get(action.origin().alert()))
                    .isEqualTo(action.origin().incident())
                    .isNotNull();
        });
        round(START.plus(Duration.ofHours(1)));
        assertThat(last(rule).actions()).isZero();
        assertThat(asked(rule)).hasSize(7);
    }

    @Test
    void whatIsFoundAgainOnTheSameDeviceIsNotAskedForTwice() {
        processes(1, 1, START.minus(Duration.ofMinutes(50)));
        var rule = rule(PROCESSES, Frequency.HOURLY, List.of(asking("ISOLATE_DEVICE.DeviceId")));
        round(START);
        processes(1, 1, START.plus(Duration.ofMinutes(20)));
        round(START.plus(Duration.ofHours(1)));
        assertThat(made(rule)).hasSize(2);
        assertThat(asked(rule)).hasSize(1);
    }

    @Test
    void aRuleAsksForAHundredActionsARunAndSaysWhatIsLeftOut() {
        processes(110, 110, START.minus(Duration.ofDays(1)));
        events.append(home, List.of(process(999, "no id", START.minus(Duration.ofDays(2)))));
        var rule = rule(
                PROCESSES,
                Frequency.HOURLY,
                List.of(asking("ISOLATE_DEVICE.DeviceId"), asking("RUN_ANTIVIRUS_SCAN.DeviceId")));
        round(START);
        assertThat(last(rule).alerts()).isEqualTo(100);
        assertThat(last(rule).actions()).isEqualTo(100);
        assertThat(last(rule).actionsLeftOut()).isEqualTo(2 + 98);
    }

    @Test
    void mailIsAskedForByItsReportInEmailEvents() {
        var when = START.minus(Duration.ofHours(3));
        events.append(
                home, List.of(new Event("EmailEvents", "mail-1", when, """
                {"Timestamp":"%s","ReportId":"report-1","NetworkMessageId":"mail-1","Subject":"Your parcel",\
                "RecipientEmailAddress":"maren@contoso.example"}""".formatted(when)), process(1, "d1", when)));
        var rule = rule(
                "DeviceProcessEvents | project Timestamp, ReportId, DeviceId, NetworkMessageId = 'mail-1',"
                        + " RecipientEmailAddress = 'maren@contoso.example'",
                Frequency.HOURLY,
                List.of(asking("SOFT_DELETE_MAIL.NetworkMessageId"), asking("MOVE_MAIL_TO_JUNK.NetworkMessageId")));
        round(START);
        assertThat(asked(rule)).hasSize(2).allSatisfy(action -> {
            assertThat(action.target().detail(Target.MAIL)).contains("report-1");
            assertThat(action.target().name()).isEqualTo("Your parcel");
        });
    }

    @Test
    void aRuleThatLacksItsColumnsByNowSaysSo() {
        var rule = rule("DeviceProcessEvents | project DeviceId, ReportId", Frequency.HOURLY);
        round(START);
        assertThat(last(rule).problem()).isEqualTo(Problem.COLUMNS);
    }

    @Test
    void aTenantWithoutAShareLeftPutsItsRulesOff() {
        processes(1, 1, START.minus(Duration.ofHours(1)));
        var rule = rule(PROCESSES, Frequency.HOURLY);
        home.database()
                .sql("""
                        insert into hunt (id, text, channel, asked_by, asker_name, period_from, period_until, started_at,
                            ended_at, state, alive_at, progress, stop_wanted, cut_off, took_ms, processor_ms)
                        values (?, 'x', 'API', 'x', 'x', :now, :now, :now, :now, 'ANSWERED', :now, 0, false, false, 0, ?)""".replace(":now", "cast('" + Sql.time(Instant.now()) + "' as timestamp(6) with time zone)"))
                .params(UUID.randomUUID(), Duration.ofHours(13).toMillis())
                .update();
        round(START);
        assertThat(last(rule).state()).isEqualTo(State.PUT_OFF);
        assertThat(last(rule).problem()).isEqualTo(Problem.SHARE_USED_UP);
        assertThat(found(rule).failures()).isZero();
        assertThat(found(rule).coveredUntil()).isNull();
        assertThat(found(rule).nextRun()).isAfter(Instant.now());
    }

    @Test
    void whatIsPutOffAgainIsStillOneRunAndWaitsLonger() {
        var rule = rule(PROCESSES, Frequency.HOURLY);
        for (var other = 0; other < 30; other++) {
            home.database()
                    .sql("""
                            insert into hunt (id, text, channel, asked_by, asker_name, period_from, period_until, started_at,
                                state, alive_at, progress, stop_wanted, cut_off, took_ms, processor_ms)
                            values (?, 'x', 'API', 'x', 'x', :now, :now, :now, 'RUNNING', :now, 0, false, false, 0, 0)""".replace(":now", "cast('" + Sql.time(Instant.now()) + "' as timestamp(6) with time zone)"))
                    .param(UUID.randomUUID())
                    .update();
        }
        round(START);
        assertThat(last(rule).problem()).isEqualTo(Problem.TOO_MANY);
        assertThat(found(rule).nextRun()).isEqualTo(START.plus(Duration.ofMinutes(5)));
        round(START.plus(Duration.ofMinutes(20)));
        assertThat(rules.runs(home, rule, 10)).hasSize(1);
        assertThat(found(rule).nextRun()).isEqualTo(START.plus(Duration.ofMinutes(40)));
    }

    @Test
    void aRunOfARuleThatWasChangedMeanwhileMakesNothing() {
        processes(1, 1, START.minus(Duration.ofHours(1)));
        var rule = rule(PROCESSES, Frequency.HOURLY);
        var before = found(rule);
        rules.turnOff(home, rule, "Ada", START);
        rules.turnOn(home, rule, "Ada", START);
        at(START).run(home, before);
        assertThat(made(rule)).isEmpty();
        assertThat(found(rule).lastRun()).isNull();
        rules.delete(home, rule);
        at(START).run(home, before);
        assertThat(rules.find(home, rule)).isEmpty();
    }

    @Test
    void whatIsOldIsForgottenAndTheLastRunIsNot() {
        processes(1, 1, START.minus(Duration.ofHours(1)));
        var rule = rule(PROCESSES, Frequency.HOURLY);
        round(START);
        round(START.plus(Duration.ofHours(1)));
        assertThat(rules.runs(home, rule, 10)).hasSize(2);
        rules.turnOff(home, rule, "Ada", START);
        round(START.plus(Duration.ofDays(33)));
        assertThat(home.database()
                        .sql("select count(*) from detection_event")
                        .query(Integer.class)
                        .single())
                .isZero();
        assertThat(rules.runs(home, rule, 10)).hasSize(1);
        assertThat(made(rule)).hasSize(1);
        round(START.plus(Duration.ofDays(200)));
        assertThat(made(rule)).isEmpty();
    }
}
