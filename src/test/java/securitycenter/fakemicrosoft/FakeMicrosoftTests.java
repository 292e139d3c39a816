package securitycenter.fakemicrosoft;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import securitycenter.identity.Role;

class FakeMicrosoftTests {

    private static final FakeMicrosoft MICROSOFT = FakeMicrosoft.start(0);
    private static final Visitor VISITOR = new Visitor(MICROSOFT);

    @AfterAll
    static void stop() {
        MICROSOFT.stop();
    }

    @Test
    void aPersonSignsInAndReadsTheLicensesOfTheirTenant() {
        var tenant = MICROSOFT.directory().tenant("Tailspin").licensed("SPE_E5");
        var ada = tenant.person("Ada Lovelace").holds(Role.GLOBAL_ADMINISTRATOR);

        var tokens = VISITOR.signIn(ada);

        assertThat(VISITOR.claims(tokens).get("tid").asString())
                .isEqualTo(tenant.id().toString());
        var skus = VISITOR.graph(tokens.get("access_token").asString(), "/v1.0/subscribedSkus");
        assertThat(skus.json().at("/value/0/skuPartNumber").asString()).isEqualTo("SPE_E5");
    }
}
