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

    @Test
    void whoActsIsNamedWithTheProgramHoweverLongItsNameIs() {
        var application = UUID.randomUUID().toString();
        var person = UUID.randomUUID();
        var program = caller(token -> token.claim("azp", application).claim("app_displayname", "n".repeat(1_000)));
        assertThat(program.analyst().name()).hasSize(200).endsWith("…" + " (" + application + ")");
        var delegated = caller(token -> token.claim("azp", application)
                .claim("app_displayname", "n".repeat(1_000))
                .claim("oid", person.toString())
                .claim("scp", "Incident.ReadWrite")
                .claim("preferred_username", "p".repeat(300) + "@contoso.example"));
        assertThat(delegated.analyst().id()).isEqualTo(person);
        assertThat(delegated.analyst().name()).hasSize(200).contains("… via n").endsWith(" (" + application + ")");
        var usual = caller(token -> token.claim("azp", application)
                .claim("app_displayname", "Night shift")
                .claim("oid", person.toString())
                .claim("scp", "Incident.ReadWrite")
                .claim("preferred_username", "olga@contoso.example"));
        assertThat(usual.analyst().name()).isEqualTo("olga@contoso.example via Night shift (" + application + ")");
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
