/** Remediation actions: those that wait for approval and those that were taken. */
@ApplicationModule(allowedDependencies = {"identity", "homes"})
@NullMarked
package securitycenter.actioncenter;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
