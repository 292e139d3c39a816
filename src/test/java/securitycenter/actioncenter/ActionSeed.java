package securitycenter.actioncenter;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.springframework.context.ApplicationContext;
import org.springframework.util.DigestUtils;
import securitycenter.alerts.EvidenceKind;
import securitycenter.alerts.Text;
import securitycenter.alerts.Verdict;
import securitycenter.homes.DataCenter;
import securitycenter.homes.DataCenters;
import securitycenter.homes.Sql;
import securitycenter.homes.TenantHome;
import securitycenter.identity.TenantId;
import securitycenter.response.ActionSource;
import securitycenter.response.ActionState;
import securitycenter.response.ActionType;
import securitycenter.response.KindSeed;
import securitycenter.response.Origin;
import securitycenter.response.Proposal;
import securitycenter.response.Remediation;
import securitycenter.response.RemediationAction;
import securitycenter.response.Target;

/** Actions of a tenant in any state. */
public final class ActionSeed {

    public static final String HASH = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    static final String SHA1 = "c9156634e2cd19811c19ef71706ea9141492757e";

    private final Remediation remediation;
    private final TenantHome home;

    public ActionSeed(ApplicationContext application, TenantId tenant) {
        remediation = application.getBean(Remediation.class);
        home = application.getBean(DataCenters.class).homeOf(tenant, DataCenter.EUROPEAN_UNION);
    }

    public TenantId tenant() {
        return home.tenant();
    }

    TenantHome home() {
        return home;
    }

    /** Forty hexadecimal digits. */
    private static String deviceId(String name) {
        var digest = DigestUtils.md5DigestAsHex(name.getBytes(StandardCharsets.UTF_8));
        return digest + HexFormat.of().toHexDigits(name.hashCode());
    }

    private static Target.Asset device(String name) {
        return new Target.Asset(EvidenceKind.DEVICE, deviceId(name), name);
    }

    public RemediationAction isolation(String device) {
        return isolation(device, deviceId(device));
    }

    /** @param id that Microsoft has for it */
    public RemediationAction isolation(String device, String id) {
        return proposed(
                ActionType.ISOLATE_DEVICE,
                new Target(
                        EvidenceKind.DEVICE,
                        id,
                        device,
                        Map.of(Target.DEVICE, id),
                        new Target.Asset(EvidenceKind.DEVICE, id, device)));
    }

    /** Asks Microsoft at once what became of it. */
    public void ask(RemediationAction action) {
        set(action, "next_at = updated_at");
        remediation.wake(home);
    }

    /** @param id that Microsoft has for the device */
    public RemediationAction packageOf(String device, String id) {
        return proposed(
                ActionType.COLLECT_INVESTIGATION_PACKAGE,
                new Target(
                        EvidenceKind.DEVICE,
                        id,
                        device,
                        Map.of(Target.DEVICE, id),
                        new Target.Asset(EvidenceKind.DEVICE, id, device)));
    }

    public RemediationAction quarantine(String file, String device) {
        return proposed(ActionType.QUARANTINE_FILE, file(file, device));
    }

    private static Target file(String file, String device) {
        return new Target(
                EvidenceKind.FILE,
                HASH,
                file,
                Map.of(
                        Target.DEVICE,
                        deviceId(device),
                        Target.SHA1,
                        SHA1,
                        Target.SHA256,
                        HASH,
                        Target.PATH,
                        "C:\\Users\\ben\\Downloads\\" + file),
                device(device));
    }

    public RemediationAction killing(String process, String device) {
        return proposed(
                ActionType.KILL_PROCESS,
                new Target(
                        EvidenceKind.PROCESS,
                        process,
                        process,
                        Map.of(Target.DEVICE, deviceId(device)),
                        device(device)));
    }

    public RemediationAction removal(String registryKey, String device) {
        return proposed(
                ActionType.REMOVE_REGISTRY_KEY,
                new Target(
                        EvidenceKind.REGISTRY,
                        registryKey,
                        registryKey,
                        Map.of(Target.DEVICE, deviceId(device)),
                        device(device)));
    }

