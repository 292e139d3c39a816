package securitycenter.provisioning;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import securitycenter.ApplicationTest;
import securitycenter.homes.DataCenter;
import securitycenter.homes.DataCenters;
import securitycenter.homes.TenantHome;
import securitycenter.identity.TenantId;

@ApplicationTest
class CreateSchemaTests {

    private static final int TENANTS = 40;

    @Autowired
    CreateSchema step;

    @Autowired
    DataCenters dataCenters;

    @Test
    void manyTenantsAtOnceEachGetTheirSchemaAndLoseItAgain() throws Exception {
        var homes = IntStream.range(0, TENANTS)
                .mapToObj(_ -> dataCenters.homeOf(new TenantId(UUID.randomUUID()), DataCenter.UNITED_STATES))
                .toList();
        atOnce(homes, step::provision);
        assertThat(homes).allMatch(step::isBuilt);
        atOnce(homes, step::deprovision);
        assertThat(homes).allMatch(step::isGone);
    }

    private static void atOnce(List<TenantHome> homes, Consumer<TenantHome> act) throws Exception {
        try (var threads = Executors.newFixedThreadPool(8)) {
            var acts = homes.stream()
                    .map(home -> Executors.callable(() -> act.accept(home)))
                    .toList();
            for (var done : threads.invokeAll(acts)) {
                done.get();
            }
        }
    }
}
