/** Automation levels: what investigations may do unasked on the devices of a group, and which folders are usual. */
@ApplicationModule(allowedDependencies = {"homes", "alerts", "response"})
@NullMarked
package securitycenter.levels;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
