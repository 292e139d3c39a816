/** Where analysts work: the queue of incidents, an incident's page, its alerts and what they name. */
@ApplicationModule(
        allowedDependencies = {
            "identity",
            "audit",
            "homes",
            "alerts",
            "incidents",
            "intake",
            "queues",
            "casefiles",
            "feed",
            "investigations",
            "remedies"
        })
@NullMarked
package securitycenter.triage;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
