package securitycenter.eligibility;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A person who may turn the product on and off for a tenant.
 *
 * @param name null when Microsoft does not tell
 * @param mail null for a person without a mailbox, as many administrators are
 */
public record Administrator(
        UUID id, @Nullable String name, @Nullable String mail) {}
