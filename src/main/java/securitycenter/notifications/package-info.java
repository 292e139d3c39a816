/** Tells people and systems about new incidents: rules, mails and webhooks. */
@ApplicationModule(
        allowedDependencies = {
            "identity",
            "audit",
            "homes",
            "mail",
            "outside",
            "eligibility",
            "provisioning",
            "optin",
            "alerts",
            "feed"
        })
@NullMarked
package securitycenter.notifications;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
