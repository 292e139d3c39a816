/** Tenants' homes: in which data centers they can be, how they are reached, frozen, copied and compared. */
@ApplicationModule(allowedDependencies = {"identity"})
@NullMarked
package securitycenter.homes;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
