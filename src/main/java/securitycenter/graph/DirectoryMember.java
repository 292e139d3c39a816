package securitycenter.graph;

import org.jspecify.annotations.Nullable;

/** A person who holds a directory role. Graph may hide either name. */
public record DirectoryMember(
        @Nullable String displayName, @Nullable String userPrincipalName) {}
