package securitycenter.remedies;

import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.util.UriComponentsBuilder;
import securitycenter.homes.TenantHome;
import securitycenter.identity.ViewersOnly;
import securitycenter.response.Remediation;

/** What somebody asked for just now, by its approval ids. */
@Controller
class AskedController {

    private static final String PATH = "/action-center/asked";

    private final Remediation remediation;

    AskedController(Remediation remediation) {
        this.remediation = remediation;
    }

    static String address(ActionRequests.Asked asked) {
        return UriComponentsBuilder.fromPath(PATH)
                .queryParam("of", Ids.written(asked.asked()))
                .queryParam("there", Ids.written(asked.there()))
                .toUriString();
    }

    @ViewersOnly
    @GetMapping(PATH)
    String page(
            TenantHome home,
            @RequestParam(defaultValue = "") String of,
            @RequestParam(defaultValue = "") String there,
            Model model) {
        var asked = remediation.find(home, Ids.read(of));
        var before = remediation.find(home, Ids.read(there));
        if (asked.isEmpty() && before.isEmpty()) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND);
        }
        model.addAttribute("asked", asked);
        model.addAttribute("there", before);
        return "remedies/asked";
    }
}
