package securitycenter.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.springframework.security.oauth2.jwt.Jwt;
import securitycenter.identity.Role;

class ApiCallerTests {

    private static ApiCaller caller(Consumer<Jwt.Builder> claims) {
        var token = Jwt.withTokenValue("token")
                .header("alg", "RS256")
                .claim("tid", UUID.randomUUID().toString())
                .claim("azp", "a-program");
        claims.accept(token);
        return ApiCaller.of(token.build());
    }

    @Test
    void aProgramsOwnTokenNamesItsAppRoles() {
        var caller =
                caller(token -> token.subject("one").claim("oid", "one").claim("roles", List.of("Incident.Read.All")));
        assertThat(caller.may(Permission.READ_INCIDENTS)).isTrue();
        assertThat(caller.may(Permission.CHANGE_INCIDENTS)).isFalse();
        assertThat(caller.analyst().name()).isEqualTo("a-program");
    }

    /** The app roles of a person stand in the same claim. */
    @Test
    void whereSubjectAndObjectDifferTheyAreAPersons() {
        var caller = caller(
                token -> token.subject("one").claim("oid", "another").claim("roles", List.of("Incident.Read.All")));
        assertThat(caller.permissions()).isEmpty();
    }

    @Test
    void aPersonGetsNoMoreThanTheRolesAllow() {
        var caller = caller(token -> token.subject("pairwise")
                .claim("oid", UUID.randomUUID().toString())
                .claim("scp", "Incident.ReadWrite SecurityIncident.Read.All")
                .claim("roles", List.of("SecurityAlert.Read.All"))
                .claim("wids", List.of(Role.SECURITY_READER.templateId())));
        assertThat(caller.may(Permission.READ_INCIDENTS)).isTrue();
        assertThat(caller.may(Permission.READ_SECURITY_INCIDENTS)).isTrue();
        assertThat(caller.may(Permission.CHANGE_INCIDENTS)).isFalse();
        assertThat(caller.may(Permission.READ_SECURITY_ALERTS)).isFalse();
    }
}
