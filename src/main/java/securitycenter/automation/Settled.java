package securitycenter.automation;

/** What became of a change of settings. */
sealed interface Settled {

    record Saved() implements Settled {}

    /** Somebody else was quicker: what the person saw is not so any more. */
    record Overtaken() implements Settled {}

    /** @param problem the message that says why */
    record Refused(String problem) implements Settled {}

    static Settled of(boolean saved) {
        return saved ? new Saved() : new Overtaken();
    }
}
