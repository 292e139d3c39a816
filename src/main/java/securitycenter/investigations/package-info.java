/** Investigations that alerts or people start: what is kept of each, what people read of it, and what they decide. */
@ApplicationModule(allowedDependencies = {"identity", "audit", "homes", "provisioning", "alerts", "feed", "response"})
@NullMarked
package securitycenter.investigations;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
