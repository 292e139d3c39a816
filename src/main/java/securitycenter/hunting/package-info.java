/** Advanced hunting: runs KQL over the tenant's own events. */
@ApplicationModule(allowedDependencies = {"identity", "provisioning", "homes"})
@NullMarked
package securitycenter.hunting;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
