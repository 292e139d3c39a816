package securitycenter.response;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static securitycenter.identity.Role.GLOBAL_ADMINISTRATOR;

import com.github.kagkarlsson.scheduler.Scheduler;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import securitycenter.KeptAway;
import securitycenter.Visitors;
import securitycenter.alerts.EvidenceKind;
import securitycenter.alerts.Verdict;
import securitycenter.audit.AuditLog;
import securitycenter.fakemicrosoft.Account;
import securitycenter.fakemicrosoft.Device;
import securitycenter.fakemicrosoft.Ending;
import securitycenter.fakemicrosoft.FakeMicrosoft;
import securitycenter.fakemicrosoft.Indicator;
import securitycenter.fakemicrosoft.MachineAction;
import securitycenter.fakemicrosoft.Mailboxes;
import securitycenter.fakemicrosoft.Mailboxes.Place;
import securitycenter.fakemicrosoft.Misbehavior;
import securitycenter.fakemicrosoft.Tenant;
import securitycenter.graph.AppCalls;
import securitycenter.homes.DataCenter;
import securitycenter.homes.DataCenters;
import securitycenter.homes.Sql;
import securitycenter.homes.TenantHome;
import securitycenter.response.RemediationAction.Trouble;

/** What becomes of actions, at the pretend Microsoft over HTTP. */
abstract class RemediationContract {

    private static final Decider ADA = new Decider(UUID.randomUUID(), "ada@actions.example");
    private static final String SHA1 = "c9156634e2cd19811c19ef71706ea9141492757e";
    private static final String SHA256 = "5f70bf18a086007016e948b04aed3b82103a36bea41755b6cddfaf10ace3c6ef";
    private static final Decider BOB = new Decider(UUID.randomUUID(), "bob@actions.example");

    @Autowired
    FakeMicrosoft microsoft;

    @Autowired
    Visitors visitors;

    @Autowired
    DataCenters dataCenters;

    @Autowired
    AppCalls appCalls;

    @Autowired
    ActionSettings settings;

    @Autowired
    AuditLog audit;

    @Autowired
    Scheduler scheduler;

    @Autowired
    JdbcClient database;

    private Tenant tenant;
    private TenantHome home;
    private Device device;
    private Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
    private final Clock clock = ((InstantSource) () -> now).withZone(ZoneOffset.UTC);
    private AtMicrosoft calls;

    @BeforeEach
    void aTenant() {
        tenant = microsoft.directory().tenant("Actions Ltd").licensed("SPE_E5").country("NL");
        visitors.signedIn(tenant.person("Ada").holds(GLOBAL_ADMINISTRATOR)).turnOn();
        home = dataCenters.homeOf(tenant.id(), DataCenter.EUROPEAN_UNION);
        KeptAway.from(tenant.id(), scheduler, database, "actions");
        calls = new AtMicrosoft(appCalls, new CallLimits(clock));
        tenant.defender().clock(() -> now).actionsTake(Duration.ofSeconds(20));
        device = tenant.defender().device("lt-110");
    }

    private Remediation remediation() {
        return new Remediation(
                calls, settings, new DefaultListableBeanFactory().getBeanProvider(Scheduler.class), clock);
    }

    private ActionRound round() {
        return new ActionRound(calls, new UnaskedLines(audit), settings, clock);
    }

    private void go() {
        round().run(home, () -> true);
    }

    private void goAfter(Duration time) {
        now = now.plus(time);
        go();
    }

    private void live(ActionType type) {
        KindSeed.set(home, type, true, false);
    }

    private Target device(Map<String, String> more) {
        return target(device, more);
    }

    private static Target target(Device device, Map<String, String> more) {
        var details = new HashMap<>(more);
        details.put(Target.DEVICE, device.id());
        return new Target(
                EvidenceKind.DEVICE,
                device.id(),
                device.name(),
                details,
                new Target.Asset(EvidenceKind.DEVICE, device.id(), device.name()));
    }

    private RemediationAction proposed(ActionType type) {
        return proposed(type, device(Map.of(Target.SHA1, SHA1)), true);
    }

    private RemediationAction proposed(ActionType type, Target target, boolean asks) {
        var proposal = new Proposal(
                type,
                target,
                ActionSource.MANUAL_DEVICE_ACTION,
                Origin.ofPerson("It spreads", null),
                Verdict.MALICIOUS,
                asks);
        return remediation().propose(home, List.of(proposal), ADA).getFirst();
    }

    private RemediationAction approved(ActionType type) {
        return approved(proposed(type));
    }

    private RemediationAction isolated(Device device) {
        return approved(proposed(ActionType.ISOLATE_DEVICE, target(device, Map.of()), true));
    }

    private RemediationAction approved(RemediationAction action) {
        var answered = remediation().approve(home, ADA, action.id(), action.version(), isLive(action), "Yes");
        assertThat(answered).isInstanceOf(Answered.Done.class);
        return found(action);
    }

    private boolean isLive(RemediationAction action) {
        return remediation().isLive(home, action.type());
    }

    private RemediationAction found(RemediationAction action) {
        return remediation().find(home, action.id()).orElseThrow();
    }

    private Cancelling cancelling(RemediationAction action) {
        return requireNonNull(found(action).cancelling());
    }

    private @Nullable Decider approver(RemediationAction action) {
        return requireNonNull(found(action).decision()).by();
    }

    private ActionState state(RemediationAction action) {
        return found(action).state();
    }

    @Test
    void anActionThatNobodySwitchedOnIsOnlyTried() {
        var action = approved(ActionType.ISOLATE_DEVICE);
        go();
        assertThat(state(action)).isEqualTo(ActionState.TRIED);
        assertThat(found(action).sending().live()).isFalse();
        assertThat(found(action).mayBeUndone()).isFalse();
        assertThat(device.actions()).isEmpty();
    }

    @Test
    void whatWasTriedIsSentOnceItsTypeIsSwitchedOn() {
        var action = approved(ActionType.ISOLATE_DEVICE);
        go();
        live(ActionType.ISOLATE_DEVICE);
        assertThat(remediation().retry(home, ADA, action.id(), found(action).version(), true))
                .isInstanceOf(Answered.Done.class);
        go();
        goAfter(Duration.ofMinutes(1));
        assertThat(state(action)).isEqualTo(ActionState.SUCCEEDED);
        assertThat(device.isIsolated()).isTrue();
    }

    @Test
    void aDeviceIsIsolatedAndReleasedAgain() {
        live(ActionType.ISOLATE_DEVICE);
        var action = approved(ActionType.ISOLATE_DEVICE);
        go();
        assertThat(state(action)).isEqualTo(ActionState.RUNNING);
        assertThat(device.actions()).singleElement().satisfies(asked -> {
            assertThat(asked.comment()).contains(action.id().toString(), "Yes");
        });
        goAfter(Duration.ofMinutes(1));
        assertThat(state(action)).isEqualTo(ActionState.SUCCEEDED);
        assertThat(device.isIsolated()).isTrue();
        var undo = remediation().undo(home, BOB, action.id(), found(action).version(), "False alarm");
        assertThat(undo).isInstanceOf(Answered.Done.class);
        go();
        assertThat(state(action)).isEqualTo(ActionState.UNDOING);
        goAfter(Duration.ofMinutes(1));
        assertThat(state(action)).isEqualTo(ActionState.UNDONE);
        assertThat(device.isIsolated()).isFalse();
        assertThat(round().next(home)).isEmpty();
    }

    @Test
    void eachStepIsKnownByWhoTookIt() {
        live(ActionType.ISOLATE_DEVICE);
        var action = approved(ActionType.ISOLATE_DEVICE);
        go();
        goAfter(Duration.ofMinutes(1));
        var turns = new Actions(home).turns(action.id());
        assertThat(turns)
                .extracting(Turn::to)
                .containsExactly(
                        ActionState.PENDING_APPROVAL, ActionState.APPROVED, ActionState.RUNNING, ActionState.SUCCEEDED);
        assertThat(turns).extracting(Turn::who).containsExactly(ADA, ADA, null, null);
    }

