package securitycenter.identity;

import java.util.Set;

/**
 * Reads a person's roles from the directory. The room {@code graph}, one floor up, implements it: sign-in needs the
 * answer when the token does not carry it.
 */
public interface DirectoryRoles {

    /**
     * The roles that the bearer holds at this moment.
     *
     * @throws RuntimeException when the directory does not answer
     */
    Set<Role> heldByBearerOf(String accessToken, TenantId tenant);
}
