/** Advanced hunting: queries over the tenant’s own events, where they are written, and what they answer. */
@ApplicationModule(
        allowedDependencies = {"identity", "audit", "homes", "provisioning", "outside", "events", "kql", "kql::schema"})
@NullMarked
package securitycenter.hunting;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
