package securitycenter.hunts;

/**
 * Who asks.
 *
 * @param id the object id of a person, the id of a program, of a rule or of an investigation; the queries of an id have one history
 */
public record Asker(Channel channel, String id, String name) {

    /** By which way. */
    public enum Channel {
        PORTAL,
        API,
        RULE,
        INVESTIGATION,
        /** Somebody is about to ask for an action. */
        ACTION
    }
}
