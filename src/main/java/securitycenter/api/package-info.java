/** What scripts and other programs read and change, in the shapes they already speak. */
@ApplicationModule(
        allowedDependencies = {
            "identity",
            "audit",
            "homes",
            "alerts",
            "incidents",
            "optin",
            "feed",
            "hunts",
            "response",
            "investigations",
            "events",
            "kql",
            "kql::schema"
        })
@NullMarked
package securitycenter.api;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
