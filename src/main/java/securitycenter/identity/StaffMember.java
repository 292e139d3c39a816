package securitycenter.identity;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One of the support staff, by whom something is done that may happen later, when they are not there any more.
 *
 * @param address where their request came from
 */
public record StaffMember(UUID id, String name, @Nullable String address) {

    public static StaffMember of(SignedInUser user) {
        if (!user.staff()) {
            throw new IllegalArgumentException(user.id() + " is not support staff");
        }
        return new StaffMember(user.id(), user.name(), user.address());
    }
}