    @Test
    void theSecondToDecideSeesWhatTheFirstDecided() {
        var action = proposed(ActionType.ISOLATE_DEVICE);
        remediation().reject(home, ADA, action.id(), action.version(), "It is mine");
        var answered = remediation().approve(home, BOB, action.id(), action.version(), isLive(action), null);
        assertThat(answered).isInstanceOfSatisfying(Answered.Otherwise.class, otherwise -> {
            assertThat(otherwise.action().state()).isEqualTo(ActionState.REJECTED);
            assertThat(otherwise.action().decision())
                    .satisfies(decision -> assertThat(decision.by()).isEqualTo(ADA));
        });
    }

    @Test
    void ofTwoWhoApproveAtOnceOneDoes() {
        live(ActionType.ISOLATE_DEVICE);
        var action = proposed(ActionType.ISOLATE_DEVICE);
        var both = List.of(ADA, BOB).stream()
                .map(who -> CompletableFuture.supplyAsync(
                        () -> remediation().approve(home, who, action.id(), action.version(), isLive(action), null)))
                .toList();
        assertThat(both.stream().map(CompletableFuture::join))
                .extracting(answered -> (Object) answered.getClass())
                .containsExactlyInAnyOrder(Answered.Done.class, Answered.Otherwise.class);
        go();
        assertThat(device.actions()).hasSize(1);
    }

    @Test
    void whereTwoMustApproveTheSamePersonDoesNotCountTwice() {
        KindSeed.set(home, ActionType.ISOLATE_DEVICE, false, true);
        var action = proposed(ActionType.ISOLATE_DEVICE);
        assertThat(remediation().approve(home, ADA, action.id(), action.version(), isLive(action), null))
                .isInstanceOf(Answered.NeedsAnother.class);
        assertThat(remediation().approve(home, ADA, action.id(), found(action).version(), isLive(action), null))
                .isInstanceOf(Answered.NotTheSamePerson.class);
        assertThat(state(action)).isEqualTo(ActionState.PENDING_APPROVAL);
        assertThat(remediation().approve(home, BOB, action.id(), found(action).version(), isLive(action), null))
                .isInstanceOf(Answered.Done.class);
    }

    @Test
    void whatNobodyDecidesInSevenDaysIsOver() {
        var action = proposed(ActionType.ISOLATE_DEVICE);
        assertThat(action.expiresAt()).isEqualTo(now.plus(Duration.ofDays(7)));
        assertThat(round().next(home)).contains(now.plus(Duration.ofDays(7)));
        now = now.plus(Duration.ofDays(7));
        // Also where no job has noticed it.
        assertThat(remediation().approve(home, ADA, action.id(), action.version(), isLive(action), null))
                .isInstanceOf(Answered.Otherwise.class);
        assertThat(state(action)).isEqualTo(ActionState.EXPIRED);
    }

    @Test
    void aJobEndsWhatNobodyDecided() {
        var action = proposed(ActionType.ISOLATE_DEVICE);
        goAfter(Duration.ofDays(7));
        assertThat(state(action)).isEqualTo(ActionState.EXPIRED);
    }

    @Test
    void whoeverDecidesMustHaveSeenTheLatestVerdict() {
        var action = proposed(ActionType.ISOLATE_DEVICE);
        remediation().judgeAnew(home, action.id(), Verdict.NO_THREATS_FOUND);
        assertThat(remediation().approve(home, ADA, action.id(), action.version(), isLive(action), null))
                .isInstanceOfSatisfying(
                        Answered.Otherwise.class,
                        otherwise -> assertThat(otherwise.action().verdict()).isEqualTo(Verdict.NO_THREATS_FOUND));
    }

    @Test
    void theSameIsNotAskedForTwice() {
        var action = proposed(ActionType.ISOLATE_DEVICE);
        assertThat(proposed(ActionType.ISOLATE_DEVICE).id()).isEqualTo(action.id());
        remediation().reject(home, ADA, action.id(), action.version(), "No");
        assertThat(proposed(ActionType.ISOLATE_DEVICE).id()).isNotEqualTo(action.id());
    }

    @Test
    void whatNeedsNoApprovalIsCarriedOut() {
        live(ActionType.QUARANTINE_FILE);
        var action = proposed(ActionType.QUARANTINE_FILE, device(Map.of(Target.SHA1, SHA1)), false);
        go();
        goAfter(Duration.ofMinutes(1));
        assertThat(state(action)).isEqualTo(ActionState.SUCCEEDED);
        assertThat(device.quarantinedFiles()).containsExactly(SHA1);
    }

    @Test
    void aCallOfWhichNobodyKnowsWhatBecameIsLookedForAndNotSentTwice() {
        live(ActionType.ISOLATE_DEVICE);
        var action = approved(ActionType.ISOLATE_DEVICE);
        tenant.misbehaves(Misbehavior.timesOutAfterActing().times(1).at("/api/machines/"));
        go();
        assertThat(found(action).sending().trouble()).isEqualTo(Trouble.SILENT);
        goAfter(Duration.ofMinutes(1));
        goAfter(Duration.ofMinutes(1));
        assertThat(state(action)).isEqualTo(ActionState.SUCCEEDED);
        assertThat(device.actions()).hasSize(1);
    }

    @Test
    void anInvestigationThatMayHaveBegunIsLookedForAndNotBegunTwice() {
        live(ActionType.START_INVESTIGATION);
        var action = approved(ActionType.START_INVESTIGATION);
        tenant.misbehaves(Misbehavior.timesOutAfterActing().times(1).at("/api/machines/"));
        go();
        assertThat(found(action).sending().trouble()).isEqualTo(Trouble.SILENT);
        goAfter(Duration.ofMinutes(1));
        assertThat(state(action)).isEqualTo(ActionState.SUCCEEDED);
        assertThat(tenant.defender().investigations())
                .singleElement()
                .satisfies(begun ->
                        assertThat(begun.id()).isEqualTo(found(action).sending().outsideId()));
    }

    @Test
    void aCallThatWasNotCarriedOutIsSentAgain() {
        live(ActionType.ISOLATE_DEVICE);
        var action = approved(ActionType.ISOLATE_DEVICE);
        tenant.misbehaves(Misbehavior.internalError().times(1).at("/api/machines/"));
        go();
        assertThat(device.actions()).isEmpty();
        goAfter(Duration.ofMinutes(1));
        goAfter(Duration.ofMinutes(1));
        assertThat(state(action)).isEqualTo(ActionState.SUCCEEDED);
    }

    @Test
    void microsoftIsLeftAloneForAsLongAsItAsks() {
        live(ActionType.ISOLATE_DEVICE);
        var action = approved(ActionType.ISOLATE_DEVICE);
        tenant.misbehaves(
                Misbehavior.tooManyRequests(Duration.ofMinutes(5)).times(1).at("/api/machines/"));
        go();
        goAfter(Duration.ofMinutes(4));
        assertThat(device.actions()).isEmpty();
        goAfter(Duration.ofMinutes(2));
        assertThat(device.actions()).hasSize(1);
        assertThat(state(action)).isEqualTo(ActionState.RUNNING);
    }

    @Test
    void whileMicrosoftWantsToBeLeftAloneNothingElseOfTheKindIsSent() {
        live(ActionType.ISOLATE_DEVICE);
        live(ActionType.RUN_ANTIVIRUS_SCAN);
        var first = approved(ActionType.ISOLATE_DEVICE);
        tenant.misbehaves(
                Misbehavior.tooManyRequests(Duration.ofMinutes(5)).times(1).at("/api/machines/"));
        go();
        assertThat(found(first).sending().trouble()).isEqualTo(Trouble.THROTTLED);
        var other = tenant.defender().device("lt-111");
        var second = isolated(other);
        var scan = approved(ActionType.RUN_ANTIVIRUS_SCAN);
        goAfter(Duration.ofMinutes(4));
        assertThat(other.actions()).isEmpty();
        assertThat(state(second)).isEqualTo(ActionState.APPROVED);
        assertThat(state(scan)).isEqualTo(ActionState.RUNNING);
        goAfter(Duration.ofMinutes(2));
        assertThat(other.actions()).hasSize(1);
    }

