package securitycenter.portal;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import securitycenter.actioncenter.ActionsWaiting;
import securitycenter.eligibility.Eligibility.Eligible;
import securitycenter.eligibility.EligibilityCheck;
import securitycenter.eligibility.SupportedService;
import securitycenter.homes.DataCenters;
import securitycenter.identity.EveryoneSignedIn;
import securitycenter.identity.People;
import securitycenter.identity.Role;
import securitycenter.identity.SignedInUser;
import securitycenter.intake.Admissions;
import securitycenter.intake.ConnectedServices;
import securitycenter.optin.ProductState;
import securitycenter.triage.AtAGlance;

/** Where everyone lands: what to do next. */
@Controller
class HomeController {

    /** One line of the list of first steps. */
    record Task(String name, boolean done, String address) {}

    private static final int NAMES_SHOWN = 5;

    private final EligibilityCheck eligibility;
    private final People people;
    private final ConnectedServices services;
    private final Admissions admissions;
    private final AtAGlance glance;
    private final ActionsWaiting actions;
    private final DataCenters dataCenters;

    HomeController(
            EligibilityCheck eligibility,
            People people,
            ConnectedServices services,
            Admissions admissions,
            AtAGlance glance,
            ActionsWaiting actions,
            DataCenters dataCenters) {
        this.eligibility = eligibility;
        this.people = people;
        this.services = services;
        this.admissions = admissions;
        this.glance = glance;
        this.actions = actions;
        this.dataCenters = dataCenters;
    }

    @EveryoneSignedIn
    @GetMapping("/")
    String home(SignedInUser user, @ModelAttribute("frame") Frame frame, Model model) {
        if (user.staff() && !user.views()) {
            return "redirect:/support/tenants";
        }
        if (!user.views()) {
            model.addAttribute("roles", Role.values());
            model.addAttribute("whoCanHelp", whoCanHelp(user));
            return "portal/home-without-role";
        }
        var state = requireNonNull(frame.state());
        model.addAttribute("standing", standing(user, state));
        model.addAttribute("on", state instanceof ProductState.On);
        if (state instanceof ProductState.On(var whole, var _)) {
            var home = dataCenters.impatient(whole);
            // Where they cannot be read, the page says so, and does not try to read more.
            services.flowsOf(user.tenant()).ifPresent(flows -> {
                model.addAttribute("flows", flows);
                model.addAttribute("glance", glance.of(home, user));
                model.addAttribute("actions", actions.of(home));
                people.visitBefore(user).ifPresent(since -> {
                    model.addAttribute("since", since);
                    model.addAttribute("news", glance.news(home, user, since));
                });
                model.addAttribute("reading", services.readingOf(home).word());
            });
        }
        model.addAttribute("page", pageOf(state));
        model.addAttribute("keptUntil", state instanceof ProductState.OptedOut(var until) ? until : null);
        model.addAttribute("tasks", tasks(user, state));
        return "portal/home";
    }

    /** The word for the bar at the top; none while all is well. */
    private static @Nullable String standing(SignedInUser user, ProductState state) {
        return switch (state) {
            case ProductState.On _ -> null;
            case ProductState.Off _ -> user.administers() ? "off" : "off-for-others";
            case ProductState.Provisioning(var _, var failed) -> failed ? "set-up-failed" : "provisioning";
            case ProductState.OptedOut _ -> "opted-out";
            case ProductState.Removing _ -> "removing";
            case ProductState.NotEligible _ -> "not-eligible";
        };
    }

    private static String pageOf(ProductState state) {
        return switch (state) {
            case ProductState.Provisioning(var run, var _) -> "/setup/runs/" + run;
            case ProductState.Removing(var run) -> "/setup/runs/" + run;
            case ProductState.On _, ProductState.Off _, ProductState.OptedOut _, ProductState.NotEligible _ ->
                "/settings";
        };
    }

    /** Until all are done; then the list has served its purpose. */
    private List<Task> tasks(SignedInUser user, ProductState state) {
        var licensed = eligibility
                .last(user.tenant())
                .filter(finding -> finding.eligibility() instanceof Eligible)
                .isPresent();
        var tasks = new ArrayList<Task>();
        tasks.add(new Task("licenses", licensed, "/settings"));
        tasks.add(new Task("turn-on", state instanceof ProductState.On, "/settings"));
        var admission = admissions.of(user.tenant());
        if (admission.licensed().contains(SupportedService.IDENTITY)) {
            tasks.add(new Task("identity", admission.identityData(), "/settings/services"));
        }
        tasks.add(new Task("colleague", people.viewersOf(user.tenant()) > 1, "/help#roles"));
        return tasks.stream().allMatch(Task::done) ? List.of() : List.copyOf(tasks);
    }

    /** A guest of the tenant is not told who its administrators are. */
    private List<String> whoCanHelp(SignedInUser user) {
        return user.guest()
                ? List.of()
                : eligibility.whoCanTurnOn(user.tenant()).stream()
                        .limit(NAMES_SHOWN)
                        .toList();
    }
}
