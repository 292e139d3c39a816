package securitycenter.fakemicrosoft;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A sign-in that a code or a refresh token stands for. */
record SignIn(
        Person person,
        String clientId,
        String redirectUri,
        Optional<String> nonce,
        Optional<String> codeChallenge,
        List<String> scopes,
        Instant when,
        Instant enteredAt) {

    private static final Set<String> OPENID = Set.of("openid", "profile", "email", "offline_access", "");
    private static final List<String> DEFAULT = List.of("User.Read", "Organization.Read.All");

    /** Of the code, that is; a refresh token lasts longer than any test. */
    Instant expires() {
        return when.plus(Duration.ofMinutes(10));
    }

    boolean asksFor(String scope) {
        return scopes.contains(scope);
    }

    /** User.Read belongs to each registration that Entra makes; the rest is what was asked for. */
    Set<String> permissions() {
        var permissions = new LinkedHashSet<>(List.of("User.Read"));
        scopes.stream()
                .filter(scope -> !OPENID.contains(scope))
                .map(scope -> scope.substring(scope.lastIndexOf('/') + 1))
                .flatMap(scope -> (scope.equals(".default") ? DEFAULT : List.of(scope)).stream())
                .filter(person.tenant()::grants)
                .forEach(permissions::add);
        return permissions;
    }

    /** The API of a customer that the access token is for; empty when it is for Graph. */
    Optional<String> resource() {
        return scopes.stream()
                .filter(scope -> scope.startsWith("api://"))
                .map(scope -> scope.substring(0, scope.lastIndexOf('/')))
                .findFirst();
    }

    List<String> scopesOf(String resource) {
        return scopes.stream()
                .filter(scope -> scope.startsWith(resource + "/"))
                .map(scope -> scope.substring(resource.length() + 1))
                .toList();
    }
}