    /** Microsoft takes 100 in a minute and 1,500 in an hour. */
    @Test
    void whatIsApprovedBeyondMicrosoftsLimitsWaitsForItsTurn() {
        live(ActionType.ISOLATE_DEVICE);
        var devices = IntStream.range(0, 63)
                .mapToObj(number -> tenant.defender().device("wks-" + number))
                .toList();
        var actions = devices.stream().map(this::isolated).toList();
        go();
        assertThat(devices).filteredOn(each -> !each.actions().isEmpty()).hasSize(60);
        assertThat(actions)
                .filteredOn(each -> state(each) == ActionState.APPROVED)
                .hasSize(3)
                .allSatisfy(each -> assertThat(found(each).sending().trouble()).isEqualTo(Trouble.THROTTLED));
        goAfter(Duration.ofSeconds(3));
        assertThat(devices).filteredOn(each -> !each.actions().isEmpty()).hasSize(61);
        goAfter(Duration.ofSeconds(5));
        assertThat(devices).allSatisfy(each -> assertThat(each.actions()).hasSize(1));
    }

    /** Those that wait keep their order, also when Microsoft wants to be left alone meanwhile. */
    @Test
    void whoWaitedLongestIsFirstAlsoAfterMicrosoftWantedToBeLeftAlone() {
        live(ActionType.ISOLATE_DEVICE);
        var devices = IntStream.range(0, 65)
                .mapToObj(number -> tenant.defender().device("wks-" + number))
                .toList();
        devices.stream().limit(60).forEach(this::isolated);
        go();
        var waiting = new ArrayList<Device>();
        for (var one : devices.subList(60, 65)) {
            isolated(one);
            go();
            waiting.add(one);
        }
        tenant.misbehaves(
                Misbehavior.tooManyRequests(Duration.ofMinutes(5)).times(1).at("/api/machines/"));
        goAfter(Duration.ofSeconds(3));
        goAfter(Duration.ofSeconds(30));
        assertThat(waiting).allSatisfy(each -> assertThat(each.actions()).isEmpty());
        goAfter(Duration.ofMinutes(4).plusSeconds(31));
        var came = new LinkedHashSet<Device>();
        for (var second = 0; second < 30; second++) {
            goAfter(Duration.ofSeconds(1));
            waiting.stream().filter(each -> !each.actions().isEmpty()).forEach(came::add);
        }
        assertThat(came).containsExactlyElementsOf(waiting);
    }

    @Test
    void aServiceThatIsDownIsLeftAloneForAsLongAsItAsks() {
        live(ActionType.ISOLATE_DEVICE);
        tenant.misbehaves(
                Misbehavior.unavailable(Duration.ofMinutes(5)).times(1).at("/api/machines/"));
        var first = approved(ActionType.ISOLATE_DEVICE);
        go();
        assertThat(found(first).sending().trouble()).isEqualTo(Trouble.SILENT);
        var other = tenant.defender().device("lt-111");
        isolated(other);
        goAfter(Duration.ofMinutes(4));
        assertThat(device.actions()).isEmpty();
        assertThat(other.actions()).isEmpty();
        goAfter(Duration.ofMinutes(2));
        assertThat(device.actions()).hasSize(1);
        assertThat(other.actions()).hasSize(1);
    }

    @Test
    void whatCannotBeLookedForIsNotSentAgainOnceItsTypeIsSwitchedBack() {
        live(ActionType.DISABLE_USER);
        var eve = tenant.accounts().of(tenant.person("Eve"));
        var uma = tenant.accounts().of(tenant.person("Uma"));
        tenant.misbehaves(Misbehavior.internalError().times(1).at("/v1.0/users/"));
        var nobodyKnows = disabled(eve);
        go();
        tenant.misbehaves(
                Misbehavior.tooManyRequests(Duration.ofMinutes(5)).times(1).at("/v1.0/users/"));
        var surelyNot = disabled(uma);
        go();
        KindSeed.set(home, ActionType.DISABLE_USER, false, false);
        goAfter(Duration.ofMinutes(6));
        assertThat(state(nobodyKnows)).isEqualTo(ActionState.TIMED_OUT);
        assertThat(state(surelyNot)).isEqualTo(ActionState.FAILED);
        assertThat(found(surelyNot).sending().trouble()).isEqualTo(Trouble.SWITCHED_OFF);
        assertThat(List.of(eve, uma))
                .allSatisfy(each -> assertThat(each.isEnabled()).isTrue());
    }

    @Test
    void whatMicrosoftTurnedAwayIsCancelledAtOnceWhateverItIs() {
        live(ActionType.DISABLE_USER);
        tenant.misbehaves(
                Misbehavior.tooManyRequests(Duration.ofMinutes(5)).times(1).at("/v1.0/users/"));
        var eve = tenant.accounts().of(tenant.person("Eve"));
        var action = disabled(eve);
        go();
        assertThat(state(action)).isEqualTo(ActionState.APPROVED);
        assertThat(cancel(action)).isInstanceOf(Answered.Done.class);
        assertThat(state(action)).isEqualTo(ActionState.CANCELLED);
        goAfter(Duration.ofMinutes(6));
        assertThat(eve.isEnabled()).isTrue();
    }

    /** They saw that no call is made. */
    @Test
    void whoSawThatItIsNotSentYetDoesNotCancelWhatWasSentMeanwhile() {
        var action = turnedAway(Duration.ofMinutes(5));
        var seen = found(action).version();
        goAfter(Duration.ofMinutes(6));
        assertThat(state(action)).isEqualTo(ActionState.RUNNING);
        assertThat(remediation().cancel(home, ADA, action.id(), seen, "No")).isInstanceOf(Answered.Otherwise.class);
        assertThat(found(action).cancelling()).isNull();
    }

    private RemediationAction turnedAway(Duration pause) {
        live(ActionType.ISOLATE_DEVICE);
        tenant.misbehaves(Misbehavior.tooManyRequests(pause).times(1).at("/api/machines/"));
        var action = approved(ActionType.ISOLATE_DEVICE);
        go();
        return found(action);
    }

    @Test
    void whatMicrosoftTurnedAwayIsNotSentOnceItsTypeIsSwitchedBack() {
        var action = turnedAway(Duration.ofMinutes(5));
        KindSeed.set(home, ActionType.ISOLATE_DEVICE, false, false);
        goAfter(Duration.ofMinutes(6));
        assertNotSent(action, Trouble.SWITCHED_OFF);
    }

    private void assertNotSent(RemediationAction action, Trouble why) {
        assertThat(state(action)).isEqualTo(ActionState.FAILED);
        assertThat(found(action).sending().trouble()).isEqualTo(why);
        assertThat(device.actions()).isEmpty();
    }

    @Test
    void whatMicrosoftTurnedAwayIsNotSentThoughItsTypeIsSwitchedOnAgain() {
        var action = turnedAway(Duration.ofHours(1));
        KindSeed.set(home, ActionType.ISOLATE_DEVICE, false, false);
        remediation().switchedOff(home, ActionType.ISOLATE_DEVICE);
        go();
        live(ActionType.ISOLATE_DEVICE);
        goAfter(Duration.ofHours(2));
        assertNotSent(action, Trouble.SWITCHED_OFF);
    }

    /** As when the product was off meanwhile. */
    @Test
    void whatMicrosoftTurnedAwayIsNotSentAfterDays() {
        var action = turnedAway(Duration.ofMinutes(5));
        goAfter(Duration.ofDays(8));
        assertNotSent(action, Trouble.NOT_SENT_IN_TIME);
    }

    @Test
    void howeverLongMicrosoftWantsToBeLeftAloneItIsGivenUpInTime() {
        var action = turnedAway(Duration.ofDays(10));
        goAfter(settings.giveUpAfter());
        assertNotSent(action, Trouble.NOT_SENT_IN_TIME);
    }

    @Test
    void thatMicrosoftTurnedItAwayStandsInTheAuditLog() {
        var action = turnedAway(Duration.ofMinutes(5));
        assertThat(lines(action))
                .contains(
                        "begun APPROVED_LIVE RUNNING -",
                        "turned-away RUNNING APPROVED_LIVE actioncenter.trouble.THROTTLED");
    }

