/** Investigations that alerts start by themselves: what they look at, how they judge it, and what they propose to do. */
@ApplicationModule(
        allowedDependencies = {
            "identity",
            "audit",
            "homes",
            "provisioning",
            "optin",
            "alerts",
            "casefiles",
            "feed",
            "events",
            "kql",
            "kql::schema",
            "hunts",
            "response"
        })
@NullMarked
package securitycenter.investigations;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
