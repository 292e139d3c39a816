package securitycenter.optin;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import securitycenter.homes.DataCenter;
import securitycenter.homes.TenantHome;

/** How far a tenant is with the product. */
public sealed interface ProductState {

    /** For addresses, message keys and filters. */
    default String word() {
        return switch (this) {
            case NotEligible _ -> "not-eligible";
            case Off _ -> "off";
            case Provisioning _ -> "provisioning";
            case On _ -> "on";
            case OptedOut _ -> "opted-out";
            case Removing _ -> "removing";
        };
    }

    /** No license covers a supported service, or it is not known yet. */
    record NotEligible() implements ProductState {}

    record Off() implements ProductState {}

    /**
     * @param run whose page shows how far it is
     * @param failed it waits for a person
     */
    record Provisioning(long run, boolean failed) implements ProductState {}

    /** @param moving the home is going to another data center; null while it is not */
    record On(TenantHome home, @Nullable Moving moving) implements ProductState {

        /** The home can only be read for now. */
        public boolean frozen() {
            return moving != null && moving.frozenSince() != null;
        }
    }

    /**
     * A move, planned or under way.
     *
     * @param run whose page shows how far it is
     * @param beginsAt when it will begin; null once that is over
     * @param frozenSince from when on the data can only be read; null while it can be changed
     * @param failed it waits for a person
     * @param turnedBack it is being taken back
     */
    record Moving(
            long run,
            DataCenter target,
            @Nullable Instant beginsAt,
            @Nullable Instant frozenSince,
            boolean failed,
            boolean turnedBack) {

        /** For message keys. */
        public String word() {
            if (turnedBack) {
                return "back";
            }
            if (failed) {
                return frozenSince == null ? "failed" : "failed-frozen";
            }
            if (frozenSince != null) {
                return "frozen";
            }
            return beginsAt == null ? "under-way" : "planned";
        }
    }

    /** @param keptUntil the data waits until then and is deleted afterwards */
    record OptedOut(Instant keptUntil) implements ProductState {}

    /** @param run that deletes the data */
    record Removing(long run) implements ProductState {}
}