    @Test
    void anUndoThatMicrosoftTurnsAwayIsSentLater() {
        live(ActionType.ISOLATE_DEVICE);
        var action = approved(ActionType.ISOLATE_DEVICE);
        go();
        goAfter(Duration.ofMinutes(1));
        tenant.misbehaves(
                Misbehavior.tooManyRequests(Duration.ofMinutes(5)).times(1).at("/api/machines/"));
        remediation().undo(home, BOB, action.id(), found(action).version(), null);
        go();
        assertThat(state(action)).isEqualTo(ActionState.UNDO_REQUESTED);
        KindSeed.set(home, ActionType.ISOLATE_DEVICE, false, false);
        remediation().switchedOff(home, ActionType.ISOLATE_DEVICE);
        go();
        assertThat(state(action)).as("what was done is still undone").isEqualTo(ActionState.UNDO_REQUESTED);
        goAfter(Duration.ofMinutes(6));
        goAfter(Duration.ofMinutes(1));
        assertThat(state(action)).isEqualTo(ActionState.UNDONE);
        assertThat(device.isIsolated()).isFalse();
    }

    /** Nobody knows whether it came there, and it is too late to send it once more. */
    @Test
    void whatNobodyAnsweredIsNotSentAgainAfterDays() {
        live(ActionType.ISOLATE_DEVICE);
        var action = approved(ActionType.ISOLATE_DEVICE);
        tenant.misbehaves(Misbehavior.internalError().times(1).at("/api/machines/"));
        go();
        goAfter(Duration.ofDays(8));
        assertNotSent(action, Trouble.NOT_SENT_IN_TIME);
    }

    @Test
    void aWishToCancelIsToldThoughMicrosoftCannotBeAskedJustThen() {
        live(ActionType.ISOLATE_DEVICE);
        tenant.defender().nextAction(Ending.pendingFor(Duration.ofHours(3)));
        var action = approved(ActionType.ISOLATE_DEVICE);
        go();
        tenant.misbehaves(
                Misbehavior.tooManyRequests(Duration.ofHours(1)).times(1).at("/api/machineactions/"));
        goAfter(Duration.ofMinutes(1));
        assertThat(found(action).sending().trouble()).as("it goes on there").isNull();
        assertThat(cancel(action)).isInstanceOf(Answered.Done.class);
        go();
        assertThat(device.actions())
                .singleElement()
                .satisfies(there -> assertThat(there.status()).isEqualTo(MachineAction.Status.CANCELLED));
        goAfter(Duration.ofHours(2));
        assertThat(state(action)).isEqualTo(ActionState.CANCELLED);
    }

    /** Each waits for what the other holds, if the round waited at all. */
    @Test
    void whoChangesWhatWaitsKeepsNoRoundWaiting() {
        var first = turnedAway(Duration.ofMinutes(5));
        var second = isolated(tenant.defender().device("lt-111"));
        go();
        home.transactions().executeWithoutResult(_ -> {
            new Actions(home).hold(second.id());
            now = now.plus(Duration.ofMinutes(4));
            assertThat(CompletableFuture.runAsync(() -> remediation().switchedOff(home, ActionType.ISOLATE_DEVICE)))
                    .succeedsWithin(Duration.ofSeconds(5));
        });
        assertThat(found(first).sending().nextAt()).isEqualTo(now);
        assertThat(found(second).sending().nextAt()).isAfter(now);
    }

    @Test
    void whatMicrosoftTurnsAwayUntilTheEndWasNotSent() {
        live(ActionType.DISABLE_USER);
        tenant.misbehaves(Misbehavior.tooManyRequests().at("/v1.0/users/"));
        var action = disabled(tenant.accounts().of(tenant.person("Eve")));
        for (var day = 0; day < 4; day++) {
            go();
            goAfter(Duration.ofDays(1));
        }
        assertThat(state(action)).isEqualTo(ActionState.FAILED);
        assertThat(found(action).sending().trouble()).isEqualTo(Trouble.NOT_SENT_IN_TIME);
    }

    private RemediationAction disabled(Account account) {
        var target =
                new Target(EvidenceKind.USER, account.id(), account.id(), Map.of(Target.PERSON, account.id()), null);
        return approved(proposed(ActionType.DISABLE_USER, target, true));
    }

    @Test
    void whatIsSwitchedBackWhileItWaitsForItsTurnIsNotSentThoughItIsSwitchedOnAgain() {
        live(ActionType.ISOLATE_DEVICE);
        tenant.misbehaves(
                Misbehavior.tooManyRequests(Duration.ofMinutes(5)).times(1).at("/api/machines/"));
        isolated(tenant.defender().device("lt-111"));
        go();
        var action = approved(ActionType.ISOLATE_DEVICE);
        go();
        KindSeed.set(home, ActionType.ISOLATE_DEVICE, false, false);
        remediation().switchedOff(home, ActionType.ISOLATE_DEVICE);
        go();
        live(ActionType.ISOLATE_DEVICE);
        goAfter(Duration.ofMinutes(6));
        assertNotSent(action, Trouble.SWITCHED_OFF);
    }

    @Test
    void whatWaitsForItsTurnIsCancelledWithoutACall() {
        live(ActionType.ISOLATE_DEVICE);
        tenant.misbehaves(
                Misbehavior.tooManyRequests(Duration.ofMinutes(5)).times(1).at("/api/machines/"));
        isolated(tenant.defender().device("lt-111"));
        go();
        var action = approved(ActionType.ISOLATE_DEVICE);
        go();
        assertThat(cancel(action)).isInstanceOf(Answered.Done.class);
        assertThat(state(action)).isEqualTo(ActionState.CANCELLED);
        goAfter(Duration.ofMinutes(6));
        assertThat(device.actions()).isEmpty();
    }

    @Test
    void withoutPermissionItFailsAndCanBeTriedAgain() {
        live(ActionType.ISOLATE_DEVICE);
        tenant.withholds("Machine.Isolate");
        var action = approved(ActionType.ISOLATE_DEVICE);
        go();
        assertThat(state(action)).isEqualTo(ActionState.FAILED);
        assertThat(found(action).sending().trouble()).isEqualTo(Trouble.CONSENT_MISSING);
        assertThat(found(action).sending().detail()).isEqualTo("Machine.Isolate");
        tenant.consents();
        assertThat(remediation().retry(home, ADA, action.id(), found(action).version(), isLive(action)))
                .isInstanceOf(Answered.Done.class);
        go();
        goAfter(Duration.ofMinutes(1));
        assertThat(state(action)).isEqualTo(ActionState.SUCCEEDED);
    }

    @Test
    void whatFailsThereSaysWhy() {
        live(ActionType.ISOLATE_DEVICE);
        tenant.defender().nextAction(Ending.failed("The sensor is too old"));
        var action = approved(ActionType.ISOLATE_DEVICE);
        go();
        goAfter(Duration.ofMinutes(1));
        assertThat(state(action)).isEqualTo(ActionState.FAILED);
        assertThat(found(action).sending().trouble()).isEqualTo(Trouble.REFUSED);
    }

    @Test
    void aDeviceThatComesBackAfterAWeekIsHeardOf() {
        live(ActionType.ISOLATE_DEVICE);
        tenant.defender().nextAction(Ending.pendingFor(Duration.ofDays(7)));
        var action = approved(ActionType.ISOLATE_DEVICE);
        go();
        goAfter(Duration.ofDays(4));
        assertThat(state(action)).isEqualTo(ActionState.TIMED_OUT);
        assertThat(found(action).sending().trouble()).isEqualTo(Trouble.DEVICE_AWAY);
        goAfter(Duration.ofDays(4));
        assertThat(state(action)).isEqualTo(ActionState.SUCCEEDED);
        assertThat(device.isIsolated()).isTrue();
    }

    @Test
    void whatNoApiDoesWaitsForAPerson() {
        var action = approved(ActionType.STOP_SERVICE);
        go();
        assertThat(state(action)).isEqualTo(ActionState.RUNNING);
        assertThat(round().next(home)).isEmpty();
        assertThat(remediation()
                        .doneByHand(home, BOB, action.id(), found(action).version(), true, "Stopped"))
                .isInstanceOf(Answered.Done.class);
        assertThat(state(action)).isEqualTo(ActionState.SUCCEEDED);
    }

