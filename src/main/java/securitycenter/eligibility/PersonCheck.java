package securitycenter.eligibility;

import java.util.Set;
import securitycenter.identity.Role;

/** Whether a person may turn the product on and off at this moment. Anything but {@link MayTurnOn} means no. */
public sealed interface PersonCheck {

    record MayTurnOn(Set<Role> roles) implements PersonCheck {}

    /**
     * @param roles held at this moment
     * @param lostSinceSignIn the session says otherwise; signing in again shows the truth
     */
    record RoleMissing(Set<Role> roles, boolean lostSinceSignIn) implements PersonCheck {}

    record Guest() implements PersonCheck {}

    record CouldNotCheck(Silence why) implements PersonCheck {}
}
