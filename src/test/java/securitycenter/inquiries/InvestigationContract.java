package securitycenter.inquiries;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static securitycenter.identity.Role.GLOBAL_ADMINISTRATOR;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerClient.ScheduleOptions;
import com.github.kagkarlsson.scheduler.task.TaskDescriptor;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionCallback;
import org.springframework.transaction.support.TransactionOperations;
import securitycenter.KeptAway;
import securitycenter.Visitor;
import securitycenter.Visitors;
import securitycenter.alerts.InvestigationState;
import securitycenter.alerts.RemediationStatus;
import securitycenter.alerts.Verdict;
import securitycenter.audit.AuditLog;
import securitycenter.casefiles.AlertFiles;
import securitycenter.events.Event;
import securitycenter.events.Events;
import securitycenter.fakemicrosoft.FakeMicrosoft;
import securitycenter.fakemicrosoft.Person;
import securitycenter.fakemicrosoft.Tenant;
import securitycenter.feed.IncidentNews;
import securitycenter.homes.DataCenter;
import securitycenter.homes.DataCenters;
import securitycenter.homes.Sql;
import securitycenter.homes.TenantHome;
import securitycenter.hunts.Hunts;
import securitycenter.identity.Role;
import securitycenter.identity.SignedInUser;
import securitycenter.incidents.Incidents;
import securitycenter.investigations.Answered;
import securitycenter.investigations.Asset.Standing;
import securitycenter.investigations.Entity;
import securitycenter.investigations.EntityKind;
import securitycenter.investigations.Found;
import securitycenter.investigations.FoundBy;
import securitycenter.investigations.Investigation;
import securitycenter.investigations.Investigations;
import securitycenter.investigations.JoinedAlert;
import securitycenter.investigations.LogEntry;
import securitycenter.investigations.Records;
import securitycenter.investigations.Stage;
import securitycenter.investigations.Widening;
import securitycenter.levels.AutomationLevel;
import securitycenter.levels.LevelSeed;
import securitycenter.response.ActionSettings;
import securitycenter.response.Decider;
import securitycenter.response.Remediation;
import tools.jackson.databind.json.JsonMapper;

/** What alerts start, what is looked at, and what is done. */
abstract class InvestigationContract {

    private static final JsonMapper JSON = new JsonMapper();
    private static final Instant START = Instant.now().minusSeconds(3_600).truncatedTo(ChronoUnit.SECONDS);
    private static final String DOWNLOADS = "C:\\Users\\maren\\Downloads";
    private static final String LINK = "https://portal.parcel-desk.example/release/7731?a=\"b\"";
    private static final String SENDER = "release@parcel-desk.example";
    private static final String SUBJECT = "Your parcel \"7731\" is held";

    @Autowired
    FakeMicrosoft microsoft;

    @Autowired
    Visitors visitors;

    @Autowired
    DataCenters dataCenters;

    @Autowired
    Scheduler scheduler;

    @Autowired
    Events events;

    @Autowired
    Incidents incidents;

    @Autowired
    IncidentNews news;

    @Autowired
    AlertFiles alerts;

    @Autowired
    Hunts hunts;

    @Autowired
    Judging judging;

    @Autowired
    Remediation remediation;

    @Autowired
    ActionSettings actionSettings;

    @Autowired
    InvestigationSettings settings;

    @Autowired
    AuditLog audit;

    @Autowired
    JdbcClient database;