    @Test
    void whatCannotBeTakenBackIsNot() {
        var action = approved(ActionType.RUN_ANTIVIRUS_SCAN);
        go();
        assertThat(remediation().undo(home, ADA, action.id(), found(action).version(), null))
                .isInstanceOf(Answered.Impossible.class);
    }

    @Test
    void anActionOfAnotherTenantIsNotThere() {
        var action = proposed(ActionType.ISOLATE_DEVICE);
        aTenant();
        assertThat(remediation().approve(home, ADA, action.id(), action.version(), isLive(action), null))
                .isInstanceOf(Answered.Gone.class);
    }

    @Test
    void whatIsSwitchedLiveMeanwhileIsShownBeforeItIsSent() {
        var action = proposed(ActionType.ISOLATE_DEVICE);
        live(ActionType.ISOLATE_DEVICE);
        assertThat(remediation().approve(home, ADA, action.id(), action.version(), false, null))
                .isInstanceOf(Answered.Otherwise.class);
        assertThat(remediation().approve(home, ADA, action.id(), action.version(), true, null))
                .isInstanceOf(Answered.Done.class);
    }

    @Test
    void whatWasApprovedWhileNobodyCouldSendItIsNotSentAfterDays() {
        live(ActionType.ISOLATE_DEVICE);
        var action = approved(ActionType.ISOLATE_DEVICE);
        goAfter(Duration.ofDays(4));
        assertThat(state(action)).isEqualTo(ActionState.FAILED);
        assertThat(found(action).sending().trouble()).isEqualTo(Trouble.NOT_SENT_IN_TIME);
        assertThat(device.actions()).isEmpty();
    }

    @Test
    void anInvestigationThatSomebodyEndsTakesBackWhatItAskedFor() {
        var asked = proposedBy(7, ActionType.ISOLATE_DEVICE, true);
        var another = proposedBy(8, ActionType.RESTRICT_CODE_EXECUTION, true);
        remediation().cancelAllOf(home, 7, ADA, "False alarm");
        assertThat(state(asked)).isEqualTo(ActionState.CANCELLED);
        assertThat(state(another)).isEqualTo(ActionState.PENDING_APPROVAL);
        assertThat(new Actions(home).turns(asked.id()).getLast().who()).isEqualTo(ADA);
        assertThat(found(asked).decision()).isNull();
        assertThat(cancelling(asked).wish().by()).isEqualTo(ADA);
    }

    @Test
    void whoEndsAnInvestigationIsNotTakenForWhoApproved() {
        live(ActionType.ISOLATE_DEVICE);
        var action = proposedBy(7, ActionType.ISOLATE_DEVICE, true);
        remediation().approve(home, ADA, action.id(), action.version(), true, "Yes");
        remediation().cancelAllOf(home, 7, BOB, "False alarm");
        assertThat(state(action)).isEqualTo(ActionState.CANCELLED);
        assertThat(found(action).decision()).satisfies(decision -> {
            assertThat(decision.by()).isEqualTo(ADA);
            assertThat(decision.kind()).isEqualTo(Decision.Kind.APPROVED);
        });
        assertThat(cancelling(action).wish().by()).isEqualTo(BOB);
    }

    /** At Microsoft, where the device is away. */
    private RemediationAction running() {
        live(ActionType.ISOLATE_DEVICE);
        tenant.defender().nextAction(Ending.pendingFor(Duration.ofHours(3)));
        var action = approved(ActionType.ISOLATE_DEVICE);
        go();
        assertThat(found(action).mayBeCancelled()).isTrue();
        return action;
    }

    private Answered cancel(RemediationAction action) {
        return remediation().cancel(home, BOB, action.id(), found(action).version(), "False alarm");
    }

    private String cancelOf(RemediationAction action) {
        return "/api/machineactions/" + found(action).sending().outsideId() + "/cancel";
    }

    private MachineAction.Status there() {
        return device.actions().getFirst().status();
    }

    @Test
    void whatMicrosoftHasTakenOnIsCancelledOnceMicrosoftSaysSo() {
        var action = running();
        assertThat(cancel(action)).isInstanceOf(Answered.Done.class);
        assertThat(state(action)).isEqualTo(ActionState.RUNNING);
        assertThat(cancel(action)).isInstanceOf(Answered.Impossible.class);
        go();
        assertThat(state(action)).isEqualTo(ActionState.RUNNING);
        assertThat(cancelling(action).told()).isTrue();
        assertThat(there()).isEqualTo(MachineAction.Status.CANCELLED);
        go();
        assertThat(state(action)).isEqualTo(ActionState.CANCELLED);
        assertThat(found(action).sending().trouble()).isNull();
        assertThat(approver(action)).isEqualTo(ADA);
        assertThat(cancelling(action).wish().by()).isEqualTo(BOB);
        assertThat(cancelling(action).wish().comment()).isEqualTo("False alarm");
        assertThat(device.actions().getFirst().cancellation())
                .hasValueSatisfying(
                        comment -> assertThat(comment).contains(action.id().toString(), "False alarm"));
        assertThat(device.isIsolated()).isFalse();
        assertThat(round().next(home)).isEmpty();
    }

    @Test
    void aWishToCancelThatComesTooLateSaysHowItEnded() {
        var action = running();
        cancel(action);
        device.actions().getFirst().succeeds();
        go();
        assertThat(state(action)).isEqualTo(ActionState.SUCCEEDED);
        assertThat(cancelling(action).told()).isFalse();
        assertThat(device.actions().getFirst().cancellation()).isEmpty();
    }

    /** As when it is killed between the call and what is written down of it. */
    @Test
    void aProcessThatDoesNotKnowThatItToldMicrosoftLearnsIt() {
        var action = running();
        cancel(action);
        tenant.misbehaves(Misbehavior.timesOutAfterActing().times(1).at(cancelOf(action)));
        go();
        assertThat(cancelling(action).told()).isFalse();
        assertThat(found(action).sending().trouble()).isEqualTo(Trouble.SILENT);
        goAfter(Duration.ofMinutes(5));
        assertThat(state(action)).isEqualTo(ActionState.CANCELLED);
        assertThat(found(action).sending().trouble()).isNull();
    }

    @Test
    void whatWasCancelledThereWithoutOurDoingIsSaidToBe() {
        var action = running();
        device.actions().getFirst().isCancelled();
        goAfter(Duration.ofMinutes(1));
        assertThat(state(action)).isEqualTo(ActionState.CANCELLED);
        assertThat(found(action).sending().trouble()).isEqualTo(Trouble.CANCELLED_THERE);
    }

    @Test
    void whoeverAskedInVainIsNotTakenForWhoCancelledItThere() {
        var action = running();
        tenant.misbehaves(Misbehavior.consentMissing().times(2).at(cancelOf(action)));
        cancel(action);
        go();
        device.actions().getFirst().isCancelled();
        goAfter(Duration.ofMinutes(1));
        assertThat(state(action)).isEqualTo(ActionState.CANCELLED);
        assertThat(found(action).cancelled()).isNull();
        assertThat(requireNonNull(found(action).lastWord()).by()).isEqualTo(ADA);
    }

    @Test
    void withoutPermissionToCancelItGoesOnAndCanBeAskedForAgain() {
        var action = running();
        tenant.misbehaves(Misbehavior.consentMissing().times(2).at(cancelOf(action)));
        cancel(action);
        go();
        assertThat(state(action)).isEqualTo(ActionState.RUNNING);
        assertThat(cancelling(action).trouble()).isEqualTo(Trouble.CONSENT_MISSING);
        go();
        assertThat(there()).isEqualTo(MachineAction.Status.PENDING);
        assertThat(cancel(action)).isInstanceOf(Answered.Done.class);
        go();
        go();
        assertThat(state(action)).isEqualTo(ActionState.CANCELLED);
    }

