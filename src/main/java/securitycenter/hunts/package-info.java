/** Queries that are run over a tenant’s own events, and what is kept of them for a while. */
@ApplicationModule(
        allowedDependencies = {"identity", "homes", "provisioning", "outside", "events", "kql", "kql::schema"})
@NullMarked
package securitycenter.hunts;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
