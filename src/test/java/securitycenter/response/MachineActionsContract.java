package securitycenter.response;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static securitycenter.identity.Role.GLOBAL_ADMINISTRATOR;

import com.github.kagkarlsson.scheduler.Scheduler;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import securitycenter.KeptAway;
import securitycenter.Visitors;
import securitycenter.alerts.EvidenceKind;
import securitycenter.alerts.Verdict;
import securitycenter.audit.AuditLog;
import securitycenter.fakemicrosoft.Device;
import securitycenter.fakemicrosoft.FakeMicrosoft;
import securitycenter.fakemicrosoft.Tenant;
import securitycenter.homes.DataCenter;
import securitycenter.homes.DataCenters;
import securitycenter.homes.RowCondition;
import securitycenter.homes.RowCondition.All;
import securitycenter.homes.RowCondition.Any;
import securitycenter.homes.RowCondition.Compares;
import securitycenter.homes.RowCondition.Comparison;
import securitycenter.homes.TenantHome;
import securitycenter.response.MachineActions.Field;
import securitycenter.response.MachineActions.Place;
import securitycenter.response.RemediationAction.Trouble;

/** What programs read of what was sent to devices, on each kind of database. */
abstract class MachineActionsContract {

    private static final Decider ADA = new Decider(UUID.randomUUID(), "Ada@sent.example");
    private static final String SHA1 = "c9156634e2cd19811c19ef71706ea9141492757e";

    @Autowired
    FakeMicrosoft microsoft;

    @Autowired
    Visitors visitors;

    @Autowired
    DataCenters dataCenters;

    @Autowired
    AtMicrosoft calls;

    @Autowired
    ActionSettings settings;

    @Autowired
    AuditLog audit;

    @Autowired
    Scheduler scheduler;

    @Autowired
    JdbcClient database;

    @Autowired
    MachineActions sent;

