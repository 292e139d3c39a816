package securitycenter.actioncenter;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import securitycenter.homes.TenantHome;
import securitycenter.identity.ViewersOnly;

/** The action center: what waits, and what was done. */
@Controller
class ActionCenterController {

    @ViewersOnly
    @GetMapping("/action-center")
    String page(@RequestParam(required = false) @Nullable String tab, TenantHome home, Model model) {
        model.addAttribute("tab", "history".equals(tab) ? "history" : "pending");
        return "actioncenter/actions";
    }
}