    /** Some of each, as a tenant has them at nine. */
    public void morning() {
        expires(isolation("lt-110"), Duration.ofMinutes(185));
        expires(quarantine("invoice-2026-11.exe", "lt-110"), Duration.ofHours(20));
        expires(quarantine("invoice-2026-11.exe", "lt-207"), Duration.ofHours(30));
        expires(killing("powershell.exe", "srv-02"), Duration.ofDays(3));
        for (var mailbox : List.of("ben", "noor", "sofie")) {
            expires(deletion("Your parcel could not be delivered", mailbox + "@contoso.example"), Duration.ofDays(5));
        }
        removal("HKCU\\Software\\Microsoft\\Windows\\CurrentVersion\\Run\\Updater", "lt-110");
        removal("HKLM\\Software\\Microsoft\\Windows\\CurrentVersion\\Run\\Updater", "lt-207");
        unasked("dropper.exe", "lt-111");
        failed(quarantine("old.exe", "lt-112"));
        byHand(killing("certutil.exe", "lt-115"));
        succeeded(isolation("lt-113"), true);
        succeeded(quarantine("tool.exe", "lt-114"), false);
    }

    public RemediationAction deletion(String subject, String mailbox) {
        return proposed(
                ActionType.SOFT_DELETE_MAIL,
                new Target(
                        EvidenceKind.MESSAGE,
                        subject + mailbox,
                        subject,
                        Map.of(Target.MAIL, "report-" + subject.hashCode(), Target.RECIPIENT, mailbox),
                        new Target.Asset(EvidenceKind.MAILBOX, mailbox, mailbox)));
    }

    /** @param message as Microsoft numbers it */
    public RemediationAction deletionOf(String message, String mailbox) {
        return proposed(
                ActionType.SOFT_DELETE_MAIL,
                new Target(
                        EvidenceKind.MESSAGE,
                        Text.key(message + "|" + mailbox),
                        message,
                        Map.of(Target.MAIL, message, Target.RECIPIENT, mailbox),
                        new Target.Asset(EvidenceKind.MAILBOX, mailbox, mailbox)));
    }

    public void rejected(RemediationAction action) {
        set(action, decided("REJECTED"));
    }

    private RemediationAction proposed(ActionType type, Target target) {
        return proposed(List.of(new Proposal(
                        type,
                        target,
                        ActionSource.AUTOMATED_DEVICE_ACTION,
                        new Origin(Origin.Why.JUDGED, "Known ransomware", 7L, null, null),
                        Verdict.MALICIOUS,
                        true)))
                .getFirst();
    }

    private List<RemediationAction> proposed(List<Proposal> proposals) {
        return requireNonNull(home.transactions().execute(_ -> remediation.propose(home, proposals, null)));
    }

    /** Done without that anybody was asked. */
    public RemediationAction unasked(String file, String device) {
        var action = proposed(List.of(new Proposal(
                        ActionType.QUARANTINE_FILE,
                        file(file, device),
                        ActionSource.AUTOMATED_DEVICE_ACTION,
                        new Origin(Origin.Why.JUDGED, null, 7L, null, null),
                        Verdict.MALICIOUS,
                        false)))
                .getFirst();
        set(action, "state = 'SUCCEEDED', is_live = true, next_at = null, open_key = null");
        return found(action);
    }

    public void many(int number) {
        proposed(IntStream.range(0, number)
                .mapToObj(at -> new Proposal(
                        ActionType.QUARANTINE_FILE,
                        file("dropper-%04d.exe".formatted(at), "lt-%04d".formatted(at)),
                        ActionSource.AUTOMATED_DEVICE_ACTION,
                        new Origin(Origin.Why.FOUND_ELSEWHERE, null, 7L, null, null),
                        Verdict.MALICIOUS,
                        true))
                .toList());
    }

    public void expires(RemediationAction action, Duration left) {
        home.database()
                .sql("update remediation_action set expires_at = ? where id = ?")
                .params(Sql.time(Instant.now().plus(left)), action.id())
                .update();
    }

