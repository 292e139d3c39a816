/** How investigations go: what they ask, how they judge what they find, what they propose, and when they are over. */
@ApplicationModule(
        allowedDependencies = {
            "homes",
            "provisioning",
            "optin",
            "alerts",
            "casefiles",
            "feed",
            "events",
            "kql",
            "kql::schema",
            "identity",
            "audit",
            "hunts",
            "levels",
            "response",
            "investigations",
            "investigations::tables"
        })
@NullMarked
package securitycenter.inquiries;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
