/** Who may decide about remediation actions, as Microsoft tells it at that moment. */
@ApplicationModule(allowedDependencies = {"identity", "homes", "graph", "response"})
@NullMarked
package securitycenter.rights;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
