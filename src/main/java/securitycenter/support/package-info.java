/** What support staff do to a tenant: planned, agreed to by those who must agree, done and told. */
@ApplicationModule(
        allowedDependencies = {"identity", "audit", "mail", "homes", "eligibility", "provisioning", "optin", "help"})
@NullMarked
package securitycenter.support;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