    @Test
    void whatWasNotBegunIsCancelledWithoutACall() {
        live(ActionType.ISOLATE_DEVICE);
        var action = approved(ActionType.ISOLATE_DEVICE);
        assertThat(cancel(action)).isInstanceOf(Answered.Done.class);
        go();
        assertThat(state(action)).isEqualTo(ActionState.CANCELLED);
        assertThat(approver(action)).isEqualTo(ADA);
        assertThat(device.actions()).isEmpty();
    }

    @Test
    void whoSawAnOlderVersionDoesNotCancel() {
        var action = running();
        var seen = found(action).version();
        cancel(action);
        assertThat(remediation().cancel(home, ADA, action.id(), seen, "Late")).isInstanceOf(Answered.Otherwise.class);
    }

    @Test
    void whatIsNotHeardOfForLongMayHaveBegunAndIsNotCancelledAtOnce() {
        live(ActionType.ISOLATE_DEVICE);
        tenant.defender().nextAction(Ending.pendingFor(Duration.ofDays(7)));
        var action = approved(ActionType.ISOLATE_DEVICE);
        go();
        goAfter(Duration.ofDays(4));
        assertThat(state(action)).isEqualTo(ActionState.TIMED_OUT);
        remediation().retry(home, ADA, action.id(), found(action).version(), true);
        assertThat(state(action)).isEqualTo(ActionState.APPROVED);
        assertThat(cancel(action)).isInstanceOf(Answered.Impossible.class);
        go();
        assertThat(cancel(action)).isInstanceOf(Answered.Done.class);
        go();
        go();
        assertThat(state(action)).isEqualTo(ActionState.CANCELLED);
    }

    /** Another scan runs there, and ours would be sent when that ends. */
    @Test
    void whatMicrosoftHasNotTakenOnIsNeverSentOnceItIsCancelled() {
        live(ActionType.RUN_ANTIVIRUS_SCAN);
        tenant.defender().nextAction(Ending.pendingFor(Duration.ofHours(3)));
        var first = approved(ActionType.RUN_ANTIVIRUS_SCAN);
        go();
        // Somebody else's by now.
        home.database()
                .sql("delete from remediation_action where id = ?")
                .param(first.id())
                .update();
        var second = approved(ActionType.RUN_ANTIVIRUS_SCAN);
        go();
        assertThat(found(second).sending().trouble()).isEqualTo(Trouble.BUSY);
        assertThat(cancel(second)).isInstanceOf(Answered.Done.class);
        goAfter(Duration.ofMinutes(5));
        assertThat(state(second)).isEqualTo(ActionState.CANCELLED);
        goAfter(Duration.ofHours(4));
        assertThat(device.actions()).hasSize(1);
    }

    @Test
    void whatCameThereThoughNobodyAnsweredIsFoundAndCancelled() {
        live(ActionType.ISOLATE_DEVICE);
        tenant.defender().nextAction(Ending.pendingFor(Duration.ofHours(3)));
        tenant.misbehaves(Misbehavior.timesOutAfterActing().times(1).at("/api/machines/" + device.id() + "/isolate"));
        var action = approved(ActionType.ISOLATE_DEVICE);
        go();
        assertThat(found(action).sending().accepted()).isFalse();
        assertThat(cancel(action)).isInstanceOf(Answered.Done.class);
        goAfter(Duration.ofMinutes(5));
        goAfter(Duration.ofMinutes(5));
        goAfter(Duration.ofMinutes(5));
        assertThat(state(action)).isEqualTo(ActionState.CANCELLED);
        assertThat(device.actions()).hasSize(1);
        assertThat(there()).isEqualTo(MachineAction.Status.CANCELLED);
    }

    @Test
    void whatADeviceThatIsAwayHasNotBegunForDaysIsNotDoneWhenItComesBack() {
        live(ActionType.ISOLATE_DEVICE);
        tenant.defender().nextAction(Ending.pendingFor(Duration.ofDays(7)));
        var action = approved(ActionType.ISOLATE_DEVICE);
        go();
        goAfter(Duration.ofDays(4));
        assertThat(state(action)).isEqualTo(ActionState.TIMED_OUT);
        assertThat(cancel(action)).isInstanceOf(Answered.Done.class);
        assertThat(state(action)).isEqualTo(ActionState.TIMED_OUT);
        go();
        go();
        assertThat(state(action)).isEqualTo(ActionState.CANCELLED);
        assertThat(there()).isEqualTo(MachineAction.Status.CANCELLED);
        goAfter(Duration.ofDays(4));
        assertThat(device.isIsolated()).isFalse();
    }

    @ParameterizedTest
    @EnumSource(ActionType.class)
    void whatIsNotBegunIsCancelledWhateverItIsAndOnlyWhatIsDoneToDevicesLater(ActionType type) {
        var action = approvedTo(type);
        home.database()
                .sql(
                        "update remediation_action set state = 'RUNNING', begun_at = updated_at, is_live = true where id = ?")
                .param(action.id())
                .update();
        assertThat(found(action).mayBeCancelled()).isEqualTo(Calls.goesOnThere(type));
        home.database()
                .sql("update remediation_action set state = 'APPROVED', begun_at = null, is_live = false where id = ?")
                .param(action.id())
                .update();
        assertThat(cancel(action)).isInstanceOf(Answered.Done.class);
        assertThat(state(action)).isEqualTo(ActionState.CANCELLED);
    }

    private RemediationAction approvedTo(ActionType type) {
        var target = device(Map.of(
                Target.SHA1, SHA1,
                Target.MAIL, "mail",
                Target.URL, "https://bad.example/",
                Target.PERSON, "person"));
        var action = proposed(type, target, true);
        remediation().approve(home, ADA, action.id(), action.version(), isLive(action), null);
        return found(action);
    }

    /** Of what the product did by itself: what was done, the old value, the new one, why. */
    private List<String> lines(RemediationAction action) {
        return database.sql(
                        "select * from audit_entry where tenant_id = ? and actor_kind = 'SYSTEM' and object_id like ?"
                                + " order by number")
                .params(tenant.id().value(), action.id() + "%")
                .query((row, _) -> Stream.of("what", "old_value", "new_value", "reason")
                        .map(column -> text(row, column))
                        .collect(Collectors.joining(" ")))
                .list();
    }

