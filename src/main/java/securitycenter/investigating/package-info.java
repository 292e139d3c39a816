/** The pages of investigations: what each looked at, what it found, what it proposed, and where people end it or let it widen. */
@ApplicationModule(
        allowedDependencies = {
            "identity",
            "audit",
            "homes",
            "alerts",
            "investigations",
            "inquiries",
            "rights",
            "response"
        })
@NullMarked
package securitycenter.investigating;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
