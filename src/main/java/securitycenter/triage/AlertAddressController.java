package securitycenter.triage;

import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.server.ResponseStatusException;
import securitycenter.feed.IncidentFeed;
import securitycenter.homes.TenantHome;
import securitycenter.identity.ViewersOnly;

/** The address of an alert that programs are told: by the name that its service gave it, which never changes. */
@Controller
class AlertAddressController {

    private final IncidentFeed feed;

    AlertAddressController(IncidentFeed feed) {
        this.feed = feed;
    }

    @ViewersOnly
    @GetMapping("/alerts/{id}")
    String leadOn(TenantHome home, @PathVariable String id) {
        return feed.alert(home, id)
                .map(alert -> "redirect:/incidents/" + alert.incident() + "/alerts/" + alert.number())
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }
}
