/** Gives a tenant its place: a data center, and all that must be built, repaired, moved or removed there. */
@ApplicationModule(allowedDependencies = {"identity", "audit", "homes"})
@NullMarked
package securitycenter.provisioning;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
