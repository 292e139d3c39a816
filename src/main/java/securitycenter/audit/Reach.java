package securitycenter.audit;

import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import securitycenter.identity.TenantId;

/** Whose entries somebody gets to see. */
sealed interface Reach {

    /** A customer's: its own, whatever the address says. */
    record Own(TenantId owner) implements Reach {}

    /** Support staff's, who look at one tenant. */
    record Chosen(TenantId chosen) implements Reach {}

    /** Support staff's, who look at all tenants. */
    record All() implements Reach {}

    /** Support staff's, who gave something for a tenant that is no id. */
    record Nobody(String given) implements Reach {}

    /** @param tenant as it stands in the address */
    static Reach ofStaff(@Nullable String tenant) {
        var given = tenant == null ? "" : tenant.strip();
        if (given.isEmpty()) {
            return new All();
        }
        try {
            var id = UUID.fromString(given);
            return id.toString().equalsIgnoreCase(given) ? new Chosen(new TenantId(id)) : new Nobody(given);
        } catch (IllegalArgumentException noId) {
            return new Nobody(given);
        }
    }

    default Optional<TenantId> tenant() {
        return switch (this) {
            case Own(var owner) -> Optional.of(owner);
            case Chosen(var chosen) -> Optional.of(chosen);
            case All _, Nobody _ -> Optional.empty();
        };
    }

    /** What of it stands in an address. */
    default Map<String, String> asked() {
        return switch (this) {
            case Own _, All _ -> Map.of();
            case Chosen(var chosen) -> Map.of("tenant", chosen.toString());
            case Nobody(var given) -> Map.of("tenant", given);
        };
    }

    default boolean ofStaff() {
        return !(this instanceof Own);
    }
}
