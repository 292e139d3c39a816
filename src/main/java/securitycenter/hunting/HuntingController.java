package securitycenter.hunting;

import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import securitycenter.homes.TenantHome;
import securitycenter.identity.ViewersOnly;

/** Where queries over the tenant's events are written and run. */
@Controller
class HuntingController {

    @ViewersOnly
    @GetMapping("/hunting")
    String page(TenantHome home) {
        return "hunting/hunting";
    }
}
