package securitycenter.audit;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import securitycenter.identity.SignedInUser;
import securitycenter.identity.StaffMember;

/**
 * Who acts.
 *
 * @param onBehalfOf the tenant for which support staff act
 * @param address where the request came from
 */
record Actor(
        Kind kind,
        @Nullable UUID id,
        @Nullable String name,
        @Nullable String onBehalfOf,
        @Nullable String address) {

    enum Kind {
        PERSON,
        STAFF,
        SYSTEM
    }

    static final Actor SYSTEM = new Actor(Kind.SYSTEM, null, null, null, null);

    static Actor of(StaffMember staff, String onBehalfOf) {
        return new Actor(
                Kind.STAFF, staff.id(), Text.within(256, staff.name()), onBehalfOf, Text.within(64, staff.address()));
    }

    static Actor of(Kind kind, SignedInUser who, @Nullable String onBehalfOf) {
        return new Actor(kind, who.id(), Text.within(256, who.name()), onBehalfOf, Text.within(64, who.address()));
    }
}