    private Tenant tenant;
    private TenantHome home;
    private Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);

    @BeforeEach
    void aTenantThatActs() {
        tenant = microsoft.directory().tenant("Sent Ltd").licensed("SPE_E5").country("NL");
        visitors.signedIn(tenant.person("Ada").holds(GLOBAL_ADMINISTRATOR)).turnOn();
        home = dataCenters.homeOf(tenant.id(), DataCenter.EUROPEAN_UNION);
        KeptAway.from(tenant.id(), scheduler, database, "actions");
        tenant.defender().clock(() -> now).actionsTake(Duration.ofSeconds(20));
        for (var type : ActionType.values()) {
            KindSeed.set(home, type, true, false);
        }
    }

    private Remediation remediation() {
        return new Remediation(
                calls,
                settings,
                new DefaultListableBeanFactory().getBeanProvider(Scheduler.class),
                Clock.fixed(now, ZoneOffset.UTC));
    }

    private void goAfter(Duration time) {
        now = now.plus(time);
        new ActionRound(calls, new UnaskedLines(audit), settings, Clock.fixed(now, ZoneOffset.UTC))
                .run(home, () -> true);
    }

    private RemediationAction proposed(ActionType type, Device device, boolean asks) {
        var target = new Target(
                type.on(),
                device.id(),
                device.name(),
                Map.of(Target.DEVICE, device.id(), Target.SHA1, SHA1),
                new Target.Asset(EvidenceKind.DEVICE, device.id(), device.name()));
        var proposal = new Proposal(
                type,
                target,
                ActionSource.MANUAL_DEVICE_ACTION,
                Origin.ofPerson("It spreads", null),
                Verdict.MALICIOUS,
                asks);
        return remediation().propose(home, List.of(proposal), ADA).getFirst();
    }

    private RemediationAction approved(ActionType type, Device device) {
        var action = proposed(type, device, true);
        var live = remediation().isLive(home, type);
        assertThat(remediation().approve(home, ADA, action.id(), action.version(), live, "Yes"))
                .isInstanceOf(Answered.Done.class);
        return action;
    }

    private Device device(String name) {
        return tenant.defender().device(name);
    }

    private List<MachineAction> all() {
        return sent.page(home, null, null, 0, 1_000);
    }

    private List<UUID> found(RowCondition<Field> where) {
        return ids(sent.page(home, where, null, 0, 1_000));
    }

    private List<UUID> ids(List<MachineAction> actions) {
        return actions.stream().map(MachineAction::id).toList();
    }

    private List<UUID> idsOf(Predicate<MachineAction> which) {
        return ids(all().stream().filter(which).toList());
    }

    @Test
    void whatWaitsWasRejectedOrIsOnlyTriedIsNoMachineAction() {
        proposed(ActionType.ISOLATE_DEVICE, device("waits"), true);
        var rejected = proposed(ActionType.ISOLATE_DEVICE, device("rejected"), true);
        remediation().reject(home, ADA, rejected.id(), rejected.version(), "No");
        KindSeed.set(home, ActionType.OFFBOARD_DEVICE, false, false);
        approved(ActionType.OFFBOARD_DEVICE, device("tried"));
        approved(ActionType.BLOCK_FILE, device("indicator"));
        assertThat(all()).isEmpty();
        var isolated = approved(ActionType.ISOLATE_DEVICE, device("isolated"));
        assertThat(ids(all())).containsExactly(isolated.id());
    }

    @Test
    void anActionIsFollowedToItsEnd() {
        var action = approved(ActionType.ISOLATE_DEVICE, device("lt-110"));
        assertThat(all()).singleElement().satisfies(each -> {
            assertThat(each.status()).isEqualTo(MachineActionStatus.PENDING);
            assertThat(each.outsideId()).isEmpty();
            assertThat(each.wanted().by()).isEqualTo(ADA);
        });
        goAfter(Duration.ZERO);
        assertThat(all()).singleElement().satisfies(each -> {
            assertThat(each.status()).isEqualTo(MachineActionStatus.IN_PROGRESS);
            assertThat(each.outsideId())
                    .contains(device("lt-110").actions().getFirst().id());
        });
        goAfter(Duration.ofMinutes(1));
        assertThat(sent.find(home, action.id().toString()))
                .hasValueSatisfying(each -> assertThat(each.status()).isEqualTo(MachineActionStatus.SUCCEEDED));
    }

    @Test
    void anUndoIsAMachineActionOfItsOwn() {
        var action = approved(ActionType.ISOLATE_DEVICE, device("lt-110"));
        goAfter(Duration.ZERO);
        goAfter(Duration.ofMinutes(1));
        var version = remediation().find(home, action.id()).orElseThrow().version();
        remediation().undo(home, ADA, action.id(), version, "False alarm");
        assertThat(all())
                .extracting(MachineAction::type, MachineAction::status)
                .containsExactly(
                        tuple(MachineActionType.UNISOLATE, MachineActionStatus.PENDING),
                        tuple(MachineActionType.ISOLATE, MachineActionStatus.SUCCEEDED));
        goAfter(Duration.ZERO);
        goAfter(Duration.ofMinutes(1));
        var undo = all().getFirst();
        assertThat(undo.status()).isEqualTo(MachineActionStatus.SUCCEEDED);
        assertThat(undo.outsideId())
                .contains(device("lt-110").actions().getLast().id());
        assertThat(undo.wanted().comment()).isEqualTo("False alarm");
        assertThat(undo.id()).isNotEqualTo(action.id());
        assertThat(sent.find(home, undo.id().toString()))
                .hasValueSatisfying(each -> assertThat(each.isUndo()).isTrue());
        assertThat(sent.find(home, action.id().toString()))
                .hasValueSatisfying(each -> assertThat(each.isUndo()).isFalse());
    }

    /** Half of them at one moment, and taken back at that moment, too. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7})
    void pagesHoldEachOnceInTheirOrder(int length) {
        var ids = new ArrayList<UUID>();
        for (var n = 0; n < 8; n++) {
            now = n < 4 ? now : now.plusSeconds(1);
            ids.add(approved(ActionType.ISOLATE_DEVICE, device("lt-" + n)).id());
        }
        for (var id : ids.subList(0, 3)) {
            set(id, ActionState.UNDONE, null, "decided_at");
        }
        var whole = all();
        assertThat(whole)
                .hasSize(11)
                .isSortedAccordingTo(
                        (a, b) -> b.wanted().at().compareTo(a.wanted().at()));
        var read = new ArrayList<MachineAction>();
        @Nullable Place after = null;
        List<MachineAction> page;
        do {
            page = sent.page(home, null, after, 0, length);
            read.addAll(page);
            after = page.isEmpty() ? after : Place.of(page.getLast());
        } while (!page.isEmpty());
        assertThat(ids(read)).isEqualTo(ids(whole));
        assertThat(ids(sent.page(home, null, null, 4, length)))
                .isEqualTo(ids(whole.subList(4, Math.min(11, 4 + length))));
        assertThat(sent.page(home, null, null, 1_000_000_000, 10_001)).isEmpty();
    }

    private void set(UUID id, ActionState state, @Nullable Trouble trouble, String undoneAt) {
        home.database()
                .sql("update remediation_action set state = ?, trouble = ?, undone_at = " + undoneAt + " where id = ?")
                .param(state.name())
                .param(trouble == null ? null : trouble.name())
                .param(id)
                .update();
    }

    @Test
    void aFilterByStatusFindsWhatIsSaidToHaveIt() {
        var n = 0;
        for (var state : ActionState.values()) {
            for (var trouble : List.of(Trouble.DEVICE_AWAY, Trouble.CANCELLED_THERE, Trouble.REFUSED)) {
                var isTakenBack = state.name().contains("UND");
                var id =
                        approved(ActionType.ISOLATE_DEVICE, device("lt-" + n++)).id();
                if (state != ActionState.PENDING_APPROVAL
                        && state != ActionState.TRIED
                        && state != ActionState.REJECTED
                        && state != ActionState.EXPIRED) {
                    set(id, state, trouble, isTakenBack ? "decided_at" : "null");
                }
            }
        }
        for (var status : MachineActionStatus.values()) {
            assertThat(found(new Compares<>(Field.STATUS, Comparison.EQUAL, status)))
                    .as(status.name())
                    .isEqualTo(idsOf(each -> each.status() == status))
                    .isNotEmpty();
        }
        assertThat(all()).filteredOn(MachineAction::isUndo).hasSize(12);
    }

    @Test
    void filtersFindWhatTheySay() {
        for (var type : ActionType.values()) {
            if (type.reach() == ActionReach.DEVICE && type.isSent()) {
                approved(type, device("lt-" + type.ordinal()));
            }
        }
        var unasked = proposed(ActionType.QUARANTINE_FILE, device("unasked"), false);
        now = now.plusSeconds(5);
        var last = approved(ActionType.ISOLATE_DEVICE, device("last"));
        set(last.id(), ActionState.UNDONE, null, "decided_at");
        assertThat(all()).hasSize(9);
        for (var type : MachineActionType.values()) {
            assertThat(found(new Compares<>(Field.TYPE, Comparison.EQUAL, type)))
                    .as(type.name())
                    .isEqualTo(idsOf(each -> each.type() == type));
        }
        assertThat(found(new Compares<>(Field.TYPE, Comparison.NOT_EQUAL, MachineActionType.ISOLATE)))
                .hasSize(7);
        assertThat(found(new Compares<>(
                        Field.MACHINE, Comparison.EQUAL, device("last").id().toUpperCase(Locale.ROOT))))
                .hasSize(2);
        assertThat(found(new Compares<>(Field.REQUESTOR, Comparison.EQUAL, "automation")))
                .containsExactlyElementsOf(idsOf(each -> each.wanted().by() == null))
                .contains(unasked.id());
        assertThat(found(new Compares<>(Field.REQUESTOR, Comparison.EQUAL, "ada@SENT.example")))
                .hasSize(7);
        assertThat(found(new Compares<>(Field.CREATED, Comparison.GREATER_OR_EQUAL, now)))
                .hasSize(2);
        var isLast = new Compares<>(Field.ID, Comparison.EQUAL, last.id().toString());
        var isUnasked = new Compares<>(Field.ID, Comparison.EQUAL, unasked.id().toString());
        assertThat(found(isLast)).containsExactly(last.id());
        assertThat(found(new Any<>(List.of(isLast, isUnasked)))).containsExactly(last.id(), unasked.id());
        assertThat(found(new All<>(List.of(isLast, isUnasked)))).isEmpty();
        assertThat(found(
                        new Compares<>(Field.ID, Comparison.NOT_EQUAL, last.id().toString())))
                .hasSize(8)
                .doesNotContain(last.id());
        assertThat(found(new Compares<>(Field.ID, Comparison.EQUAL, "none"))).isEmpty();
    }

    @Test
    void whoCancelledItIsKnown() {
        var action = approved(ActionType.ISOLATE_DEVICE, device("lt-110"));
        goAfter(Duration.ZERO);
        var seen = remediation().find(home, action.id()).orElseThrow().version();
        remediation().cancel(home, ADA, action.id(), seen, "False alarm");
        goAfter(Duration.ZERO);
        goAfter(Duration.ZERO);
        assertThat(all()).singleElement().satisfies(each -> {
            assertThat(each.status()).isEqualTo(MachineActionStatus.CANCELLED);
            assertThat(each.last().to()).isEqualTo(ActionState.CANCELLED);
            assertThat(each.last().at()).isEqualTo(now);
            assertThat(requireNonNull(each.action().cancelling()).wish())
                    .isEqualTo(new Decision(Decision.Kind.APPROVED, ADA, now, "False alarm"));
        });
    }

    /** Otherwise a page costs the more, the more there are. */
    @Test
    void eachHalfOfAPageIsReadAlongAnIndexAndNothingIsSorted() {
        for (var batch = 0; batch < 30; batch++) {
            now = now.plusSeconds(1);
            var first = batch * 100;
            home.transactions()
                    .executeWithoutResult(_ -> IntStream.range(first, first + 100)
                            .forEach(n -> proposed(ActionType.ISOLATE_DEVICE, device("lt-" + n), false)));
        }
        home.database()
                .sql("update remediation_action set state = 'UNDONE', undone_at = decided_at")
                .update();
        home.database().sql("analyze").update();
        var middle = Place.of(sent.page(home, null, null, 3_000, 1).getFirst());
        assertIsReadAlong("remediation_action_decided", false, null);
        assertIsReadAlong("remediation_action_decided", false, middle);
        assertIsReadAlong("remediation_action_undone", true, null);
        assertIsReadAlong("remediation_action_undone", true, middle);
    }

    private void assertIsReadAlong(String index, boolean undos, @Nullable Place after) {
        var sql = new MachineActionSql(undos, null);
        var plan = String.join(
                "\n",
                home.database()
                        .sql("explain " + sql.page(after))
                        .params(sql.parameters())
                        .param("most", 101)
                        .query(String.class)
                        .list());
        assertThat(plan).containsPattern("(?i)\\b" + index + "\\b").doesNotContain("Sort  (");
        assertThat(plan.contains("Index Scan") || plan.contains("index sorted"))
                .as(plan)
                .isTrue();
    }
}
