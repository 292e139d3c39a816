/** What people ask us: the FAQ first, then help requests and our answers. */
@ApplicationModule(allowedDependencies = {"identity", "audit", "mail", "eligibility", "homes", "optin"})
@NullMarked
package securitycenter.help;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
