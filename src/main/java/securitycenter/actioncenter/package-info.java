/** The action center: what waits for a decision, what was decided and how it ended, and where people decide. */
@ApplicationModule(allowedDependencies = {"identity", "audit", "homes", "alerts", "rights", "response"})
@NullMarked
package securitycenter.actioncenter;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
