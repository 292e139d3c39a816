package securitycenter.provisioning;

import org.jspecify.annotations.Nullable;

/**
 * How a run stands, in brief.
 *
 * @param problem key of the sentence that says why it failed; null when it did not
 */
public record RunStanding(long run, State state, @Nullable String problem) {

    public enum State {
        /** Planned or running. */
        UNDER_WAY,
        FAILED,
        DONE,

        /** Called off, and taken back. */
        CANCELLED
    }

    RunStanding(long run, Run.State state, @Nullable String problem) {
        this(
                run,
                switch (state) {
                    case RUNNING -> State.UNDER_WAY;
                    case FAILED -> State.FAILED;
                    case DONE -> State.DONE;
                    case CANCELLED -> State.CANCELLED;
                },
                problem);
    }
}
