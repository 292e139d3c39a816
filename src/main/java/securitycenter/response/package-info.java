/** Remediation actions: proposed, decided on, carried out, taken back. */
@ApplicationModule(allowedDependencies = {"identity", "audit", "homes", "alerts", "graph", "provisioning", "optin"})
@NullMarked
package securitycenter.response;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
