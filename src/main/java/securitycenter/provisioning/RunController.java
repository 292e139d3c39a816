package securitycenter.provisioning;

import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import securitycenter.identity.AdministratorsOnly;
import securitycenter.identity.SignedInUser;
import securitycenter.identity.ViewersOnly;

/** The page of a run: its steps and how far it is. It may be left and come back to. */
@Controller
@RequestMapping("/setup/runs/{id:\\d{1,18}}")
class RunController {

    private final Provisioning provisioning;
    private final RunProgress progress;

    RunController(Provisioning provisioning, RunProgress progress) {
        this.provisioning = provisioning;
        this.progress = progress;
    }

    @ViewersOnly
    @GetMapping
    String show(
            SignedInUser user,
            @PathVariable long id,
            @RequestHeader(name = "HX-Request", defaultValue = "false") boolean watched,
            Model model) {
        model.addAttribute("run", run(user, id));
        model.addAttribute("address", "/setup/runs/" + id);
        model.addAttribute("mayAct", user.administers());
        model.addAttribute("watched", watched);
        return watched ? "provisioning/run :: progress" : "provisioning/run";
    }

    @AdministratorsOnly
    @PostMapping("/retry")
    String retry(SignedInUser user, @PathVariable long id, RedirectAttributes next) {
        run(user, id);
        if (!provisioning.retryBy(user, id)) {
            next.addFlashAttribute("doneKey", "run.not-failed");
        }
        return "redirect:/setup/runs/" + id;
    }

    /** Another tenant's run is not there. */
    private Progress run(SignedInUser user, long id) {
        return progress.of(user.tenant(), id).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }
}
