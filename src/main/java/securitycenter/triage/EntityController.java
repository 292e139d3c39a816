package securitycenter.triage;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import securitycenter.casefiles.EntityFiles;
import securitycenter.casefiles.NamedBy;
import securitycenter.homes.TenantHome;
import securitycenter.identity.SignedInUser;
import securitycenter.identity.ViewersOnly;
import securitycenter.remedies.ActionsOnEvidence;
import securitycenter.remedies.OnEvidence;

/** The page of a device, a user, a file and so on: what is known of it, and which alerts name it. */
@Controller
class EntityController {

    private final EntityFiles files;
    private final ActionsOnEvidence actions;

    EntityController(EntityFiles files, ActionsOnEvidence actions) {
        this.files = files;
        this.actions = actions;
    }

    @ViewersOnly
    @GetMapping("/entities/{id}")
    String show(
            TenantHome home,
            SignedInUser user,
            @PathVariable String id,
            @RequestParam(required = false) @Nullable String alerts,
            @RequestParam(required = false) @Nullable String incidents,
            Model model) {
        var entity = files.find(home, number(id)).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
        model.addAttribute("entity", entity.line());
        model.addAttribute("details", entity.latest() == null ? List.of() : AlertPage.details(entity.latest()));
        model.addAttribute("actions", actions.about(home, files.told(home, entity)));
        model.addAttribute("askable", OnEvidence.kinds().contains(entity.line().kind()));
        model.addAttribute("mayAsk", user.worksOnIncidents());
        model.addAttribute("alerts", files.alerts(home, entity.names(), alerts));
        model.addAttribute("incidents", files.incidents(home, entity.names(), incidents));
        model.addAttribute("later", alerts != null || incidents != null);
        return "triage/entity";
    }

    /** The way to it from elsewhere, where it is known by a name only. */
    @ViewersOnly
    @GetMapping("/entities/named")
    String find(
            TenantHome home,
            @RequestParam(defaultValue = "") String by,
            @RequestParam(defaultValue = "") String name,
            Model model) {
        var asked = Words.one(NamedBy.class, by).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
        var found = files.find(home, asked, name);
        if (found.isPresent()) {
            return "redirect:/entities/" + found.get().line().id();
        }
        model.addAttribute("name", name);
        return "triage/entity-unknown";
    }

    private static UUID number(String id) {
        try {
            return UUID.fromString(id);
        } catch (IllegalArgumentException noId) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND);
        }
    }
}
