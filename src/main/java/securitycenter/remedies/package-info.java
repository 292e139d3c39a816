/** What can be done to things that rows of answers and alerts name, and the pages on which people ask for it. */
@ApplicationModule(
        allowedDependencies = {
            "identity",
            "audit",
            "homes",
            "alerts",
            "casefiles",
            "kql",
            "kql::schema",
            "hunts",
            "response"
        })
@NullMarked
package securitycenter.remedies;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
