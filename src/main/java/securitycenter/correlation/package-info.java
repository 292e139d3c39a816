/** Which alerts are of one attack, and why. Plain Java: values go in, decisions come out. */
@ApplicationModule(allowedDependencies = {"alerts"})
@NullMarked
package securitycenter.correlation;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