    void changedAgo(RemediationAction action, Duration ago) {
        home.database()
                .sql("update remediation_action set updated_at = ? where id = ?")
                .params(Instant.now().minus(ago).atOffset(ZoneOffset.UTC), action.id())
                .update();
    }

    /** As the round that carries actions out would have left it. */
    public RemediationAction succeeded(RemediationAction action, boolean live) {
        set(action, decided(live ? "SUCCEEDED" : "TRIED") + ", is_live = " + live);
        return found(action);
    }

    /** A device has put a package together, which Microsoft has. */
    public RemediationAction packed(String device) {
        var action = packageOf(device, deviceId(device));
        set(action, decided("SUCCEEDED") + ", is_live = true, outside_id = 'a'");
        return found(action);
    }

    public RemediationAction failed(RemediationAction action) {
        set(
                action,
                decided("FAILED")
                        + ", is_live = true, attempts = 3, trouble = 'DEVICE_AWAY', trouble_detail = 'The device is offline'");
        return found(action);
    }

    /** Approved, and a person is to do it. */
    public RemediationAction byHand(RemediationAction action) {
        set(action, decided("RUNNING") + ", is_live = false, next_at = null");
        return found(action);
    }

    /** It was sent, and Microsoft is silent. */
    RemediationAction running(RemediationAction action) {
        set(
                action,
                decided("RUNNING")
                        + ", is_live = true, attempts = 3, begun_at = updated_at, trouble = 'SILENT', next_at = null,"
                        + " give_up_at = updated_at");
        return found(action);
    }

    /** Approved, and too many are sent before it. */
    public RemediationAction waitsForItsTurn(RemediationAction action) {
        set(
                action,
                decided("APPROVED") + ", is_live = true, trouble = 'THROTTLED',"
                        + " next_at = updated_at + interval '1' hour, give_up_at = updated_at + interval '3' day");
        return found(action);
    }

    /** Sent, and taken on as that. */
    public RemediationAction takenOn(RemediationAction action, String machineAction) {
        set(
                action,
                decided("RUNNING")
                        + ", is_live = true, attempts = 1, begun_at = updated_at, accepted = true, outside_id = '"
                        + machineAction + "', next_at = null");
        return found(action);
    }

    private static String decided(String state) {
        return "state = '" + state
                + "', version = version + 1, decision = 'APPROVED', decided_at = updated_at, decided_by = "
                + "'bob@contoso.example', decided_id = '00000000-0000-0000-0000-000000000001', expires_at = null, open_key = null";
    }

    public void changed(RemediationAction action, String what) {
        set(action, what);
    }

    /** Whatever state they are in. */
    public void all(String what) {
        home.database().sql("update remediation_action set " + what).update();
    }

    private void set(RemediationAction action, String what) {
        home.database()
                .sql("update remediation_action set " + what + " where id = ?")
                .param(action.id())
                .update();
    }

    public void live(ActionType type) {
        KindSeed.set(home, type, true, false);
    }

    public void twoApprove(ActionType type) {
        KindSeed.set(home, type, false, true);
    }

    public RemediationAction found(RemediationAction action) {
        return remediation.find(home, action.id()).orElseThrow();
    }

    /** How the database reads what fulfills a condition, where much was done before. */
    String plan(String condition, String rest) {
        home.database().sql("analyze").update();
        return String.join(
                "\n",
                home.database()
                        .sql("explain select * from remediation_action where " + condition + " " + rest)
                        .query(String.class)
                        .list());
    }

    /** Whether steps that nobody took are still missing in the audit log. */
    boolean owesLines() {
        return home.database()
                        .sql("select count(*) from remediation_unaudited")
                        .query(Integer.class)
                        .single()
                > 0;
    }

    /** A job of its own carries it out. */
    public void awaits(RemediationAction action, ActionState state) {
        await(() -> state(action) == state);
    }

    public static void await(BooleanSupplier what) {
        var end = Instant.now().plus(Duration.ofSeconds(20));
        while (!what.getAsBoolean()) {
            assertThat(Instant.now()).isBefore(end);
            Thread.onSpinWait();
        }
    }

    ActionState state(RemediationAction action) {
        return found(action).state();
    }
}
