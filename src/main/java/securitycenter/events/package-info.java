/** Each tenant’s events: the tables they lie in, how they get there, and how what is asked of them is run. */
@ApplicationModule(
        allowedDependencies = {"identity", "provisioning", "homes", "outside", "kql", "kql::schema", "kql::values"})
@NullMarked
package securitycenter.events;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
