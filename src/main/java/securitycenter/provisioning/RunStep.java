package securitycenter.provisioning;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How one step of a run stands. */
@Embeddable
class RunStep {

    enum State {
        WAITING,
        RUNNING,
        DONE,
        FAILED,
        UNDONE,
        LEFT
    }

    private String name;

    @Enumerated(EnumType.STRING)
    @Column(length = 10)
    private State state = State.WAITING;

    private @Nullable Instant startedAt;
    private @Nullable Instant finishedAt;
    private @Nullable String problem;
    private @Nullable String reference;

    @SuppressWarnings("NullAway.Init")
    protected RunStep() {}

    RunStep(String name) {
        this.name = name;
    }

    void begin(Instant now) {
        this.state = State.RUNNING;
        this.startedAt = now;
        this.finishedAt = null;
        this.problem = null;
        this.reference = null;
    }

    void finish(boolean undoing, Instant now) {
        this.state = undoing ? State.UNDONE : State.DONE;
        this.finishedAt = now;
    }

    void fail(String problem, String reference, Instant now) {
        this.state = State.FAILED;
        this.problem = problem;
        this.reference = reference;
        this.finishedAt = now;
    }

    void leaveAsItIs() {
        if (leavesTraces()) {
            this.state = State.LEFT;
        }
    }

    boolean isDone() {
        return state == State.DONE;
    }

    /** Something of the step may be in the home. */
    boolean leavesTraces() {
        return state == State.DONE || state == State.RUNNING || state == State.FAILED;
    }

    String name() {
        return name;
    }

    State state() {
        return state;
    }

    @Nullable
    String problem() {
        return problem;
    }

    @Nullable
    String reference() {
        return reference;
    }

    /** From begin to end, or null while it has no end. */
    @Nullable
    Duration taken() {
        return startedAt == null || finishedAt == null ? null : Duration.between(startedAt, finishedAt);
    }
}
