package securitycenter.intake;

import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import securitycenter.identity.AdministratorsOnly;
import securitycenter.identity.EveryoneSignedIn;
import securitycenter.identity.SignedInUser;
import securitycenter.optin.OptIns;

/** Settings > Supported services: which of the four are licensed, set up and sending, and how the reading goes. */
@Controller
@RequestMapping("/settings/services")
class ServicesController {

    private final ServicesPage page;
    private final OptIns optIns;

    ServicesController(ServicesPage page, OptIns optIns) {
        this.page = page;
        this.optIns = optIns;
    }

    @EveryoneSignedIn
    @GetMapping
    String show(SignedInUser user, Model model) {
        return page.fill(model, user);
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
