package securitycenter.fakemicrosoft;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;

/** Writes ID tokens, right ones and forged ones. */
final class IdTokens {

    /** More groups than these do not fit into a token. */
    private static final int MOST_GROUPS = 200;

    private final URI address;
    private final TokenSigner signer;

    IdTokens(URI address, TokenSigner signer) {
        this.address = address;
        this.signer = signer;
    }

    String issue(SignIn signIn) {
        return sign(claims(signIn), signIn.person().takeForgery());
    }

    String sign(JWTClaimsSet.Builder claims, Optional<Forgery> forgery) {
        return forgery.isEmpty() ? signer.sign(claims.build()) : forged(claims, forgery.get());
    }

    private String forged(JWTClaimsSet.Builder claims, Forgery forgery) {
        var stranger = UUID.randomUUID().toString();
        switch (forgery) {
            case EXPIRED -> times(claims, Instant.now().minus(Duration.ofHours(3)));
            case WRONG_AUDIENCE -> claims.audience(stranger);
            case WRONG_ISSUER -> claims.issuer("https://login.attacker.example/" + stranger + "/v2.0");
            case WRONG_NONCE -> claims.claim("nonce", stranger);
            case TID_OF_ANOTHER_TENANT -> claims.claim("tid", stranger);
            case NO_TID -> claims.claim("tid", null);
            case ALGORITHM_NONE -> {
                return new PlainJWT(claims.build()).serialize();
            }
            case UNKNOWN_KEY -> {
                return signer.signWithUnknownKey(claims.build());
            }
            case KEY_OF_ANOTHER_TENANT -> {
                return signer.signWithKeyOfAnotherTenant(claims.build());
            }
            case FOREIGN_KEY -> {
                return signer.signWithForeignKey(claims.build());
            }
        }
        return signer.sign(claims.build());
    }

    private JWTClaimsSet.Builder claims(SignIn signIn) {
        var person = signIn.person();
        var tenant = person.tenant();
        var claims = new JWTClaimsSet.Builder()
                .issuer(address + "/" + tenant.id() + "/v2.0")
                .audience(signIn.clientId())
                .subject(pairwise(person, signIn.clientId()))
                .claim("oid", person.id().toString())
                .claim("tid", tenant.id().toString())
                .claim("ver", "2.0")
                .claim("preferred_username", person.preferredUsername())
                .claim("name", person.name())
                .claim("auth_time", signIn.enteredAt().getEpochSecond())
                .claim("acct", person.isGuest() ? 1 : 0);
        signIn.nonce().ifPresent(nonce -> claims.claim("nonce", nonce));
        person.wids().ifPresent(wids -> claims.claim("wids", wids));
        tenant.country().ifPresent(country -> claims.claim("tenant_ctry", country));
        if (!person.appRoles().isEmpty()) {
            claims.claim("roles", person.appRoles());
        }
        groups(claims, person);
        return times(claims, Instant.now());
    }

    private static JWTClaimsSet.Builder times(JWTClaimsSet.Builder claims, Instant issued) {
        return claims.issueTime(Date.from(issued))
                .notBeforeTime(Date.from(issued))
                .expirationTime(Date.from(issued.plus(Duration.ofMinutes(65))));
    }

    private static void groups(JWTClaimsSet.Builder claims, Person person) {
        if (person.groups() > MOST_GROUPS) {
            var endpoint = "https://graph.windows.net/%s/users/%s/getMemberObjects"
                    .formatted(person.tenant().id(), person.id());
            claims.claim("hasgroups", true)
                    .claim("_claim_names", Map.of("groups", "src1"))
                    .claim("_claim_sources", Map.of("src1", Map.of("endpoint", endpoint)));
        } else if (person.groups() > 0) {
            claims.claim("groups", groupIds(person));
        }
    }

    static List<String> groupIds(Person person) {
        return IntStream.range(0, person.groups())
                .mapToObj(n -> person.tenant().idOf("group " + n).toString())
                .toList();
    }

    /** The subject differs from application to application, so nobody can follow a person by it. */
    private static String pairwise(Person person, String clientId) {
        return UUID.nameUUIDFromBytes((person.id() + clientId).getBytes(StandardCharsets.UTF_8))
                .toString();
    }
}
