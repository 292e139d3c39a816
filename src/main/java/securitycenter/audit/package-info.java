/** Who did what, when, and what it was before. */
@ApplicationModule(allowedDependencies = {"identity"})
@NullMarked
package securitycenter.audit;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
