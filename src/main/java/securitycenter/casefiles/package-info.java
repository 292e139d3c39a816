/** All that there is to read about one incident, one alert, or a thing that alerts name. */
@ApplicationModule(allowedDependencies = {"homes", "alerts", "correlation", "incidents"})
@NullMarked
package securitycenter.casefiles;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
