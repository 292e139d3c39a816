package securitycenter.optin;

import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import securitycenter.eligibility.EligibilityCheck;
import securitycenter.homes.DataCenter;
import securitycenter.identity.AdministratorsOnly;
import securitycenter.identity.EveryoneSignedIn;
import securitycenter.identity.SignedInUser;
import securitycenter.optin.TurnOn.Outcome;
import securitycenter.provisioning.DataCenterChoice;
import securitycenter.provisioning.DataCenterProposal.Proposed;
import securitycenter.provisioning.EndpointLocation;
import securitycenter.provisioning.Homes;
import securitycenter.provisioning.Steps;

/** Settings > Microsoft 365 Defender: the page on which the product is turned on, and that says why it cannot be. */
@Controller
@RequestMapping("/settings")
class SettingsController {

    private final SettingsPage page;
    private final EligibilityCheck eligibility;
    private final TurnOn turnOn;
    private final OptIns optIns;
    private final Locations locations;
    private final Homes homes;
    private final DataCenterChoice choice;
    private final Steps steps;

    SettingsController(
            SettingsPage page,
            EligibilityCheck eligibility,
            TurnOn turnOn,
            OptIns optIns,
            Locations locations,
            Homes homes,
            DataCenterChoice choice,
            Steps steps) {
        this.page = page;
        this.eligibility = eligibility;
        this.turnOn = turnOn;
        this.optIns = optIns;
        this.locations = locations;
        this.homes = homes;
        this.choice = choice;
        this.steps = steps;
    }

    @EveryoneSignedIn
    @GetMapping
    String show(SignedInUser user, Model model) {
        return page.fill(model, user);
    }

    @EveryoneSignedIn
    @PostMapping("/check")
    String checkAgain(SignedInUser user, RedirectAttributes next) {
        eligibility
                .again(user.tenant())
                .ifPresentOrElse(
                        tooSoon -> {
                            next.addFlashAttribute("checkedLately", tooSoon.checkedAt());
                            next.addFlashAttribute("secondsToWait", tooSoon.seconds());
                        },
                        () -> next.addFlashAttribute("doneKey", "settings.checked"));
        return "redirect:/settings";
    }

    /** @param turnOn "true" when ticked, absent when not */
    @AdministratorsOnly
    @PostMapping
    String apply(
            SignedInUser user,
            @RequestParam(required = false) @Nullable String turnOn,
            @RequestParam(required = false) @Nullable DataCenter place,
            Model model,
            RedirectAttributes next,
            HttpServletResponse response) {
        if (turnOn != null && !turnOn.equals("true")) {
            return refused("settings.problem.not-offered", user, model, response);
        }
        var wanted = turnOn != null;
        return switch (optIns.stateOf(user.tenant())) {
            case ProductState.On _ -> wanted ? unchanged(next) : "redirect:/settings/opt-out";
            case ProductState.Provisioning(var run, var _) -> wanted ? show(run, next) : "redirect:/settings/opt-out";
            case ProductState.Removing _ -> refused("settings.problem.removing", user, model, response);
            case ProductState.OptedOut _, ProductState.Off _, ProductState.NotEligible _ ->
                wanted ? turnOn(user, place, model, next, response) : unchanged(next);
        };
    }

    private String turnOn(
            SignedInUser user,
            @Nullable DataCenter seen,
            Model model,
            RedirectAttributes next,
            HttpServletResponse response) {
        return switch (turnOn.by(user, seen)) {
            case Outcome.Started(var run) -> "redirect:/setup/runs/" + run;
            case Outcome.AlreadyUnderWay(var run) -> show(run, next);
            case Outcome.Refused(var problem) -> refused(problem, user, model, response);
        };
    }

    private static String show(long run, RedirectAttributes next) {
        next.addFlashAttribute("doneKey", "settings.already-under-way");
        return "redirect:/setup/runs/" + run;
    }

    private static String unchanged(RedirectAttributes next) {
        next.addFlashAttribute("doneKey", "settings.unchanged");
        return "redirect:/settings";
    }

    private String refused(String problem, SignedInUser user, Model model, HttpServletResponse response) {
        response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
        model.addAttribute("problemKey", problem);
        return page.fill(model, user);
    }

    /** What would be created, from the steps themselves; nothing changes. */
    @EveryoneSignedIn
    @GetMapping("/dry-run")
    String dryRun(SignedInUser user, Model model) {
        var finding = eligibility.recent(user.tenant());
        var location = locations.of(user, finding);
        model.addAttribute("tenantName", finding.tenantName(user));
        if (location instanceof Proposed(var place, var _)) {
            model.addAttribute("place", place);
            model.addAttribute("steps", steps.dryRun(user.tenant(), place));
        } else {
            model.addAttribute("steps", List.of());
        }
        return "optin/dry-run";
    }

    @AdministratorsOnly
    @PostMapping("/endpoint-location")
    String stateEndpointLocation(
            SignedInUser user,
            @RequestParam(required = false) @Nullable DataCenter endpoint,
            @RequestParam(defaultValue = "false") boolean throughAzureDefender,
            RedirectAttributes next) {
        if (homes.placeOf(user.tenant()).isPresent()) {
            next.addFlashAttribute("problemKey", "settings.problem.location-fixed");
            return "redirect:/settings";
        }
        choice.stateEndpointLocation(user, new EndpointLocation(endpoint, throughAzureDefender));
        next.addFlashAttribute("doneKey", "settings.location.stated");
        return "redirect:/settings";
    }
}
