package securitycenter.audit;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import securitycenter.identity.SignedInUser;
import securitycenter.identity.StaffMember;
import securitycenter.identity.TenantId;

/**
 * Who acts.
 *
 * @param onBehalfOf the tenant for which support staff act
 * @param address where a person's or program's request came from
 * @param staffAddress where support staff's request came from, which their customers do not get to see
 */
record Actor(
        Kind kind,
        @Nullable UUID id,
        @Nullable String name,
        @Nullable String onBehalfOf,
        @Nullable String address,
        @Nullable String staffAddress) {

    enum Kind {
        PERSON,
        PROGRAM,
        STAFF,
        SYSTEM
    }

    static final Actor SYSTEM = new Actor(Kind.SYSTEM, null, null, null, null, null);

    static Actor person(SignedInUser who) {
        return new Actor(
                Kind.PERSON, who.id(), Text.within(256, who.name()), null, Text.within(64, who.address()), null);
    }

    static Actor program(UUID application, String name, String address) {
        return new Actor(Kind.PROGRAM, application, Text.within(256, name), null, Text.within(64, address), null);
    }

    static Actor staff(StaffMember staff, TenantId onBehalfOf) {
        return new Actor(
                Kind.STAFF,
                staff.id(),
                Text.within(256, staff.name()),
                onBehalfOf.toString(),
                null,
                Text.within(64, staff.address()));
    }
}
