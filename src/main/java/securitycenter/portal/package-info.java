/** The frame around every page: layout, navigation, home and errors. */
@ApplicationModule(
        allowedDependencies = {
            "identity",
            "homes",
            "eligibility",
            "optin",
            "intake",
            "support",
            "triage",
            "actioncenter"
        })
@NullMarked
package securitycenter.portal;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
