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
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import securitycenter.identity.TenantId;

/**
 * One way through the steps for one tenant: building its home, or removing it. Building can be cancelled; then what
 * this run built is taken away in reverse.
 */
@Entity
@Table(name = "provisioning_run")
class Run {

    enum Kind {
        BUILD,
        REMOVE
    }

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
    private Kind kind;

    @Enumerated(EnumType.STRING)
    @Column(length = 12)
    private State state = State.RUNNING;

    /** Somebody cancelled: what was built is being taken away again. */
    private boolean turnedBack;

    /** The home did not exist before this run, so a cancelled run takes it away; older data it leaves alone. */
    private boolean freshHome;

    /** Counts the executions of the job. An execution that lost its claim to a newer one stops at its next step. */
    private int attempt;

    private @Nullable String startedByName;
    private Instant startedAt;
    private @Nullable Instant finishedAt;

    @Version
    private @Nullable Long version;

    @ElementCollection(fetch = FetchType.EAGER)
    @CollectionTable(name = "provisioning_run_step", joinColumns = @JoinColumn(name = "run_id"))
    @OrderColumn(name = "position")
    private List<RunStep> steps = new ArrayList<>();

    @SuppressWarnings("NullAway.Init")
    protected Run() {}

    Run(TenantId tenant, Kind kind, boolean freshHome, List<String> steps, @Nullable String startedBy, Instant now) {
        this.tenantId = tenant.value();
        this.activeTenant = tenant.value();
        this.kind = kind;
        this.freshHome = freshHome;
        this.startedByName = startedBy;
        this.startedAt = now;
        steps.forEach(name -> this.steps.add(new RunStep(name)));
    }

    int claim() {
        return ++attempt;
    }

    boolean isClaimedBy(int execution) {
        return attempt == execution;
    }

    /** The step to do or to undo now; empty when there is nothing left. Marks it as under way. */
    Optional<RunStep> next(Instant now) {
        if (state != State.RUNNING) {
            return Optional.empty();
        }
        var next = turnedBack
                ? steps.reversed().stream().filter(RunStep::leavesTraces).findFirst()
                : steps.stream().filter(step -> !step.isDone()).findFirst();
        next.ifPresent(step -> step.begin(now));
        return next;
    }

    void finished(String step, boolean undone, Instant now) {
        step(step).finish(undone, now);
    }

    /** A step that fails while the run has turned back already is undone like the others. */
    void failed(String step, boolean undoing, String problem, String reference, Instant now) {
        step(step).fail(problem, reference, now);
        if (undoing || !turnedBack) {
            this.state = State.FAILED;
        }
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
    }

    /** Asks for the way back; the step that is under way ends first. */
    void cancel() {
        if (!canBeCancelled()) {
            throw new IllegalStateException("Run " + id + " is " + state + " and cannot be cancelled");
        }
        this.state = State.RUNNING;
        this.turnedBack = true;
        if (!freshHome) {
            steps.forEach(RunStep::leaveAsItIs);
        }
    }

    boolean canBeCancelled() {
        return kind == Kind.BUILD && isActive() && !turnedBack;
    }

    boolean isActive() {
        return activeTenant != null;
    }

    private RunStep step(String name) {
        return steps.stream()
                .filter(step -> step.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    long id() {
        return id == null ? 0 : id;
    }

    TenantId tenant() {
        return new TenantId(tenantId);
    }

    Kind kind() {
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
    String startedByName() {
        return startedByName;
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
