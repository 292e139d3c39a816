/** What a supported service found: an alert and its evidence, in the words of Microsoft Graph. */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package securitycenter.alerts;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
