/** Brings the supported services' alerts and events in. */
@ApplicationModule(
        allowedDependencies = {"identity", "audit", "homes", "alerts", "provisioning", "optin", "incidents", "hunting"})
@NullMarked
package securitycenter.intake;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
