/** Custom detections: queries that run by themselves and make alerts, and rows that people make alerts of. */
@ApplicationModule(
        allowedDependencies = {
            "identity",
            "audit",
            "homes",
            "provisioning",
            "optin",
            "alerts",
            "incidents",
            "casefiles",
            "events",
            "kql",
            "kql::schema",
            "hunts",
            "remedies",
            "response"
        })
@NullMarked
package securitycenter.detections;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
