package securitycenter.streaming;

import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import securitycenter.homes.TenantHome;
import securitycenter.identity.SignedInUser;
import securitycenter.identity.ViewersOnly;

/** Settings > Supported services > streamed tables. */
@Controller
class StreamController {

    private final StreamTables tables;

    StreamController(StreamTables tables) {
        this.tables = tables;
    }

    @ViewersOnly
    @GetMapping("/settings/services/streams")
    String show(SignedInUser user, TenantHome home, Model model) {
        model.addAttribute("lines", tables.of(home));
        model.addAttribute("administers", user.administers());
        return "streaming/streams";
    }
}
