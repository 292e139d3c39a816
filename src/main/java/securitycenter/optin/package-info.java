/** The decision to use the product: the settings page, turning it on and turning it off. */
@ApplicationModule(allowedDependencies = {"identity", "audit", "eligibility", "provisioning", "homes"})
@NullMarked
package securitycenter.optin;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
