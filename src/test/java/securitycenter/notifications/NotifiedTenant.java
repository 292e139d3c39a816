package securitycenter.notifications;

import static securitycenter.identity.Role.GLOBAL_ADMINISTRATOR;

import com.github.kagkarlsson.scheduler.Scheduler;
import java.time.Clock;
import java.util.function.BooleanSupplier;
import securitycenter.Visitor;
import securitycenter.Visitors;
import securitycenter.fakemicrosoft.FakeMicrosoft;
import securitycenter.fakemicrosoft.Tenant;
import securitycenter.homes.DataCenter;
import securitycenter.homes.DataCenters;
import securitycenter.homes.TenantHome;

/** A tenant with the product on. */
class NotifiedTenant {

    static final String PAGE = NotificationsController.ADDRESS;

    final Tenant tenant;
    final Visitor administrator;
    final TenantHome home;

    NotifiedTenant(String name, FakeMicrosoft microsoft, Visitors visitors, DataCenters dataCenters) {
        tenant = microsoft.directory().tenant(name).licensed("SPE_E5").country("NL");
        administrator = visitors.signedIn(tenant.person("Ada").holds(GLOBAL_ADMINISTRATOR));
        administrator.turnOn();
        home = dataCenters.homeOf(tenant.id(), DataCenter.EUROPEAN_UNION);
    }

    /** Wakes the rounds until something is so. */
    void await(Scheduler scheduler, BooleanSupplier condition) throws InterruptedException {
        for (var tries = 0; !condition.getAsBoolean(); tries++) {
            if (tries > 200) {
                throw new AssertionError("It never came to that");
            }
            NotificationJobs.wake(scheduler, tenant.id(), Clock.systemUTC());
            Thread.sleep(100);
        }
    }
}
