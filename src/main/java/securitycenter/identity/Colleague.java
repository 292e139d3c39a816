package securitycenter.identity;

import java.util.UUID;

/**
 * Somebody to whom something can be given: one of our staff, or an analyst of a tenant.
 *
 * @param userName tells those of one name apart
 */
public record Colleague(UUID id, String name, String userName) {

    public static Colleague of(SignedInUser staff) {
        return new Colleague(staff.id(), staff.name(), staff.userName());
    }
}
