package securitycenter.provisioning;

import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import securitycenter.homes.DataCenters;
import securitycenter.homes.TenantHome;
import securitycenter.identity.TenantId;

/** What is done to the homes of all tenants now and then, one after the other. */
@Component
public class HomeRounds {

    private static final Logger log = LoggerFactory.getLogger(HomeRounds.class);

    private static final int PAGE = 100;

    private final Homes homes;
    private final RunProgress progress;
    private final DataCenters dataCenters;

    HomeRounds(Homes homes, RunProgress progress, DataCenters dataCenters) {
        this.homes = homes;
        this.progress = progress;
        this.dataCenters = dataCenters;
    }

    /**
     * A home that moves, is built or does not answer is left out until the next round; so is what is left of one where the
     * work fails.
     *
     * @param what is done, for the log
     * @param goesOn looked at before each home
     */
    public void go(String what, BooleanSupplier goesOn, Consumer<TenantHome> work) {
        for (var open = homes.openAfter(null, PAGE); !open.isEmpty(); open = homes.openAfter(open.getLast(), PAGE)) {
            for (var tenant : open) {
                if (!goesOn.getAsBoolean()) {
                    return;
                }
                visit(what, tenant, work);
            }
        }
    }

    private void visit(String what, TenantId tenant, Consumer<TenantHome> work) {
        try {
            var place = homes.placeOf(tenant);
            if (place.isPresent()
                    && place.get().open()
                    && progress.underWay(tenant).isEmpty()
                    && dataCenters.answers(place.get().dataCenter())) {
                work.accept(homes.homeIn(tenant, place.get()));
            }
        } catch (RuntimeException away) {
            log.warn("{} of {}: not before the next round", what, tenant, away);
        }
    }
}
