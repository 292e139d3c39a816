package securitycenter.provisioning;

import org.jspecify.annotations.Nullable;
import securitycenter.identity.SignedInUser;

/**
 * Who wanted a run, and why.
 *
 * @param by name of the person; null when nobody pressed a button
 * @param staff the person is support staff
 * @param reason in the person's words; staff must give one
 * @param reference of the help request
 */
public record Cause(
        @Nullable String by,
        boolean staff,
        @Nullable String reason,
        @Nullable String reference) {

    public static final Cause NOBODY = new Cause(null, false, null, null);

    public static Cause of(SignedInUser user) {
        return new Cause(user.name(), false, null, null);
    }

    public static Cause ofStaff(String name, String reason, String reference) {
        return new Cause(name, true, reason, reference);
    }

    /** Key of the words for who it was. */
    public String starter() {
        return by == null ? "run.started" : staff ? "run.started-by-staff" : "run.started-by";
    }
}
