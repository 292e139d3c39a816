package securitycenter.api;

import static java.util.Objects.requireNonNull;
import static java.util.Objects.requireNonNullElse;

import java.security.Principal;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import securitycenter.alerts.Text;
import securitycenter.identity.Role;
import securitycenter.identity.TenantId;
import securitycenter.incidents.Analyst;

/**
 * The program behind a request. Controllers take it as a parameter.
 *
 * @param application the id of its registration in Entra
 * @param name what people call it, or the id where the token does not say
 * @param person for whom it works; null when it works for itself
 * @param permissions by Microsoft's names
 */
record ApiCaller(
        TenantId tenant,
        String application,
        String name,
        @Nullable Person person,
        Set<String> permissions) {

    /** As the home keeps it. */
    private static final int LONGEST = 200;

    /** Leaves room for the program through which the person acts. */
    private static final int LONGEST_PERSON = 120;

    record Person(UUID id, String userName, Set<Role> roles) {}

    static ApiCaller of(@Nullable Principal caller) {
        return of(((JwtAuthenticationToken) requireNonNull(caller)).getToken());
    }

    static ApiCaller of(Jwt token) {
        var application = requireNonNull(applicationOf(token));
        var scopes = token.getClaimAsString("scp");
        return new ApiCaller(
                new TenantId(UUID.fromString(requireNonNull(token.getClaimAsString("tid")))),
                application,
                requireNonNullElse(token.getClaimAsString("app_displayname"), application),
                scopes == null ? null : person(token),
                scopes == null ? rolesOfApplication(token) : Set.of(scopes.split(" ")));
    }

    /** Null for what is no access token; an ID token has the same audience and issuer, but does not name a program. */
    static @Nullable String applicationOf(Jwt token) {
        var application = token.getClaimAsString("azp");
        return application == null ? token.getClaimAsString("appid") : application;
    }

    private static Person person(Jwt token) {
        var id = requireNonNull(token.getClaimAsString("oid"));
        var name = token.getClaimAsString("preferred_username");
        return new Person(
                UUID.fromString(id),
                requireNonNullElse(name == null ? token.getClaimAsString("upn") : name, id),
                Role.ofTemplates(requireNonNullElse(token.getClaimAsStringList("wids"), List.of())));
    }

    /** The claim holds app roles of people, too; only in a program's own token subject and object are the same. */
    private static Set<String> rolesOfApplication(Jwt token) {
        var roles = token.getClaimAsStringList("roles");
        return roles == null || !requireNonNullElse(token.getSubject(), "").equals(token.getClaimAsString("oid"))
                ? Set.of()
                : Set.copyOf(roles);
    }

    boolean may(Permission permission) {
        return permission.isNamedBy(this) && (person == null || permission.isFor(person.roles()));
    }

    /** Who stands behind a change. A program chooses its name itself, so its id stands beside it. */
    Analyst analyst() {
        if (person == null) {
            return new Analyst(null, program(LONGEST));
        }
        var by = Text.within(LONGEST_PERSON, person.userName()) + " via ";
        return new Analyst(person.id(), by + program(LONGEST - by.length()));
    }

    private String program(int longest) {
        if (name.equals(application)) {
            return application;
        }
        var id = " (" + application + ")";
        return Text.within(longest - id.length(), name) + id;
    }
}
