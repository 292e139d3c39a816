/** What programs read of incidents and alerts: lists in any order, and what changed since. */
@ApplicationModule(allowedDependencies = {"homes", "alerts", "incidents"})
@NullMarked
package securitycenter.feed;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
