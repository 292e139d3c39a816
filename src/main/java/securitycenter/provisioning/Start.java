package securitycenter.provisioning;

/** What became of the wish for a run. */
public sealed interface Start {

    record Begun(long run) implements Start {}

    /** Nothing was begun: another run is under way, or has failed and waits for somebody. */
    record Occupied(UnderWay by) implements Start {}

    /** Nothing was begun: the home is not there any more, or not as it has to be for that. */
    record Overtaken() implements Start {}
}
