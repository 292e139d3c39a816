package securitycenter.provisioning;

import jakarta.persistence.CollectionTable;
import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.FetchType;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.OrderColumn;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.stream.IntStream;
import org.hibernate.annotations.BatchSize;
import org.jspecify.annotations.Nullable;
import securitycenter.homes.DataCenter;
import securitycenter.identity.TenantId;
import securitycenter.provisioning.DataCenterProposal.Reason;

/**
 * One way through the steps for one tenant. Building and moving can be cancelled; then what this run did is undone in
 * reverse.
 */
@Entity
@Table(name = "provisioning_run")
class Run {

    enum State {
        RUNNING,
        FAILED,
        DONE,
        CANCELLED
    }

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private @Nullable Long id;

    private UUID tenantId;

    /** The tenant while the run is under way, and null afterwards: unique, so there is one run at a time. */
    private @Nullable UUID activeTenant;

    @Enumerated(EnumType.STRING)
    @Column(length = 10)
    private RunKind kind;

    @Enumerated(EnumType.STRING)
    @Column(length = 12)
    private State state = State.RUNNING;

    /** Somebody cancelled: what was built is being taken away again. */
    private boolean turnedBack;

    /** The home did not exist before this run, so a cancelled run takes it away; older data it leaves alone. */
    private boolean freshHome;

    /** Counts the executions of the job. An execution that lost its claim to a newer one stops at its next step. */
    private int attempt;

    @Enumerated(EnumType.STRING)
    private @Nullable DataCenter target;

    private @Nullable Instant beginsAt;
    private @Nullable String startedByName;
    private boolean byStaff;
    private @Nullable String reason;
    private @Nullable String reference;
    private Instant startedAt;
    private @Nullable Instant finishedAt;
    private @Nullable Integer tablesCompared;
    private @Nullable Long rowsCompared;

    /** The earliest version of the steps of those processes that had a part in it. */
    private @Nullable String setUp;

    @Enumerated(EnumType.STRING)
    private @Nullable Reason moveReason;

    /** When a failed run is tried again that nobody began. */
    private @Nullable Instant retryAt;

    @Version
    private @Nullable Long version;

    @ElementCollection(fetch = FetchType.EAGER)
    @BatchSize(size = 50)
    @CollectionTable(name = "provisioning_run_step", joinColumns = @JoinColumn(name = "run_id"))
    @OrderColumn(name = "position")
    private List<RunStep> steps = new ArrayList<>();

    @SuppressWarnings("NullAway.Init")
    protected Run() {}

    /** @param setUp version of the steps */
    Run(TenantId tenant, RunKind kind, List<RunStep> steps, String setUp, Cause cause, Instant now) {
        this.tenantId = tenant.value();
        this.activeTenant = tenant.value();
        this.kind = kind;
        this.startedByName = cause.by();
        this.byStaff = cause.staff();
        this.reason = cause.reason();
        this.reference = cause.reference();
        this.startedAt = now;
        this.setUp = setUp;
        this.steps.addAll(steps);
    }

    Run inAFreshHome() {
        this.freshHome = true;
        return this;
    }

    /** @param target whereto the home moves, or where the former one is that is deleted */
    Run toward(DataCenter target) {
        this.target = target;
        return this;
    }

    Run because(Reason reason) {
        this.moveReason = reason;
        return this;
    }

    Run notBefore(@Nullable Instant beginsAt) {
        this.beginsAt = beginsAt;
        return this;
    }

    /** @param version of the steps of whoever executes it from now on */
    int claim(String version) {
        this.setUp = SetUp.earlier(setUp, version);
        return ++attempt;
    }

    boolean isClaimedBy(int execution) {
        return attempt == execution;
    }

    /**
     * The position of the step to do or to undo now; empty when there is nothing left, or it is too early. Marks the
     * step as under way.
     */
    OptionalInt next(Instant now) {
        if (state != State.RUNNING || isPlanned(now)) {
            return OptionalInt.empty();
        }
        var positions = IntStream.range(0, steps.size());
        var next = turnedBack
                ? positions
                        .filter(at -> undoesItsSteps() && steps.get(at).leavesTraces())
                        .reduce((_, later) -> later)
                : positions.filter(at -> !steps.get(at).isDone()).findFirst();
        next.ifPresent(at -> steps.get(at).begin(now));
        return next;
    }

