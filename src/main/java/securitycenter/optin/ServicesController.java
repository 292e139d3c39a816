package securitycenter.optin;

import java.util.Map;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import securitycenter.eligibility.EligibilityCheck;
import securitycenter.identity.AdministratorsOnly;
import securitycenter.identity.EveryoneSignedIn;
import securitycenter.identity.SignedInUser;
import securitycenter.optin.SettingsPage.LicenseLine;

/** Settings > Supported services: which of the four are licensed, set up and sending. */
@Controller
@RequestMapping("/settings/services")
class ServicesController {

    private final EligibilityCheck eligibility;
    private final OptIns optIns;
    private final ConnectedServices services;

    ServicesController(EligibilityCheck eligibility, OptIns optIns, ConnectedServices services) {
        this.eligibility = eligibility;
        this.optIns = optIns;
        this.services = services;
    }

    @EveryoneSignedIn
    @GetMapping
    String show(SignedInUser user, Model model) {
        var finding = eligibility.recent(user.tenant());
        var state = optIns.stateOf(user.tenant());
        model.addAttribute("user", user);
        model.addAttribute("state", state.word());
        model.addAttribute("license", LicenseLine.of(finding));
        model.addAttribute("checkedAt", finding.checkedAt());
        model.addAttribute("integrated", optIns.takesIdentityData(user.tenant()));
        var connections = services.of(user.tenant());
        model.addAttribute("connections", user.views() ? connections.orElse(Map.of()) : Map.of());
        model.addAttribute("away", user.views() && connections.isEmpty());
        return "optin/services";
    }

    @AdministratorsOnly
    @PostMapping("/identity-data")
    String takeIdentityData(
            SignedInUser user, @RequestParam(defaultValue = "false") boolean integrated, RedirectAttributes next) {
        optIns.takeIdentityData(user, integrated);
        next.addFlashAttribute("doneKey", integrated ? "services.identity.on" : "services.identity.off");
        return "redirect:/settings/services";
    }
}
