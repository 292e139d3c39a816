package securitycenter.incidents;

import securitycenter.correlation.EntityKind;
import securitycenter.correlation.LinkRule;

/**
 * A link as it is stored with the alert.
 *
 * @param name what both alerts name
 * @param seconds between them
 */
public record Reason(LinkRule rule, EntityKind kind, String name, long seconds) {

    /** By what happened one after the other, and not only by a name. */
    public boolean followsInTime() {
        return rule == LinkRule.MAIL_THEN_ACTIVITY;
    }
}
