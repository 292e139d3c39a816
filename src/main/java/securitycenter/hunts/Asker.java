package securitycenter.hunts;

/**
 * Who asks.
 *
 * @param id the object id of a person, the id of a program or of a rule, or which investigation or action it is for; the queries of
 *     an id have one history
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
