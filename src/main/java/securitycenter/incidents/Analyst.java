package securitycenter.incidents;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import securitycenter.identity.SignedInUser;

/**
 * Who works on an incident: a person, or a program.
 *
 * @param id null for a program
 * @param name what the activity log calls them; for a person the user name, and the program through which they act, if any
 */
public record Analyst(@Nullable UUID id, String name) {

    public static Analyst of(SignedInUser user) {
        return new Analyst(user.id(), user.userName());
    }
}