    /** A move built a home of its own, and so did a run that found none. Other homes hold older data, which stays. */
    private boolean undoesItsSteps() {
        return kind == RunKind.MOVE || freshHome;
    }

    /** It has a time to begin at, which has not come, and nobody has called it off. */
    boolean isPlanned(Instant now) {
        return beginsAt != null && beginsAt.isAfter(now) && isActive() && !turnedBack;
    }

    void finished(int position, boolean undone, Instant now) {
        steps.get(position).finish(undone, now);
        leaveWhatIsNotUndone();
    }

    /** Also the step that was under way when somebody cancelled. */
    private void leaveWhatIsNotUndone() {
        if (turnedBack && !undoesItsSteps()) {
            steps.forEach(RunStep::leaveAsItIs);
        }
    }

    /** A step that fails while the run has turned back already is undone like the others. */
    void failed(int position, boolean undoing, String problem, String reference, Instant now) {
        steps.get(position).fail(problem, reference, now);
        if (undoing || !turnedBack) {
            this.state = State.FAILED;
            this.retryAt = startedByName == null && !byStaff ? now.plus(pause()) : null;
        }
        leaveWhatIsNotUndone();
    }

    /** Two minutes, then four, and so on to a day, for what no person waits for. */
    private Duration pause() {
        return Duration.ofMinutes(
                Math.min(1L << Math.min(attempt, 20), Duration.ofDays(1).toMinutes()));
    }

    void compared(int tables, long rows) {
        this.tablesCompared = tables;
        this.rowsCompared = rows;
    }

    /** Nothing is left to do. */
    void end(Instant now) {
        this.state = turnedBack ? State.CANCELLED : State.DONE;
        this.finishedAt = now;
        this.activeTenant = null;
    }

    /** Takes up a failed run again. */
    void retry() {
        if (state != State.FAILED) {
            throw new IllegalStateException("Run " + id + " is " + state + " and cannot be retried");
        }
        this.state = State.RUNNING;
        this.retryAt = null;
    }

    /** Asks for the way back; the step that is under way ends first. */
    void cancel() {
        if (!canBeCancelled()) {
            throw new IllegalStateException("Run " + id + " is " + state + " and cannot be cancelled");
        }
        this.state = State.RUNNING;
        this.turnedBack = true;
        leaveWhatIsNotUndone();
    }

    /** It opens a home that waited, and that goes on waiting when it is cancelled. */
    boolean opensAgain() {
        return kind == RunKind.BUILD && !freshHome;
    }

    boolean canBeCancelled() {
        return switch (kind) {
            case BUILD, REPAIR -> isActive() && !turnedBack;
            case MOVE -> isActive() && !turnedBack && !hasSwitched();
            case REMOVE, CLEAN, CLEAR -> false;
        };
    }

    /** The tenant lives in the new home. */
    boolean hasSwitched() {
        return steps.stream().anyMatch(step -> step.is(MovePart.SWITCH) && step.isDone());
    }

    boolean isActive() {
        return activeTenant != null;
    }

    RunStep step(int position) {
        return steps.get(position);
    }

    long id() {
        return id == null ? 0 : id;
    }

    TenantId tenant() {
        return new TenantId(tenantId);
    }

    RunKind kind() {
        return kind;
    }

    State state() {
        return state;
    }

    boolean turnedBack() {
        return turnedBack;
    }

    boolean freshHome() {
        return freshHome;
    }

    @Nullable
    DataCenter target() {
        return target;
    }

    /** Why a home moves. */
    Reason moveReason() {
        return moveReason == null ? Reason.REQUEST : moveReason;
    }

    /** Version of the steps that the home is built by when the run has ended. */
    String setUp() {
        return setUp == null ? "0.0" : setUp;
    }

    @Nullable
    Instant beginsAt() {
        return beginsAt;
    }

    Cause cause() {
        return new Cause(startedByName, byStaff, reason, reference);
    }

    @Nullable
    Integer tablesCompared() {
        return tablesCompared;
    }

    @Nullable
    Long rowsCompared() {
        return rowsCompared;
    }

    Instant startedAt() {
        return startedAt;
    }

    @Nullable
    Instant finishedAt() {
        return finishedAt;
    }

    List<RunStep> steps() {
        return List.copyOf(steps);
    }
}
