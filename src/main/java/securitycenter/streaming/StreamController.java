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
    private final StreamTroubles troubles;

    StreamController(StreamTables tables, StreamTroubles troubles) {
        this.tables = tables;
        this.troubles = troubles;
    }

    @ViewersOnly
    @GetMapping("/settings/services/streams")
    String show(SignedInUser user, TenantHome home, Model model) {
        model.addAttribute("lines", tables.of(home));
        model.addAttribute("troubles", troubles.of(home));
        model.addAttribute("administers", user.administers());
        return "streaming/streams";
    }
}
