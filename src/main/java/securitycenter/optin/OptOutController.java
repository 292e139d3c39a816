package securitycenter.optin;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
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
import securitycenter.identity.AdministratorsOnly;
import securitycenter.identity.People;
import securitycenter.identity.SignedInUser;
import securitycenter.provisioning.RunKind;
import securitycenter.provisioning.Start;

/** The two decisions that take something away: turning off, and deleting the data at once. Each has its own page. */
@Controller
@RequestMapping("/settings")
class OptOutController {

    private final OptIns optIns;
    private final EligibilityCheck eligibility;
    private final People people;
    private final DataExport export;
    private final Clock clock;

    OptOutController(OptIns optIns, EligibilityCheck eligibility, People people, DataExport export, Clock clock) {
        this.optIns = optIns;
        this.eligibility = eligibility;
        this.people = people;
        this.export = export;
        this.clock = clock;
    }

    @AdministratorsOnly
    @GetMapping("/opt-out")
    String confirm(SignedInUser user, Model model) {
        return switch (optIns.stateOf(user.tenant())) {
            case ProductState.On _, ProductState.Provisioning _ -> optOutPage(user, "", model);
            default -> "redirect:/settings";
        };
    }

    private String optOutPage(SignedInUser user, String typed, Model model) {
        model.addAttribute("tenantName", nameOf(user));
        model.addAttribute("people", people.viewersOf(user.tenant()));
        model.addAttribute("keptUntil", optIns.keptUntilIfTurnedOffNow());
        model.addAttribute("typed", typed);
        return "optin/opt-out";
    }

    @AdministratorsOnly
    @PostMapping("/opt-out")
    String turnOff(
            SignedInUser user,
            @RequestParam(defaultValue = "") String typed,
            Model model,
            RedirectAttributes next,
            HttpServletResponse response) {
        var problem = problemWith(user, typed);
        if (problem != null) {
            return refused("product.turned-off", problem, user, model, response, optOutPage(user, typed, model));
        }
        optIns.turnOff(user);
        next.addFlashAttribute("doneKey", "opt-out.done");
        return "redirect:/settings";
    }

    @AdministratorsOnly
    @GetMapping("/delete-data")
    String confirmDeletion(SignedInUser user, Model model) {
        return optIns.stateOf(user.tenant()) instanceof ProductState.OptedOut
                ? deletionPage(user, "", model)
                : "redirect:/settings";
    }

    private String deletionPage(SignedInUser user, String typed, Model model) {
        model.addAttribute("tenantName", nameOf(user));
        model.addAttribute("typed", typed);
        return "optin/delete-data";
    }

    @AdministratorsOnly
    @PostMapping("/delete-data")
    String deleteNow(
            SignedInUser user,
            @RequestParam(defaultValue = "") String typed,
            Model model,
            HttpServletResponse response) {
        if (!(optIns.stateOf(user.tenant()) instanceof ProductState.OptedOut)) {
            return "redirect:/settings";
        }
        var problem = problemWith(user, typed);
        if (problem != null) {
            return refused("data.deletion-started", problem, user, model, response, deletionPage(user, typed, model));
        }
        return switch (optIns.deleteNow(user)) {
            case Start.Begun(var run) -> "redirect:/setup/runs/" + run;
            case Start.Occupied(var by) when by.kind() == RunKind.REMOVE -> "redirect:/setup/runs/" + by.run();
            case Start.Occupied _, Start.Overtaken _ ->
                refused(
                        "data.deletion-started",
                        "settings.problem.other-run",
                        user,
                        model,
                        response,
                        deletionPage(user, typed, model));
        };
    }

    /** What a tenant owns here, as a ZIP file of JSON Lines. */
    @AdministratorsOnly
    @GetMapping("/export")
    void export(SignedInUser user, HttpServletResponse response) throws IOException {
        if (!export.isThereAny(user)) {
            response.sendError(HttpStatus.NOT_FOUND.value());
            return;
        }
        response.setContentType("application/zip");
        response.setHeader(
                "Content-Disposition",
                "attachment; filename=\"security-center-" + LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC)
                        + ".zip\"");
        export.writeTo(response.getOutputStream(), user);
    }

    private @Nullable String problemWith(SignedInUser user, String typed) {
        if (!TypedName.matches(typed, nameOf(user))) {
            return "confirm.mismatch";
        }
        var refusal = TurnOn.refusalOf(eligibility.personNow(user));
        return refusal == null ? null : refusal.problem();
    }

    private String refused(
            String what, String problem, SignedInUser user, Model model, HttpServletResponse response, String page) {
        optIns.refused(user, what, problem);
        response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
        model.addAttribute("problemKey", problem);
        model.addAttribute("problemArgs", List.of(nameOf(user)));
        return page;
    }

    private String nameOf(SignedInUser user) {
        return eligibility.recent(user.tenant()).tenantName(user);
    }
}
