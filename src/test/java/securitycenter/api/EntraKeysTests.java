package securitycenter.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.sun.net.httpserver.HttpServer;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtException;
import securitycenter.ApplicationTest;
import securitycenter.fakemicrosoft.FakeMicrosoft;
import securitycenter.fakemicrosoft.Forgery;
import securitycenter.fakemicrosoft.Tenant;
import securitycenter.identity.EntraApplication;
import securitycenter.identity.EntraKeys;
import securitycenter.identity.MicrosoftEndpoints;

/** With keys of its own, so that no other test meets the limit of asking Entra for them. */
@ApplicationTest
class EntraKeysTests {

    @Autowired
    FakeMicrosoft microsoft;

    @Autowired
    MicrosoftEndpoints endpoints;

    @Autowired
    EntraApplication application;

    private Tenant tenant;
    private JwtDecoder decoder;

    @BeforeEach
    void aTenant() {
        tenant = microsoft.directory().tenant("Keys " + UUID.randomUUID());
        decoder = TokenRules.decoder(endpoints, application, Clock.systemUTC());
    }

    private String token() {
        var client = UUID.randomUUID().toString();
        tenant.letsApplication(client, "Incident.Read.All");
        return Program.applicationToken(microsoft, tenant, client, Program.OUR_API);
    }

    private String forged(Forgery forgery) {
        tenant.nextAccessToken(forgery);
        return token();
    }

    /** Entra is not asked for each of them, and who asks again gets the same answer. */
    @Test
    void tokensOfUnknownKeysAreAllRefusedAlike() {
        assertThat(decoder.decode(token()).getClaimAsString("tid"))
                .isEqualTo(tenant.id().toString());
        microsoft.forgetRequests();
        for (var i = 0; i < 6; i++) {
            var unknown = forged(Forgery.UNKNOWN_KEY);
            assertThatThrownBy(() -> decoder.decode(unknown)).isInstanceOf(BadJwtException.class);
        }
        assertThat(microsoft.requests().stream().filter(one -> one.path().endsWith("/discovery/v2.0/keys")))
                .hasSizeLessThan(3);
        assertThat(decoder.decode(token())).isNotNull();
    }

    @Test
    void aKeyThatSignsForOneTenantSignsForNoOther() {
        var token = forged(Forgery.KEY_OF_ANOTHER_TENANT);
        assertThatThrownBy(() -> decoder.decode(token)).isInstanceOf(BadJwtException.class);
    }

    /** An unknown key makes us ask again, and what is answered then is no key set. */
    @Test
    void anAnswerThatIsNoKeySetTakesNothingFromTheKeysThatAreKnown() throws Exception {
        for (var answer : List.of("{}", "{\"keys\": []}", "{\"keys\": [{\"kty\": \"EC\"}]}")) {
            var key = new ECKeyGenerator(Curve.P_256).keyID("known").generate().toPublicJWK();
            var answers = new ArrayDeque<>(List.of(new JWKSet(key).toString(), answer));
            var entra = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
            entra.createContext("/", exchange -> {
                var body = answers.size() > 1 ? answers.poll() : answers.element();
                exchange.sendResponseHeaders(200, body.length());
                exchange.getResponseBody().write(body.getBytes());
                exchange.close();
            });
            entra.start();
            try {
                var address =
                        URI.create("http://127.0.0.1:" + entra.getAddress().getPort() + "/");
                var keys = new EntraKeys(new MicrosoftEndpoints(address, address, address, address), Clock.systemUTC());
                assertThat(keys.get(named("known"), null)).hasSize(1);
                keys.get(named("unknown"), null);
                assertThat(answers).as("it was asked again").containsExactly(answer);
                assertThat(keys.get(named("known"), null)).hasSize(1);
                var token = Jwt.withTokenValue("token")
                        .header("kid", "known")
                        .claim("any", "thing")
                        .build();
                assertThat(keys.signFor(tenant.id(), token)).as(answer).isTrue();
            } finally {
                entra.stop(0);
            }
        }
    }

    private static JWKSelector named(String id) {
        return new JWKSelector(new JWKMatcher.Builder().keyID(id).build());
    }

    @Test
    void whileNoKeysCanBeReadNobodyKnowsWhetherATokenIsGood() {
        var nowhere = URI.create("http://127.0.0.1:9/");
        var deaf = TokenRules.decoder(
                new MicrosoftEndpoints(nowhere, nowhere, nowhere, nowhere), application, Clock.systemUTC());
        var token = token();
        for (var i = 0; i < 4; i++) {
            assertThatThrownBy(() -> deaf.decode(token))
                    .isInstanceOf(JwtException.class)
                    .isNotInstanceOf(BadJwtException.class);
        }
    }
}
