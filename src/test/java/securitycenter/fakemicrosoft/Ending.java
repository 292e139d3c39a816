package securitycenter.fakemicrosoft;

import java.time.Duration;
import java.util.Optional;

/**
 * How a machine action comes to its end.
 *
 * @param pending for how long it waits before it begins, where that is not as usual
 */
public record Ending(MachineAction.Status status, Optional<String> reason, Optional<Duration> pending) {

    static final Ending GOOD = new Ending(MachineAction.Status.SUCCEEDED, Optional.empty(), Optional.empty());

    public static Ending failed(String reason) {
        return new Ending(MachineAction.Status.FAILED, Optional.of(reason), Optional.empty());
    }

    /** The computer never answered. */
    public static Ending timedOut() {
        return new Ending(MachineAction.Status.TIME_OUT, Optional.empty(), Optional.empty());
    }

    /** Well, but late: the computer is switched off until then. */
    public static Ending pendingFor(Duration time) {
        return new Ending(MachineAction.Status.SUCCEEDED, Optional.empty(), Optional.of(time));
    }
}
