/** How far investigations go by themselves, which actions are really sent, and who has the permissions that no API tells. */
@ApplicationModule(
        allowedDependencies = {"identity", "audit", "eligibility", "homes", "incidents", "levels", "rights", "response"
        })
@NullMarked
package securitycenter.automation;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
