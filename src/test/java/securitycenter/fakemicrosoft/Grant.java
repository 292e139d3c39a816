package securitycenter.fakemicrosoft;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * What an access token allows. The permissions are those of the moment it was given out, as with the real one.
 *
 * @param person empty for a token of the application itself
 */
record Grant(
        Tenant tenant,
        Optional<Person> person,
        String clientId,
        Resource resource,
        Set<String> permissions,
        Instant expires) {

    boolean allowsAnyOf(String... any) {
        return Set.of(any).stream().anyMatch(permissions::contains);
    }

    boolean isExpired() {
        return !Instant.now().isBefore(expires);
    }
}