    private static String text(ResultSet row, String column) {
        try {
            var text = row.getString(column);
            return text == null ? "-" : text.replaceFirst("^action\\.", "");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void eachStepThatNobodyTookHasItsLineInTheAuditLog() {
        live(ActionType.QUARANTINE_FILE);
        var proposal = new Proposal(
                ActionType.QUARANTINE_FILE,
                device(Map.of(Target.SHA1, SHA1)),
                ActionSource.AUTOMATED_DEVICE_ACTION,
                new Origin(Origin.Why.JUDGED, "Known ransomware", 7L, null, null),
                Verdict.MALICIOUS,
                false);
        var action = remediation().propose(home, List.of(proposal), null).getFirst();
        go();
        goAfter(Duration.ofMinutes(1));
        go();
        assertThat(lines(action))
                .containsExactly(
                        "approved-unasked - APPROVED_LIVE Known ransomware",
                        "begun APPROVED_LIVE RUNNING -",
                        "succeeded RUNNING SUCCEEDED -");
        assertThat(round().next(home)).isEmpty();
    }

    @Test
    void whatPeopleDecideHasNoSecondLine() {
        var action = approved(ActionType.ISOLATE_DEVICE);
        go();
        assertThat(lines(action)).containsExactly("begun APPROVED_TRIED RUNNING -", "tried RUNNING TRIED -");
    }

    @Test
    void whatExpiresOrFailsOrIsCancelledThereHasItsLine() {
        var expired = proposedBy(7, ActionType.RESTRICT_CODE_EXECUTION, true);
        remediation().judgeAnew(home, expired.id(), Verdict.SUSPICIOUS);
        goAfter(Duration.ofDays(7));
        assertThat(lines(expired))
                .containsExactly("proposed - PENDING_APPROVAL -", "expired PENDING_APPROVAL EXPIRED -");
        var cancelled = running();
        device.actions().getFirst().isCancelled();
        goAfter(Duration.ofMinutes(1));
        assertThat(lines(cancelled))
                .containsExactly(
                        "begun APPROVED_LIVE RUNNING -",
                        "cancelled-there RUNNING CANCELLED actioncenter.trouble.CANCELLED_THERE");
        live(ActionType.RUN_ANTIVIRUS_SCAN);
        var failed = approved(ActionType.RUN_ANTIVIRUS_SCAN);
        KindSeed.set(home, ActionType.RUN_ANTIVIRUS_SCAN, false, false);
        go();
        assertThat(lines(failed)).containsExactly("failed APPROVED_LIVE FAILED actioncenter.trouble.SWITCHED_OFF");
    }

    @Test
    void aLineThatIsWrittenLateTellsOfItsOwnTime() {
        var action = proposedBy(7, ActionType.ISOLATE_DEVICE, false);
        home.database()
                .sql("update remediation_action set is_live = true where id = ?")
                .param(action.id())
                .update();
        new UnaskedLines(audit).write(home, () -> true);
        assertThat(lines(action)).containsExactly("approved-unasked - APPROVED_TRIED -");
    }

    @Test
    void aLineThatCouldNotBeWrittenIsWrittenLater() {
        var action = proposedBy(7, ActionType.ISOLATE_DEVICE, true);
        round().run(home, () -> false);
        assertThat(lines(action)).isEmpty();
        assertThat(round().next(home)).hasValueSatisfying(due -> assertThat(due).isBeforeOrEqualTo(now));
        go();
        assertThat(lines(action)).containsExactly("proposed - PENDING_APPROVAL -");
    }

    private RemediationAction proposedBy(long investigation, ActionType type, boolean asks) {
        var proposal = new Proposal(
                type,
                device(Map.of()),
                ActionSource.AUTOMATED_DEVICE_ACTION,
                new Origin(Origin.Why.JUDGED, null, investigation, null, null),
                Verdict.MALICIOUS,
                asks);
        return remediation().propose(home, List.of(proposal), null).getFirst();
    }

    @ParameterizedTest
    @EnumSource(ActionType.class)
    void eachKindIsCarriedOutAndTakenBackWhereItCanBe(ActionType type) {
        live(type);
        var eve = tenant.person("Eve");
        var account = tenant.accounts().of(eve);
        var mail = Mailboxes.reportId(UUID.randomUUID().toString(), eve.userPrincipalName());
        var target = device(Map.of(
                Target.SHA1, SHA1,
                Target.SHA256, SHA256,
                Target.MAIL, mail,
                Target.URL, "https://bad.example/a?b=c",
                Target.PERSON, account.id()));
        var action = proposed(type, target, true);
        remediation().approve(home, ADA, action.id(), action.version(), isLive(action), null);
        go();
        goAfter(Duration.ofMinutes(1));
        if (!type.isSent()) {
            assertThat(state(action)).isEqualTo(ActionState.RUNNING);
            return;
        }
        assertThat(state(action)).as("%s", found(action).sending()).isEqualTo(ActionState.SUCCEEDED);
        assertDone(type, mail, account, true);
        if (type.undo().isEmpty()) {
            return;
        }
        remediation().undo(home, BOB, action.id(), found(action).version(), null);
        go();
        goAfter(Duration.ofMinutes(1));
        if (type.undo().get() == ActionType.Undo.BY_HAND) {
            assertThat(state(action)).isEqualTo(ActionState.UNDOING);
            return;
        }
        assertThat(state(action)).as("%s", found(action).sending()).isEqualTo(ActionState.UNDONE);
        assertDone(type, mail, account, false);
    }

    private void assertDone(ActionType type, String mail, Account account, boolean done) {
        var place = tenant.mailboxes().placeOf(mail);
        var indicators = tenant.defender().indicators();
        switch (type) {
            case ISOLATE_DEVICE -> assertThat(device.isIsolated()).isEqualTo(done);
            case RESTRICT_CODE_EXECUTION -> assertThat(device.isRestricted()).isEqualTo(done);
            case RUN_ANTIVIRUS_SCAN, COLLECT_INVESTIGATION_PACKAGE ->
                assertThat(device.actions()).hasSize(1);
            case OFFBOARD_DEVICE -> assertThat(device.isOffboarded()).isTrue();
            case START_INVESTIGATION ->
                assertThat(tenant.defender().investigations()).hasSize(1);
            case QUARANTINE_FILE -> assertThat(device.quarantinedFiles()).containsExactly(SHA1);
            case ALERT_ON_FILE, ALLOW_FILE ->
                assertThat(indicators)
                        .extracting(indicator -> indicator.value() + " " + indicator.action())
                        .isEqualTo(
                                done
                                        ? List.of(SHA256 + (type == ActionType.ALLOW_FILE ? " Allowed" : " Alert"))
                                        : List.of());
            case BLOCK_FILE ->
                assertThat(indicators).extracting(Indicator::value).isEqualTo(done ? List.of(SHA256) : List.of());
            case BLOCK_URL -> assertThat(indicators).hasSize(done ? 1 : 0);
            case SOFT_DELETE_MAIL -> assertThat(place).isEqualTo(Place.RECOVERABLE_ITEMS);
            case HARD_DELETE_MAIL -> assertThat(place).isEqualTo(Place.NOWHERE);
            case MOVE_MAIL_TO_JUNK -> assertThat(place).isEqualTo(Place.JUNK);
            case MOVE_MAIL_TO_INBOX -> assertThat(place).isEqualTo(Place.INBOX);
            case MOVE_MAIL_TO_DELETED_ITEMS -> assertThat(place).isEqualTo(Place.DELETED_ITEMS);
            case DISABLE_USER -> assertThat(account.isEnabled()).isEqualTo(!done);
            case REVOKE_SESSIONS -> assertThat(account.sessionsRevoked()).isPresent();
            case CONFIRM_USER_COMPROMISED -> assertThat(account.isCompromised()).isTrue();
            case KILL_PROCESS,
                    REMOVE_REGISTRY_KEY,
                    STOP_SERVICE,
                    DISABLE_DRIVER,
                    REMOVE_SCHEDULED_TASK,
                    REQUEST_SAMPLE,
                    QUARANTINE_ATTACHMENT,
                    TURN_OFF_MAIL_FORWARDING,
                    REMOVE_MAILBOX_DELEGATION,
                    RESET_PASSWORD -> throw new AssertionError("Nobody can be asked for " + type);
        }
    }

    @Test
    void whatAnotherProcessBeginsMeanwhileIsLeftToIt() {
        live(ActionType.ISOLATE_DEVICE);
        var action = approved(ActionType.ISOLATE_DEVICE);
        round().run(home, () -> {
            home.database()
                    .sql(
                            "update remediation_action set state = 'RUNNING', version = version + 1, next_at = ? where id = ?")
                    .params(Sql.time(now.plusSeconds(120)), action.id())
                    .update();
            return true;
        });
        assertThat(device.actions()).isEmpty();
        assertThat(found(action).sending().nextAt()).isEqualTo(now.plusSeconds(120));
    }

    @Test
    void anAnswerThatIsNotUnderstoodEndsInTimeAndKeepsNothingElseWaiting() {
        live(ActionType.ISOLATE_DEVICE);
        live(ActionType.BLOCK_FILE);
        var block = approved(ActionType.BLOCK_FILE);
        now = now.plusSeconds(1);
        var isolation = approved(ActionType.ISOLATE_DEVICE);
        tenant.misbehaves(Misbehavior.notJson().at("/api/indicators"));
        go();
        assertThat(found(block).sending().trouble()).isEqualTo(Trouble.SILENT);
        assertThat(state(isolation)).isEqualTo(ActionState.RUNNING);
        goAfter(settings.giveUpAfter().plusMinutes(5));
        assertThat(state(block)).isEqualTo(ActionState.TIMED_OUT);
    }

    @Test
    void whatIsTakenBackMayBeAskedForAgainMeanwhile() {
        live(ActionType.ISOLATE_DEVICE);
        var action = approved(ActionType.ISOLATE_DEVICE);
        go();
        goAfter(Duration.ofMinutes(1));
        var again = proposed(ActionType.ISOLATE_DEVICE);
        assertThat(again.id()).isNotEqualTo(action.id());
        assertThat(remediation().undo(home, BOB, action.id(), found(action).version(), null))
                .isInstanceOf(Answered.Done.class);
        go();
        goAfter(Duration.ofMinutes(1));
        assertThat(state(action)).isEqualTo(ActionState.UNDONE);
        assertThat(state(again)).isEqualTo(ActionState.PENDING_APPROVAL);
    }

    @Test
    void whatFailedIsNotSentAgainWhileTheSameWaits() {
        live(ActionType.ISOLATE_DEVICE);
        tenant.withholds("Machine.Isolate");
        var action = approved(ActionType.ISOLATE_DEVICE);
        go();
        assertThat(state(action)).isEqualTo(ActionState.FAILED);
        proposed(ActionType.ISOLATE_DEVICE);
        assertThat(remediation().retry(home, ADA, action.id(), found(action).version(), true))
                .isInstanceOf(Answered.Impossible.class);
    }

    @Test
    void whoApprovedThatItIsTriedHasNotApprovedThatItIsSent() {
        KindSeed.set(home, ActionType.ISOLATE_DEVICE, false, true);
        var action = proposed(ActionType.ISOLATE_DEVICE);
        assertThat(remediation().approve(home, ADA, action.id(), action.version(), false, null))
                .isInstanceOf(Answered.NeedsAnother.class);
        KindSeed.set(home, ActionType.ISOLATE_DEVICE, true, true);
        assertThat(remediation().approve(home, BOB, action.id(), found(action).version(), true, null))
                .isInstanceOf(Answered.NeedsAnother.class);
        assertThat(remediation().approve(home, ADA, action.id(), found(action).version(), true, null))
                .isInstanceOf(Answered.Done.class);
    }

    @Test
    void anotherVerdictIsApprovedAnewByBoth() {
        KindSeed.set(home, ActionType.ISOLATE_DEVICE, false, true);
        var action = proposed(ActionType.ISOLATE_DEVICE);
        remediation().approve(home, ADA, action.id(), action.version(), false, null);
        remediation().judgeAnew(home, action.id(), Verdict.SUSPICIOUS);
        assertThat(remediation().approve(home, BOB, action.id(), found(action).version(), false, null))
                .isInstanceOf(Answered.NeedsAnother.class);
    }

    @Test
    void whatOneApprovedIsNotSentAgainWhereTwoMust() {
        live(ActionType.ISOLATE_DEVICE);
        tenant.withholds("Machine.Isolate");
        var action = approved(ActionType.ISOLATE_DEVICE);
        go();
        KindSeed.set(home, ActionType.ISOLATE_DEVICE, true, true);
        assertThat(remediation().retry(home, BOB, action.id(), found(action).version(), true))
                .isInstanceOf(Answered.NeedsAnother.class);
        assertThat(state(action)).isEqualTo(ActionState.PENDING_APPROVAL);
        assertThat(found(action).expiresAt()).isEqualTo(now.plus(settings.decideWithin()));
        assertThat(remediation().approve(home, BOB, action.id(), found(action).version(), true, null))
                .isInstanceOf(Answered.NotTheSamePerson.class);
        assertThat(remediation().approve(home, ADA, action.id(), found(action).version(), true, null))
                .isInstanceOf(Answered.Done.class);
    }

    @Test
    void whatTwoApprovedToBeTriedIsSentOnceTwoApproveThat() {
        KindSeed.set(home, ActionType.ISOLATE_DEVICE, false, true);
        var action = proposed(ActionType.ISOLATE_DEVICE);
        remediation().approve(home, ADA, action.id(), action.version(), false, null);
        remediation().approve(home, BOB, action.id(), found(action).version(), false, null);
        go();
        assertThat(state(action)).isEqualTo(ActionState.TRIED);
        KindSeed.set(home, ActionType.ISOLATE_DEVICE, true, true);
        assertThat(remediation().retry(home, ADA, action.id(), found(action).version(), true))
                .isInstanceOf(Answered.NeedsAnother.class);
        go();
        assertThat(device.actions()).isEmpty();
        remediation().approve(home, BOB, action.id(), found(action).version(), true, null);
        go();
        goAfter(Duration.ofMinutes(1));
        assertThat(state(action)).isEqualTo(ActionState.SUCCEEDED);
    }

    /** It would be called only tried, while the device does it. */
    @Test
    void whatMicrosoftMayStillDoIsNotOnlyTriedTheNextTime() {
        live(ActionType.ISOLATE_DEVICE);
        tenant.defender().nextAction(Ending.pendingFor(Duration.ofDays(5)));
        var action = approved(ActionType.ISOLATE_DEVICE);
        go();
        goAfter(Duration.ofDays(4));
        KindSeed.set(home, ActionType.ISOLATE_DEVICE, false, false);
        assertThat(remediation().retry(home, BOB, action.id(), found(action).version(), false))
                .isInstanceOf(Answered.Impossible.class);
        goAfter(Duration.ofDays(2));
        assertThat(state(action)).isEqualTo(ActionState.SUCCEEDED);
    }

    @Test
    void whoeverMayNotAskWhatBecameOfItAsksLater() {
        live(ActionType.ISOLATE_DEVICE);
        tenant.withholds("Machine.Read.All");
        var action = approved(ActionType.ISOLATE_DEVICE);
        go();
        goAfter(Duration.ofMinutes(1));
        assertThat(state(action)).isEqualTo(ActionState.RUNNING);
        assertThat(found(action).sending().trouble()).isEqualTo(Trouble.CONSENT_MISSING);
        tenant.consents();
        goAfter(Duration.ofHours(2));
        assertThat(state(action)).isEqualTo(ActionState.SUCCEEDED);
    }

    @Test
    void whatIsSwitchedBackToBeingTriedIsNotSentAnyMore() {
        live(ActionType.ISOLATE_DEVICE);
        var action = approved(ActionType.ISOLATE_DEVICE);
        KindSeed.set(home, ActionType.ISOLATE_DEVICE, false, false);
        go();
        assertNotSent(action, Trouble.SWITCHED_OFF);
    }

    @Test
    void whatNobodyAnsweredIsNotSentAgainOnceItsTypeIsSwitchedBack() {
        live(ActionType.ISOLATE_DEVICE);
        var action = approved(ActionType.ISOLATE_DEVICE);
        tenant.misbehaves(Misbehavior.internalError().times(1).at("/api/machines/"));
        go();
        KindSeed.set(home, ActionType.ISOLATE_DEVICE, false, false);
        goAfter(Duration.ofMinutes(1));
        assertNotSent(action, Trouble.SWITCHED_OFF);
    }

    @Test
    void whatCameThereThoughNobodyAnsweredGoesOnThoughItsTypeIsSwitchedBack() {
        live(ActionType.ISOLATE_DEVICE);
        var action = approved(ActionType.ISOLATE_DEVICE);
        tenant.misbehaves(Misbehavior.timesOutAfterActing().times(1).at("/api/machines/"));
        go();
        KindSeed.set(home, ActionType.ISOLATE_DEVICE, false, false);
        goAfter(Duration.ofMinutes(1));
        goAfter(Duration.ofMinutes(1));
        assertThat(state(action)).isEqualTo(ActionState.SUCCEEDED);
        assertThat(device.actions()).hasSize(1);
    }

    @Test
    void whatIsOldIsForgottenButForWhatWaits() {
        var done = approved(ActionType.ISOLATE_DEVICE);
        go();
        var waiting = proposed(ActionType.RUN_ANTIVIRUS_SCAN);
        home.database()
                .sql("update remediation_action set expires_at = ? where id = ?")
                .params(Sql.time(now.plus(Duration.ofDays(400))), waiting.id())
                .update();
        goAfter(settings.keptFor().minusDays(1));
        assertThat(remediation().find(home, done.id())).isPresent();
        goAfter(Duration.ofDays(2));
        assertThat(remediation().find(home, done.id())).isEmpty();
        assertThat(remediation().turns(home, done.id())).isEmpty();
        assertThat(remediation().find(home, waiting.id())).isPresent();
    }
}