    private Tenant tenant;
    private Person ada;
    private Visitor visitor;
    private TenantHome home;
    private SignedInUser user;
    private Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);

    @BeforeEach
    void aTenant() {
        tenant = microsoft
                .directory()
                .tenant("Investigations Ltd")
                .licensed("SPE_E5")
                .country("NL");
        ada = tenant.person("Ada").holds(GLOBAL_ADMINISTRATOR);
        visitor = visitors.signedIn(ada);
        visitor.turnOn();
        home = dataCenters.homeOf(tenant.id(), DataCenter.EUROPEAN_UNION);
        user = new SignedInUser(
                ada.id(),
                tenant.id(),
                "Ada",
                ada.userPrincipalName(),
                Set.of(Role.GLOBAL_ADMINISTRATOR),
                false,
                false,
                "NL",
                now,
                "192.0.2.1");
        KeptAway.from(tenant.id(), scheduler, database, "investigations", "actions");
    }

    private Inquiry inquiry() {
        return new Inquiry(
                alerts,
                new Searching(hunts, actionSettings, settings),
                judging,
                new Acting(remediation),
                remediation,
                clock());
    }

    private Clock clock() {
        return Clock.fixed(now, ZoneOffset.UTC);
    }

    private InvestigationRound round() {
        return new InvestigationRound(
                new Starting(news, alerts, settings, clock()),
                new LateEvidence(news, alerts, clock()),
                inquiry(),
                remediation,
                settings,
                clock());
    }

    private Investigations investigations() {
        return new Investigations(
                news, remediation, audit, new DefaultListableBeanFactory().getBeanProvider(Scheduler.class), clock());
    }

    private void go() {
        round().run(home, () -> true);
    }

    private void goAfter(Duration time) {
        now = now.plus(time);
        go();
    }

    private void take(Told... told) {
        incidents.take(home, List.of(told).stream().map(each -> each.alert(now)).toList());
    }

    private List<Investigation> all() {
        return investigations().page(home, List.of(), null).rows();
    }

    private Investigation only() {
        assertThat(all()).hasSize(1);
        return all().getFirst();
    }

    private List<Entity> entities(Investigation of) {
        return investigations().entities(home, of.number(), null, null).rows();
    }

    private Entity entity(EntityKind kind, String name) {
        return entities(only()).stream()
                .filter(each -> each.kind() == kind && each.name().contains(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError(entities(only()).toString()));
    }

    private List<String> log() {
        return investigations().log(home, only().number(), null, null).rows().stream()
                .map(LogEntry::what)
                .toList();
    }

    private record Action(UUID id, String type, String target, String asset, String state, int version) {}

    private List<Action> actions() {
        return home.database()
                .sql(
                        "select id, type, target_name, asset_key, state, version from remediation_action order by type, asset_key, id")
                .query((row, _) -> new Action(
                        row.getObject("id", UUID.class),
                        row.getString("type"),
                        row.getString("target_name"),
                        row.getString("asset_key"),
                        row.getString("state"),
                        row.getInt("version")))
                .list();
    }

    private List<String> shortly() {
        return actions().stream()
                .map(action -> action.type() + " " + action.state())
                .toList();
    }

    /** As the round of actions would write it. */
    private void becomes(String state) {
        home.database()
                .sql("update remediation_action set state = ?, updated_at = ?, open_key = null, next_at = null")
                .params(state, Sql.time(now))
                .update();
    }

    private void append(String table, Instant when, Map<String, Object> columns) {
        var body = JSON.createObjectNode();
        body.put("Timestamp", when.toString());
        columns.forEach((name, value) -> body.putPOJO(name, value));
        events.append(
                home, List.of(new Event(table, UUID.randomUUID().toString(), when, JSON.writeValueAsString(body))));
    }

    private void fileOn(String device, String name, String folder) {
        append(
                "DeviceFileEvents",
                START.plusSeconds(5),
                Map.of(
                        "DeviceId",
                        Told.deviceId(device),
                        "DeviceName",
                        device + ".contoso.example",
                        "ActionType",
                        "FileCreated",
                        "FileName",
                        name,
                        "FolderPath",
                        folder + "\\" + name,
                        "SHA1",
                        Told.sha1(name),
                        "SHA256",
                        Told.sha256(name)));
    }

    private void groupOf(String device, String group) {
        append(
                "DeviceInfo",
                START,
                Map.of(
                        "DeviceId",
                        Told.deviceId(device),
                        "DeviceName",
                        device + ".contoso.example",
                        "MachineGroup",
                        group));
    }

    private void mail(String id, String recipient, String sender, String subject, long cluster) {
        append(
                "EmailEvents",
                START.minusSeconds(600),
                Map.of(
                        "NetworkMessageId", id,
                        "RecipientEmailAddress", recipient,
                        "SenderFromAddress", sender,
                        "Subject", subject,
                        "EmailClusterId", cluster,
                        "ReportId", id + "-report-" + recipient,
                        "DeliveryAction", "Delivered",
                        "DeliveryLocation", "Inbox"));
    }

    private Told dropper(String id) {
        return Told.byEndpoint(id, START).device("lt-1", "Laptops").file("dropper.exe", DOWNLOADS, "lt-1", "malicious");
    }

    @Test
    void anAlertStartsAnInvestigationThatQuarantinesItsFile() {
        take(dropper("da1"));
        go();
        var investigation = only();
        assertThat(investigation.number()).isOne();
        assertThat(investigation.about().name()).isEqualTo("lt-1.contoso.example");
        assertThat(investigation.begun().id()).isEqualTo("da1");
        assertThat(investigation.state()).isEqualTo(InvestigationState.RUNNING);
        assertThat(actions()).singleElement().satisfies(action -> {
            assertThat(action.type()).isEqualTo("QUARANTINE_FILE");
            assertThat(action.asset()).isEqualTo(Told.deviceId("lt-1"));
            assertThat(action.state()).isEqualTo("APPROVED");
        });
        assertThat(entity(EntityKind.FILE, "dropper.exe").remediation()).isEqualTo(RemediationStatus.RUNNING);
        becomes("SUCCEEDED");
        goAfter(Duration.ofSeconds(30));
        assertThat(only().state()).isEqualTo(InvestigationState.SUCCESSFULLY_REMEDIATED);
        assertThat(only().endedAt()).isEqualTo(now);
        assertThat(entity(EntityKind.FILE, "dropper.exe").remediation()).isEqualTo(RemediationStatus.REMEDIATED);
        assertThat(log())
                .startsWith("begun", "alert-taken", "processes", "files")
                .endsWith("proposed", "ended");
        assertThat(investigations()
                        .ofIncident(home, investigation.begun().incident(), null)
                        .rows())
                .hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "FULL,QUARANTINE_FILE APPROVED,RUNNING",
        "SEMI_ALL_FOLDERS,QUARANTINE_FILE PENDING_APPROVAL,PENDING_APPROVAL",
        "SEMI_CORE_FOLDERS,QUARANTINE_FILE APPROVED,RUNNING",
        "SEMI_NON_TEMP_FOLDERS,QUARANTINE_FILE APPROVED,RUNNING"
    })
    void theLevelOfTheDeviceDecidesWhetherAPersonIsAsked(
            AutomationLevel level, String action, InvestigationState state) {
        LevelSeed.set(home, "laptops", level);
        take(dropper("da1"));
        go();
        assertThat(shortly()).containsExactly(action);
        assertThat(only().state()).isEqualTo(state);
    }

    @Test
    void thereAreNoInvestigationsOnDevicesOfAGroupWithoutAutomation() {
        LevelSeed.set(home, "Laptops", AutomationLevel.NONE);
        take(dropper("da1"));
        go();
        assertThat(all()).isEmpty();
    }

    @Test
    void whatMicrosoftExaminesItselfIsNotExaminedTwice() {
        take(
                dropper("da1").investigated("running"),
                dropper("da2").investigated("successfullyRemediated"),
                dropper("da3").with("status", "resolved"),
                Told.byIdentity("aa1", START).device("lt-1", "Laptops"));
        go();
        goAfter(Duration.ofHours(1));
        assertThat(all()).isEmpty();
        assertThat(home.database()
                        .sql("select count(*) from investigation_candidate")
                        .query(Integer.class)
                        .single())
                .isZero();
    }

    @Test
    void microsoftHasSomeTimeToSayThatItExaminesAnAlert() {
        take(dropper("da1").investigated("unknown"), dropper("da2").investigated("unknown"));
        go();
        assertThat(all()).isEmpty();
        now = now.plusSeconds(60);
        take(dropper("da2").investigated("running").with("lastUpdateDateTime", now.toString()));
        go();
        assertThat(all()).isEmpty();
        goAfter(Duration.ofSeconds(90));
        assertThat(only().begun().id()).isEqualTo("da1");
        assertThat(investigations().alerts(home, only().number(), null).rows()).hasSize(1);
    }

    @Test
    void itLooksAroundOnTheDevice() {
        var shell = START.plusSeconds(2);
        var byShell = Map.<String, Object>of(
                "DeviceId",
                Told.deviceId("lt-1"),
                "DeviceName",
                "lt-1.contoso.example",
                "InitiatingProcessId",
                7412,
                "InitiatingProcessCreationTime",
                shell.toString());
        append(
                "DeviceProcessEvents",
                START.plusSeconds(3),
                and(
                        byShell,
                        Map.of(
                                "ActionType",
                                "ProcessCreated",
                                "FileName",
                                "agent.exe",
                                "FolderPath",
                                DOWNLOADS + "\\agent.exe",
                                "SHA1",
                                Told.sha1("agent.exe"),
                                "SHA256",
                                Told.sha256("agent.exe"),
                                "ProcessId",
                                8000,
                                "ProcessCommandLine",
                                "agent.exe -q",
                                "ProcessCreationTime",
                                START.plusSeconds(3).toString())));
        append(
                "DeviceProcessEvents",
                START.plusSeconds(3),
                and(
                        byShell,
                        Map.of(
                                "ActionType",
                                "ProcessCreated",
                                "FileName",
                                "conhost.exe",
                                "FolderPath",
                                "C:\\Windows\\System32\\conhost.exe",
                                "SHA1",
                                Told.sha1("conhost.exe"),
                                "SHA256",
                                Told.sha256("conhost.exe"),
                                "ProcessId",
                                8001,
                                "ProcessCommandLine",
                                "conhost.exe",
                                "ProcessCreationTime",
                                START.plusSeconds(3).toString())));
        append(
                "DeviceRegistryEvents",
                START.plusSeconds(4),
                and(
                        byShell,
                        Map.of(
                                "ActionType",
                                "RegistryValueSet",
                                "RegistryKey",
                                "HKEY_CURRENT_USER\\Software\\Microsoft\\Windows\\CurrentVersion\\Run",
                                "RegistryValueName",
                                "Dropper",
                                "RegistryValueData",
                                DOWNLOADS + "\\dropper.exe")));
        append(
                "DeviceEvents",
                START.plusSeconds(5),
                and(
                        byShell,
                        Map.of(
                                "ActionType",
                                "ServiceInstalled",
                                "FileName",
                                "dropper.exe",
                                "FolderPath",
                                DOWNLOADS + "\\dropper.exe",
                                "SHA256",
                                Told.sha256("dropper.exe"),
                                "AdditionalFields",
                                "{\"ServiceName\":\"DropSvc\"}")));
        append(
                "DeviceEvents",
                START.plusSeconds(5),
                Map.of(
                        "DeviceId",
                        Told.deviceId("lt-1"),
                        "DeviceName",
                        "lt-1.contoso.example",
                        "ActionType",
                        "ScheduledTaskUpdated",
                        "AdditionalFields",
                        "{\"TaskName\":\"\\\\Microsoft\\\\Scan\"}"));
        append(
                "DeviceNetworkEvents",
                START.plusSeconds(6),
                and(
                        byShell,
                        Map.of(
                                "ActionType",
                                "ConnectionSuccess",
                                "RemoteIP",
                                "203.0.113.66",
                                "RemoteIPType",
                                "Public")));
        fileOn("lt-9", "other.exe", DOWNLOADS);
        take(dropper("da1").process("powershell.exe", "C:\\Windows\\System32", "lt-1", 7412, shell, "malicious"));
        go();
        assertThat(log()).doesNotContain("no-answer", "not-understood");
        assertThat(entity(EntityKind.PROCESS, "agent.exe"))
                .extracting(Entity::verdict, Entity::judged)
                .containsExactly(Verdict.SUSPICIOUS, Entity.Reason.LINKED);
        assertThat(entity(EntityKind.REGISTRY, "Run\\Dropper"))
                .extracting(Entity::verdict, Entity::judged)
                .containsExactly(Verdict.SUSPICIOUS, Entity.Reason.LINKED);
        assertThat(entity(EntityKind.SERVICE, "DropSvc"))
                .extracting(Entity::verdict, Entity::judged)
                .containsExactly(Verdict.MALICIOUS, Entity.Reason.SAME);
        assertThat(entity(EntityKind.SCHEDULED_TASK, "Scan").verdict()).isEqualTo(Verdict.NO_THREATS_FOUND);
        assertThat(entity(EntityKind.IP, "203.0.113.66").verdict()).isEqualTo(Verdict.NO_THREATS_FOUND);
        assertThat(entities(only())).noneMatch(each -> each.name().contains("other.exe"));
        // What the shell started of Windows' own is noted, and nothing is done to it.
        assertThat(entity(EntityKind.PROCESS, "conhost.exe").verdict()).isEqualTo(Verdict.SUSPICIOUS);
        assertThat(actions())
                .extracting(action -> action.type() + " " + action.target() + " " + action.state())
                .containsExactlyInAnyOrder(
                        "QUARANTINE_FILE dropper.exe APPROVED",
                        "KILL_PROCESS powershell.exe (7412) PENDING_APPROVAL",
                        "KILL_PROCESS agent.exe (8000) PENDING_APPROVAL",
                        "STOP_SERVICE DropSvc PENDING_APPROVAL",
                        "REMOVE_REGISTRY_KEY HKEY_CURRENT_USER\\Software\\Microsoft\\Windows\\CurrentVersion\\Run\\Dropper PENDING_APPROVAL");
        assertThat(only().state()).isEqualTo(InvestigationState.PENDING_APPROVAL);
        assertThat(only().waitsSince()).isEqualTo(now);
    }

    private static Map<String, Object> and(Map<String, Object> one, Map<String, Object> other) {
        var both = new HashMap<>(one);
        both.putAll(other);
        return both;
    }

    @Test
    void laterAlertsOnTheDeviceJoinAndNothingIsDoneTwice() {
        LevelSeed.set(home, null, AutomationLevel.SEMI_ALL_FOLDERS);
        take(dropper("da1"));
        go();
        assertThat(only().state()).isEqualTo(InvestigationState.PENDING_APPROVAL);
        take(dropper("da2").file("second.exe", DOWNLOADS, "lt-1", "malicious"));
        goAfter(Duration.ofMinutes(1));
        assertThat(investigations().alerts(home, only().number(), null).rows())
                .extracting(JoinedAlert::id)
                .containsExactly("da1", "da2");
        assertThat(actions()).extracting(Action::target).containsExactlyInAnyOrder("dropper.exe", "second.exe");
        assertThat(log()).contains("joined");
        becomes("REJECTED");
        goAfter(Duration.ofMinutes(1));
        assertThat(only().isOpen()).isFalse();
        take(dropper("da3"));
        goAfter(Duration.ofMinutes(1));
        assertThat(all()).extracting(Investigation::number).containsExactly(2L, 1L);
    }

    @Test
    void theSameFileOnOtherDevicesIsQuarantinedThereByTheirOwnLevel() {
        LevelSeed.set(home, "Servers", AutomationLevel.SEMI_ALL_FOLDERS);
        fileOn("srv-1", "dropper.exe", "D:\\Data");
        groupOf("srv-1", "Servers");
        fileOn("lt-2", "dropper.exe", DOWNLOADS);
        groupOf("lt-2", "Laptops");
        take(dropper("da1"));
        go();
        assertThat(actions())
                .extracting(action -> action.asset() + " " + action.state())
                .containsExactlyInAnyOrder(
                        Told.deviceId("lt-1") + " APPROVED",
                        Told.deviceId("lt-2") + " APPROVED",
                        Told.deviceId("srv-1") + " PENDING_APPROVAL");
        assertThat(investigations().assets(home, only().number(), null).rows())
                .filteredOn(asset -> asset.foundBy() == FoundBy.WIDENING)
                .hasSize(2)
                .allMatch(asset -> asset.standing() == Standing.IN);
    }

    @Test
    void whereNobodyTellsTheGroupOfADeviceAPersonIsAsked() {
        LevelSeed.set(home, "Servers", AutomationLevel.SEMI_ALL_FOLDERS);
        fileOn("srv-1", "dropper.exe", "D:\\Data");
        fileOn("pc-1", "dropper.exe", DOWNLOADS);
        groupOf("pc-1", "");
        take(dropper("da1"));
        go();
        assertThat(actions())
                .extracting(action -> action.asset() + " " + action.state())
                .containsExactlyInAnyOrder(
                        Told.deviceId("lt-1") + " APPROVED",
                        Told.deviceId("pc-1") + " APPROVED",
                        Told.deviceId("srv-1") + " PENDING_APPROVAL");
    }

    @Test
    void theGroupOfTheAlertsOwnDeviceIsLookedForWhereTheAlertDoesNotTellIt() {
        LevelSeed.set(home, "Servers", AutomationLevel.SEMI_ALL_FOLDERS);
        groupOf("lt-1", "Servers");
        take(Told.byEndpoint("og1", START).device("lt-1", null).file("dropper.exe", DOWNLOADS, "lt-1", "malicious"));
        go();
        assertThat(shortly()).containsExactly("QUARANTINE_FILE PENDING_APPROVAL");
    }

    /** PostgreSQL has no such character. */
    @Test
    void theCharacterNulInWhatAnAlertTellsEndsNothing() {
        take(Told.byEndpoint("nul", START)
                .device("lt-1", "Lap\0tops")
                .file("drop\0per.exe", DOWNLOADS, "lt-1", "malicious")
                .process("c\0md.exe", DOWNLOADS, "lt-1", 7, START, "malicious")
                .url("https://nul.example/a\0b", "malicious"));
        go();
        assertThat(entity(EntityKind.FILE, "dropper.exe").verdict()).isEqualTo(Verdict.MALICIOUS);
        assertThat(shortly()).contains("QUARANTINE_FILE APPROVED");
        assertThat(only().state()).isEqualTo(InvestigationState.PENDING_APPROVAL);
    }

    /** Whom it was sent to stands behind the question mark, and alerts know them as one. */
    @Test
    void addressesThatDifferInWhomTheyWereSentToAreEachJudged() {
        var page = "https://parcel.example/track?u=";
        append("EmailUrlInfo", START.minusSeconds(600), Map.of("NetworkMessageId", "m1", "Url", page + "ann"));
        append("EmailUrlInfo", START.minusSeconds(600), Map.of("NetworkMessageId", "m2", "Url", page + "ben"));
        mail("m1", "ann@contoso.example", SENDER, SUBJECT, 5);
        mail("m2", "ben@contoso.example", SENDER, SUBJECT, 5);
        take(
                Told.byIdentity("other", START.minusSeconds(60)).url(page + "ann", "malicious"),
                Told.byOffice("pu1", START)
                        .mailbox("ann@contoso.example")
                        .message("m1", SENDER, "ann@contoso.example", SUBJECT, "suspicious")
                        .message("m2", SENDER, "ben@contoso.example", SUBJECT, "suspicious"));
        go();
        assertThat(entities(only()))
                .filteredOn(each -> each.kind() == EntityKind.URL)
                .hasSize(2)
                .allMatch(each -> each.verdict() == Verdict.MALICIOUS);
    }

    /** Its end is not kept, and another would be blocked. */
    @Test
    void anAddressThatIsTooLongIsNotBlockedAndIsToldFromOthers() {
        var same = "https://long.example/" + "a".repeat(2_000);
        take(Told.byOffice("lu1", START)
                .mailbox("ann@contoso.example")
                .url(same + "/one", "malicious")
                .url(same + "/two", "malicious")
                .url(LINK, "malicious"));
        go();
        assertThat(entities(only()))
                .filteredOn(each -> each.kind() == EntityKind.URL)
                .hasSize(3);
        assertThat(actions())
                .extracting(action -> action.type() + " " + action.target())
                .containsExactly("BLOCK_URL " + LINK);
    }

    @Test
    void whatWasOnlyTriedIsNotCalledRemediated() {
        take(dropper("da1"));
        go();
        becomes("TRIED");
        goAfter(Duration.ofMinutes(1));
        assertThat(only().state()).isEqualTo(InvestigationState.PARTIALLY_INVESTIGATED);
        assertThat(entity(EntityKind.FILE, "dropper.exe").remediation()).isEqualTo(RemediationStatus.ACTIVE);
    }

    private Investigation onTenDevices() {
        IntStream.range(1, 10).forEach(device -> fileOn("pc-" + device, "dropper.exe", DOWNLOADS));
        take(dropper("da1"));
        go();
        var investigation = only();
        assertThat(investigation.widening()).isEqualTo(Widening.WAITS);
        assertThat(investigation.state()).isEqualTo(InvestigationState.PENDING_APPROVAL);
        assertThat(actions()).hasSize(1);
        assertThat(investigations().assets(home, investigation.number(), null).rows())
                .filteredOn(asset -> asset.standing() == Standing.WAITS)
                .hasSize(9);
        return investigation;
    }

    @Test
    void tenDevicesWaitForAPersonWhoLetsItGoOn() {
        var waiting = onTenDevices();
        assertThat(investigations().approveWidening(user, home, waiting.number(), waiting.version() - 1))
                .isInstanceOf(Answered.Otherwise.class);
        assertThat(investigations().approveWidening(user, home, waiting.number(), waiting.version()))
                .isInstanceOf(Answered.Done.class);
        assertThat(investigations().approveWidening(user, home, waiting.number(), waiting.version()))
                .isInstanceOf(Answered.Otherwise.class);
        goAfter(Duration.ofMinutes(1));
        assertThat(actions()).hasSize(10).allMatch(action -> action.state().equals("APPROVED"));
        becomes("SUCCEEDED");
        goAfter(Duration.ofMinutes(1));
        assertThat(only().state()).isEqualTo(InvestigationState.SUCCESSFULLY_REMEDIATED);
        assertThat(visitor.get("/audit").text()).contains("Investigation allowed to go on to more devices");
    }

    @Test
    void tenDevicesThatAPersonRefusesAreLeftAsTheyAre() {
        var waiting = onTenDevices();
        assertThat(investigations().rejectWidening(user, home, waiting.number(), waiting.version()))
                .isInstanceOf(Answered.Done.class);
        becomes("SUCCEEDED");
        goAfter(Duration.ofMinutes(1));
        assertThat(actions()).hasSize(1);
        assertThat(only().state()).isEqualTo(InvestigationState.PARTIALLY_REMEDIATED);
        assertThat(log()).contains("widening-waits", "widening-rejected");
    }

    @Test
    void tenDevicesOfWhichNobodyDecidesAreLeftAfterAWeek() {
        onTenDevices();
        becomes("SUCCEEDED");
        goAfter(Duration.ofDays(6));
        assertThat(only().isOpen()).isTrue();
        goAfter(Duration.ofDays(1));
        assertThat(only().widening()).isEqualTo(Widening.EXPIRED);
        assertThat(only().state()).isEqualTo(InvestigationState.PARTIALLY_REMEDIATED);
        assertThat(only().waited()).isEqualTo(Duration.ofDays(7));
    }

    /** The round waits for what the person does, and then goes on with everything else. */
    @Test
    void whereAPersonBeginsOneAtThatMomentTheRoundDoesNotBeginAnother() {
        take(dropper("da1").investigated("unknown"));
        go();
        now = now.plus(settings.waitForMicrosoft());
        var alert = news.alertsAfter(home, 0, 1).getFirst().number();
        var none = new DefaultListableBeanFactory().getBeanProvider(Scheduler.class);
        var round = requireNonNull(home.transactions().execute(_ -> {
            assertThat(new StartByHand(alerts, audit, none, clock()).start(user, home, alert))
                    .isInstanceOf(StartByHand.Started.class);
            var meanwhile = CompletableFuture.runAsync(this::go);
            assertThat(meanwhile)
                    .as("waits")
                    .failsWithin(Duration.ofMillis(500))
                    .withThrowableOfType(TimeoutException.class);
            return meanwhile;
        }));
        assertThat(round).succeedsWithin(Duration.ofSeconds(20));
        go();
        assertThat(only().begun().alert()).isEqualTo(alert);
    }

    @Test
    void whoeverEndsItEndsWhatItProposed() {
        LevelSeed.set(home, null, AutomationLevel.SEMI_ALL_FOLDERS);
        take(dropper("da1"));
        go();
        var pending = only();
        assertThat(investigations().cancel(user, home, pending.number(), pending.version() - 1, "Our own test"))
                .isInstanceOf(Answered.Otherwise.class);
        assertThat(investigations().cancel(user, home, pending.number(), pending.version(), "Our own test"))
                .isInstanceOf(Answered.Done.class);
        assertThat(shortly()).containsExactly("QUARANTINE_FILE CANCELLED");
        goAfter(Duration.ofMinutes(5));
        assertThat(only().state()).isEqualTo(InvestigationState.TERMINATED_BY_USER);
        assertThat(only().cancelledBy()).isEqualTo(new Decider(ada.id(), ada.userPrincipalName()));
        assertThat(visitor.get("/audit").text()).contains("Investigation ended by a person");
        assertThat(investigations().cancel(user, home, 99, 1, "Our own test")).isInstanceOf(Answered.Gone.class);
    }

    private void useUpTheShare() {
        home.database()
                .sql("""
                        insert into hunt (id, text, channel, asked_by, asker_name, period_from, period_until, started_at,
                            ended_at, state, alive_at, progress, stop_wanted, cut_off, took_ms, processor_ms)
                        values (?, 'x', 'API', 'x', 'x', :now, :now, :now, :now, 'ANSWERED', :now, 0, false, false, 0, ?)""".replace(":now", "cast('" + Sql.time(Instant.now()) + "' as timestamp(6) with time zone)"))
                .params(UUID.randomUUID(), Duration.ofHours(13).toMillis())
                .update();
    }

    @Test
    void whenTheShareOfQueriesIsUsedUpItWaitsAndGoesOn() {
        useUpTheShare();
        take(dropper("da1"));
        go();
        assertThat(only().state()).isEqualTo(InvestigationState.PENDING_RESOURCE);
        assertThat(only().nextAt()).isAfter(now);
        now = requireNonNull(only().nextAt());
        go();
        assertThat(log()).filteredOn("waits-for-share"::equals).hasSize(1);
        home.database().sql("delete from hunt").update();
        now = requireNonNull(only().nextAt());
        go();
        assertThat(only().state()).isEqualTo(InvestigationState.RUNNING);
        assertThat(shortly()).containsExactly("QUARANTINE_FILE APPROVED");
    }

    /** The same home; whatever is written there is undone at the end of the transaction. */
    private TenantHome cutOff() {
        var fails = new TransactionOperations() {
            @Override
            public <T> T execute(TransactionCallback<T> action) {
                return home.transactions().execute(status -> {
                    action.doInTransaction(status);
                    throw new CutOff();
                });
            }
        };
        return new TenantHome(
                home.tenant(), home.dataCenter(), home.folder(), home.schema(), home.database(), home.batches(), fails);
    }

    private static final class CutOff extends RuntimeException {}

    @Test
    void eachStepThatIsCutOffIsTakenAgainAndDoublesNothing() {
        fileOn("lt-1", "dropper.exe", DOWNLOADS);
        fileOn("lt-2", "dropper.exe", DOWNLOADS);
        take(dropper("da1"));
        new Starting(news, alerts, settings, clock()).start(home);
        var steps = 0;
        for (var due = due(); due != null; due = due()) {
            var investigation = due;
            assertThatThrownBy(() -> inquiry().step(cutOff(), investigation)).isInstanceOf(CutOff.class);
            assertThat(only()).isEqualTo(investigation);
            // Queries that were cut off along with it count as running for a while.
            home.database().sql("delete from hunt where state = 'RUNNING'").update();
            inquiry().step(home, investigation);
            // Another process that had begun the same writes nothing.
            var after = only();
            inquiry().step(home, investigation);
            assertThat(only()).isEqualTo(after);
            steps++;
        }
        assertThat(steps).isGreaterThan(8);
        assertThat(shortly()).containsExactly("QUARANTINE_FILE APPROVED", "QUARANTINE_FILE APPROVED");
        // What was found elsewhere is judged too.
        assertThat(log()).filteredOn("judged"::equals).hasSize(2);
        assertThat(log())
                .filteredOn(line -> !line.equals("judged"))
                .doesNotHaveDuplicates()
                .contains("files", "same-file", "proposed");
        assertThat(entities(only())).hasSize(1);
    }

    private @Nullable Investigation due() {
        return new Records(home)
                .due(now, 1).stream()
                        .findFirst()
                        .flatMap(number -> investigations().find(home, number))
                        .orElse(null);
    }

    @Test
    void mailThatIsMaliciousIsProposedToBeDeletedWhereverItIs() {
        mail("m1", "ann@contoso.example", SENDER, SUBJECT, 5);
        mail("m2", "ben@contoso.example", SENDER, SUBJECT, 5);
        mail("m3", "cas@contoso.example", "someone@else.example", "Other words", 5);
        mail("m4", "dee@contoso.example", "third@else.example", "Nothing alike", 0);
        mail("m5", "eve@contoso.example", "lunch@contoso.example", "Lunch?", 0);
        for (var id : List.of("m1", "m4")) {
            append("EmailUrlInfo", START.minusSeconds(600), Map.of("NetworkMessageId", id, "Url", LINK));
        }
        append("EmailUrlInfo", START.minusSeconds(600), Map.of("NetworkMessageId", "m1", "Url", "https://ok.example/"));
        append(
                "UrlClickEvents",
                START,
                Map.of("Url", LINK, "AccountUpn", "ann@contoso.example", "ActionType", "ClickAllowed"));
        take(Told.byOffice("fa1", START)
                .mailbox("ann@contoso.example")
                .url(LINK, "malicious")
                .message("m1", SENDER, "ann@contoso.example", SUBJECT, "malicious"));
        go();
        assertThat(log()).doesNotContain("no-answer", "not-understood");
        assertThat(entity(EntityKind.URL, "ok.example").verdict()).isEqualTo(Verdict.NO_THREATS_FOUND);
        assertThat(entities(only()).stream()
                        .filter(each -> each.kind() == EntityKind.MESSAGE)
                        .collect(Collectors.toMap(each -> each.details().get(Found.MESSAGE_ID), Entity::verdict)))
                .isEqualTo(Map.of(
                        "m1", Verdict.MALICIOUS,
                        "m2", Verdict.NO_THREATS_FOUND,
                        "m3", Verdict.NO_THREATS_FOUND,
                        "m4", Verdict.MALICIOUS));
        assertThat(actions())
                .extracting(action -> action.type() + " " + action.asset() + " " + action.state())
                .containsExactlyInAnyOrder(
                        "BLOCK_URL null PENDING_APPROVAL",
                        "SOFT_DELETE_MAIL ann@contoso.example PENDING_APPROVAL",
                        "SOFT_DELETE_MAIL dee@contoso.example PENDING_APPROVAL");
        assertThat(home.database()
                        .sql("select target from remediation_action where asset_key = 'dee@contoso.example'")
                        .query(String.class)
                        .single())
                .contains("m4-report-dee@contoso.example");
        becomes("EXPIRED");
        goAfter(Duration.ofDays(7));
        assertThat(only().state()).isEqualTo(InvestigationState.TERMINATED_BY_SYSTEM);
    }

    @Test
    void whoeverRejectsLeavesAThreatAndAnUndoIsSeenAfterTheEnd() {
        LevelSeed.set(home, null, AutomationLevel.SEMI_ALL_FOLDERS);
        take(dropper("da1"));
        go();
        var action = actions().getFirst();
        remediation.reject(
                home, new Decider(ada.id(), ada.userPrincipalName()), action.id(), action.version(), "It is ours");
        goAfter(Duration.ofMinutes(1));
        assertThat(only().state()).isEqualTo(InvestigationState.PARTIALLY_INVESTIGATED);
        assertThat(entity(EntityKind.FILE, "dropper.exe").remediation()).isEqualTo(RemediationStatus.DECLINED);
        now = now.plusSeconds(120);
        becomes("SUCCEEDED");
        go();
        assertThat(only().state()).isEqualTo(InvestigationState.SUCCESSFULLY_REMEDIATED);
    }

    @Test
    void whatIsClosedByNowStopsAtTheNextStep() {
        take(dropper("da1"));
        var looks = new ArrayList<Integer>();
        round().run(home, () -> looks.size() < 3 && looks.add(1));
        assertThat(only().stage()).isEqualTo(Stage.EXPAND);
        assertThat(actions()).isEmpty();
    }

    @Test
    void whoeverOptsOutHasNoMoreRounds() throws InterruptedException {
        database.sql(
                        "update scheduled_tasks set picked = false, picked_by = null, last_heartbeat = null where task_instance = ?")
                .param(tenant.id().toString())
                .update();
        assertThat(scheduled()).isTrue();
        take(dropper("da1"));
        visitor.get("/settings/opt-out")
                .form("/settings/opt-out")
                .type("typed", tenant.name())
                .submit();
        scheduler.schedule(
                TaskDescriptor.of("investigations")
                        .instance(tenant.id().toString())
                        .scheduledTo(Instant.now()),
                ScheduleOptions.WHEN_EXISTS_RESCHEDULE);
        scheduler.triggerCheckForDueExecutions();
        for (var look = 0; look < 100 && scheduled(); look++) {
            Thread.sleep(200);
        }
        assertThat(scheduled()).isFalse();
        assertThat(all()).isEmpty();
    }

    private boolean scheduled() {
        return scheduler
                .getScheduledExecution(TaskDescriptor.of("investigations")
                        .instance(tenant.id().toString())
                        .build())
                .isPresent();
    }

    @Test
    void whatEndedLongAgoIsForgotten() {
        take(dropper("da1"));
        go();
        becomes("SUCCEEDED");
        goAfter(Duration.ofMinutes(1));
        now = now.plus(Duration.ofDays(179));
        round().forget(home);
        assertThat(all()).hasSize(1);
        now = now.plus(Duration.ofDays(2));
        round().forget(home);
        assertThat(all()).isEmpty();
        for (var table : List.of("alert", "asset", "entity", "sighting", "step")) {
            assertThat(home.database()
                            .sql("select count(*) from investigation_" + table)
                            .query(Integer.class)
                            .single())
                    .isZero();
        }
    }

    @Test
    void evidenceThatComesLateIsTakenOnce() {
        take(Told.byEndpoint("da1", START).device("lt-1", "Laptops"));
        go();
        assertThat(only().state()).isEqualTo(InvestigationState.BENIGN);
        now = now.plusSeconds(60);
        take(dropper("da1").with("lastUpdateDateTime", now.toString()));
        go();
        assertThat(only().isOpen()).isTrue();
        assertThat(shortly()).containsExactly("QUARANTINE_FILE APPROVED");
        assertThat(log()).filteredOn("alert-taken"::equals).hasSize(2);
        becomes("SUCCEEDED");
        goAfter(Duration.ofMinutes(1));
        var ended = only();
        assertThat(ended.state()).isEqualTo(InvestigationState.SUCCESSFULLY_REMEDIATED);
        now = now.plusSeconds(60);
        take(dropper("da1").with("title", "Another title").with("lastUpdateDateTime", now.toString()));
        go();
        assertThat(only()).isEqualTo(ended);
        assertThat(log()).filteredOn("more-told"::equals).hasSize(1);
        assertThat(entities(only())).hasSize(1);
    }

    @Test
    void whatAPersonEndedIsNotTakenUpAgainByLateEvidence() {
        LevelSeed.set(home, null, AutomationLevel.SEMI_ALL_FOLDERS);
        take(dropper("da1"));
        go();
        investigations().cancel(user, home, only().number(), only().version(), "Our own test");
        now = now.plusSeconds(60);
        take(dropper("da1")
                .file("second.exe", DOWNLOADS, "lt-1", "malicious")
                .with("lastUpdateDateTime", now.toString()));
        go();
        assertThat(only().state()).isEqualTo(InvestigationState.TERMINATED_BY_USER);
        assertThat(log()).doesNotContain("more-told");
    }

    /** A bad file that starts something there. */
    private void runsOn(String device, Instant when) {
        append(
                "DeviceProcessEvents",
                when,
                Map.of(
                        "DeviceId",
                        Told.deviceId(device),
                        "DeviceName",
                        device + ".contoso.example",
                        "ActionType",
                        "ProcessCreated",
                        "FileName",
                        "dropper.exe",
                        "FolderPath",
                        "D:\\Data\\dropper.exe",
                        "SHA1",
                        Told.sha1("dropper.exe"),
                        "SHA256",
                        Told.sha256("dropper.exe"),
                        "ProcessId",
                        4321,
                        "ProcessCreationTime",
                        when.toString()));
        append(
                "DeviceRegistryEvents",
                when.plusSeconds(60),
                Map.of(
                        "DeviceId",
                        Told.deviceId(device),
                        "DeviceName",
                        device + ".contoso.example",
                        "ActionType",
                        "RegistryValueSet",
                        "RegistryKey",
                        "HKEY_CURRENT_USER\\Software\\Microsoft\\Windows\\CurrentVersion\\Run",
                        "RegistryValueName",
                        "OnceMore",
                        "RegistryValueData",
                        "D:\\Data\\dropper.exe"));
    }

    @Test
    void aDeviceThatItCameToIsLookedAroundOnWhenTheSameWasThere() {
        var longBefore = START.minus(Duration.ofDays(3));
        runsOn("srv-1", longBefore);
        append(
                "DeviceRegistryEvents",
                START,
                Map.of(
                        "DeviceId",
                        Told.deviceId("srv-1"),
                        "ActionType",
                        "RegistryValueSet",
                        "RegistryKey",
                        "HKEY_CURRENT_USER\\Software\\Microsoft\\Windows\\CurrentVersion\\Run",
                        "RegistryValueName",
                        "DaysLater",
                        "RegistryValueData",
                        "D:\\Data\\dropper.exe"));
        take(dropper("da1"));
        go();
        assertThat(log()).doesNotContain("no-answer", "not-understood");
        assertThat(entity(EntityKind.REGISTRY, "OnceMore"))
                .extracting(Entity::verdict, Entity::foundBy)
                .containsExactly(Verdict.SUSPICIOUS, FoundBy.WIDENING);
        assertThat(entities(only())).noneMatch(each -> each.name().contains("DaysLater"));
        assertThat(actions())
                .filteredOn(action -> Told.deviceId("srv-1").equals(action.asset()))
                .extracting(Action::type)
                .contains("QUARANTINE_FILE", "REMOVE_REGISTRY_KEY");
    }

    @Test
    void devicesThatAPersonLetInAreLookedAroundOnOnlyThen() {
        runsOn("pc-1", START);
        var waiting = onTenDevices();
        assertThat(entities(waiting)).noneMatch(each -> each.kind() == EntityKind.REGISTRY);
        investigations().approveWidening(user, home, waiting.number(), waiting.version());
        goAfter(Duration.ofMinutes(1));
        assertThat(entity(EntityKind.REGISTRY, "OnceMore").verdict()).isEqualTo(Verdict.SUSPICIOUS);
        assertThat(log()).filteredOn("registry-elsewhere"::equals).hasSize(1);
    }

    @Test
    void mailJoinsByAnyOfItsMailboxes() {
        mail("m1", "ann@contoso.example", SENDER, SUBJECT, 5);
        take(Told.byOffice("fa1", START)
                .mailbox("ann@contoso.example")
                .mailbox("ben@contoso.example")
                .message("m1", SENDER, "ann@contoso.example", SUBJECT, "malicious"));
        go();
        assertThat(only().isOpen()).isTrue();
        take(
                Told.byOffice("fa2", START)
                        .mailbox("cas@contoso.example")
                        .mailbox("ann@contoso.example")
                        .message("m1", SENDER, "ann@contoso.example", SUBJECT, "malicious"),
                Told.byOffice("fa3", START)
                        .mailbox("ben@contoso.example")
                        .message("m1", SENDER, "ben@contoso.example", SUBJECT, "malicious"),
                Told.byOffice("fa4", START)
                        .mailbox("dee@contoso.example")
                        .message("m9", SENDER, "dee@contoso.example", "Else", "malicious"));
        goAfter(Duration.ofMinutes(1));
        assertThat(all()).hasSize(2);
        assertThat(investigations().alerts(home, 1, null).rows())
                .extracting(JoinedAlert::id)
                .containsExactly("fa1", "fa2", "fa3");
    }

    @Test
    void itsQueriesAreToldApartFromThoseOfRules() {
        take(dropper("da1"));
        go();
        assertThat(home.database()
                        .sql("select distinct channel from hunt")
                        .query(String.class)
                        .list())
                .containsExactly("INVESTIGATION");
        assertThat(visitor.get("/hunting/usage").text()).contains("Investigation 1");
    }

    @Test
    void afterFiveFailuresOfOursItIsGivenUp() {
        take(dropper("da1"));
        round().run(home, () -> all().isEmpty() || only().stage() == Stage.TAKE);
        home.database()
                .sql("update investigation_entity set judged = 'NO_REASON'")
                .update();
        for (var failure = 1; failure < 5; failure++) {
            go();
            assertThat(only().failures()).isEqualTo(failure);
            assertThat(only().isOpen()).isTrue();
            assertThat(only().nextAt()).isEqualTo(now.plus(Duration.ofMinutes(5L * failure)));
            now = requireNonNull(only().nextAt());
        }
        go();
        assertThat(only().state()).isEqualTo(InvestigationState.FAILED);
        assertThat(only().nextAt()).isNull();
        assertThat(log()).filteredOn("failed"::equals).hasSize(1);
    }

    @Test
    void whatGoesWellInBetweenIsNoRowOfFailures() {
        take(dropper("da1"));
        round().run(home, () -> all().isEmpty() || only().stage() == Stage.TAKE);
        home.database()
                .sql("update investigation_entity set judged = 'NO_REASON'")
                .update();
        go();
        assertThat(only().failures()).isOne();
        home.database()
                .sql("update investigation_entity set judged = 'NOT_YET'")
                .update();
        goAfter(Duration.ofMinutes(5));
        assertThat(only().failures()).isZero();
        assertThat(only().state()).isEqualTo(InvestigationState.RUNNING);
    }

    @Test
    void pagesFollowOneAnotherByKey() {
        var told = dropper("da1");
        IntStream.range(0, 60).forEach(at -> told.ip("198.51.100." + at, "unknown"));
        take(told);
        IntStream.range(2, 56)
                .forEach(at -> take(Told.byEndpoint("da" + at, START).device("pc-" + at, "Laptops")));
        go();
        var first = investigations().page(home, List.of(), null);
        assertThat(first.rows()).hasSize(50);
        assertThat(investigations().page(home, List.of(), first.next()).rows())
                .hasSize(5)
                .last()
                .satisfies(each -> assertThat(each.begun().id()).isEqualTo("da1"));
        assertThat(investigations().count(home, List.of(), 20)).isEqualTo(20);
        assertThat(investigations().count(home, List.of(InvestigationState.RUNNING), 20))
                .isEqualTo(1);
        var entities = investigations().entities(home, 1, null, null);
        assertThat(entities.rows()).hasSize(50);
        assertThat(investigations().entities(home, 1, null, entities.next()).rows())
                .hasSize(11);
        assertThat(investigations().counts(home, 1).judged())
                .containsEntry(Verdict.MALICIOUS, 1)
                .containsEntry(Verdict.UNKNOWN, 60);
    }
}
