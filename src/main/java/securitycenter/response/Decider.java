package securitycenter.response;

import java.util.UUID;
import securitycenter.identity.SignedInUser;

/** A person who decides about actions. */
public record Decider(UUID id, String name) {

    public static Decider of(SignedInUser user) {
        return new Decider(user.id(), user.userName());
    }
}
