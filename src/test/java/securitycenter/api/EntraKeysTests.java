package securitycenter.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Clock;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtException;
import securitycenter.ApplicationTest;
import securitycenter.fakemicrosoft.FakeMicrosoft;
import securitycenter.fakemicrosoft.Forgery;
import securitycenter.fakemicrosoft.Tenant;
import securitycenter.identity.EntraApplication;
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

    @Test
    void whileNoKeysCanBeReadNobodyKnowsWhetherATokenIsGood() {
        var nowhere = URI.create("http://127.0.0.1:9/");
        var deaf =
                TokenRules.decoder(new MicrosoftEndpoints(nowhere, nowhere, nowhere), application, Clock.systemUTC());
        var token = token();
        for (var i = 0; i < 4; i++) {
            assertThatThrownBy(() -> deaf.decode(token))
                    .isInstanceOf(JwtException.class)
                    .isNotInstanceOf(BadJwtException.class);
        }
    }
}
