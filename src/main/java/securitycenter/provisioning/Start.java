package securitycenter.provisioning;

import org.springframework.dao.OptimisticLockingFailureException;

/** What became of the wish for a run. */
public sealed interface Start {

    record Begun(long run) implements Start {}

    /** Nothing was begun: another run is under way, or has failed and waits for somebody. */
    record Occupied(UnderWay by) implements Start {}

    /** Nothing was begun: the home is not there any more, or not as it has to be for that. */
    record Overtaken() implements Start {}

    /** The run. That none was begun is a clash with what somebody else did meanwhile. */
    default long begun() {
        return switch (this) {
            case Begun(var run) -> run;
            case Occupied(var by) -> throw new OptimisticLockingFailureException("Run " + by.run() + " is under way");
            case Overtaken _ -> throw new OptimisticLockingFailureException("The home has changed meanwhile");
        };
    }
}
