package securitycenter.incidents;

import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import securitycenter.homes.TenantHome;
import securitycenter.identity.ViewersOnly;

/** The queue of incidents. */
@Controller
class IncidentController {

    @ViewersOnly
    @GetMapping("/incidents")
    String queue(TenantHome home) {
        return "incidents/queue";
    }
}
