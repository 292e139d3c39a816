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

    /** What is done with the step. */
    enum Work {
        BUILD,
        TAKE_AWAY,

        /** A part of a move; it is named by {@link MovePart} and not by a {@link ProvisioningStep}. */
        MOVE
    }

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
    private Work work;

    @Enumerated(EnumType.STRING)
    @Column(length = 10)
    private State state = State.WAITING;

    private @Nullable Instant startedAt;
    private @Nullable Instant finishedAt;
    private @Nullable String problem;
    private @Nullable String reference;

    @SuppressWarnings("NullAway.Init")
    protected RunStep() {}

    RunStep(String name, Work work) {
        this.name = name;
        this.work = work;
    }

    static RunStep of(MovePart part) {
        return new RunStep(part.step(), Work.MOVE);
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

    boolean is(MovePart part) {
        return work == Work.MOVE && name.equals(part.step());
    }

    String name() {
        return name;
    }

    Work work() {
        return work;
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
