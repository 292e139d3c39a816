package securitycenter.graph;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A person who holds a directory role. Graph may hide all but the id.
 *
 * @param mail null for a person without a mailbox, as many administrators are
 */
public record DirectoryMember(
        UUID id,
        @Nullable String displayName,
        @Nullable String userPrincipalName,
        @Nullable String mail) {}
