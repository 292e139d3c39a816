package securitycenter.support;

import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.SessionAttribute;
import org.springframework.web.server.ResponseStatusException;
import securitycenter.eligibility.EligibilityCheck;
import securitycenter.eligibility.TenantNaming;
import securitycenter.help.HelpRef;
import securitycenter.help.HelpRequests;
import securitycenter.homes.DataCenters;
import securitycenter.identity.Preferences;
import securitycenter.identity.SignedInUser;
import securitycenter.identity.StaffMember;
import securitycenter.identity.StaffOnly;
import securitycenter.identity.TenantId;
import securitycenter.optin.TypedName;
import securitycenter.provisioning.Homes;
import securitycenter.provisioning.RunProgress;
import securitycenter.support.StaffActions.Outcome;

/** The page of each act: what it would do, why it is wanted, and the name to type for what takes something away. */
@Controller
@RequestMapping("/support/tenants/{tenant}/{act:location|provision|repair|deprovision|purge|move|clear|clean}")
class ActController {

    private final StaffActions actions;
    private final Feasibility feasibility;
    private final Plan plan;
    private final Homes homes;
    private final RunProgress progress;
    private final DataCenters dataCenters;
    private final EligibilityCheck eligibility;
    private final TenantNaming names;
    private final KnownTenants tenants;
    private final HelpRequests requests;
    private final Clock clock;

    ActController(
            StaffActions actions,
            Feasibility feasibility,
            Plan plan,
            Homes homes,
            RunProgress progress,
            DataCenters dataCenters,
            EligibilityCheck eligibility,
            TenantNaming names,
            KnownTenants tenants,
            HelpRequests requests,
            Clock clock) {
        this.actions = actions;
        this.feasibility = feasibility;
        this.plan = plan;
        this.homes = homes;
        this.progress = progress;
        this.dataCenters = dataCenters;
        this.eligibility = eligibility;
        this.names = names;
        this.tenants = tenants;
        this.requests = requests;
        this.clock = clock;
    }

    @StaffOnly
    @GetMapping
    String plan(
            @PathVariable UUID tenant,
            @PathVariable String act,
            @ModelAttribute("form") ActForm form,
            BindingResult errors,
            Model model) {
        var known = tenants.known(tenant);
        var wanted = actOf(act);
        if (wanted == StaffAct.LOCATION && homes.placeOf(known).isPresent()) {
            return "redirect:/support/tenants/" + known + "/move"
                    + requestOf(known, form)
                            .map(request -> "?request=" + request.number())
                            .orElse("");
        }
        var wish = form.to() == null && wanted.asksWhere()
                ? requestOf(known, form).map(HelpRef::wished).map(form::at).orElse(form)
                : form;
        model.addAttribute("form", wish);
        return page(known, wanted, wish, problemWith(wanted, known, wish), model);
    }

    private String page(TenantId tenant, StaffAct act, ActForm form, @Nullable String obstacle, Model model) {
        var waiting = actions.waitingOf(tenant).map(StaffAction::id);
        var chosen = !act.needsPlace() || form.place() != null;
        model.addAttribute("tenant", tenant);
        model.addAttribute("tenantName", names.of(tenant));
        model.addAttribute("act", act);
        model.addAttribute("places", dataCenters.onOffer());
        model.addAttribute("obstacle", obstacle);
        model.addAttribute("underWay", progress.underWay(tenant).orElse(null));
        model.addAttribute("waiting", waiting.orElse(null));
        model.addAttribute("plan", obstacle == null && chosen ? plan.of(act, tenant, form.place()) : List.of());
        // What was typed stays, whatever stands in the way by now.
        model.addAttribute(
                "asks",
                chosen && obstacle == null && waiting.isEmpty() || !form.words().isEmpty());
        model.addAttribute("needsColleague", actions.needsColleague(act));
        model.addAttribute("needsCustomer", actions.asksTheTenant(tenant));
        return "support/act";
    }

    /** Before a place is chosen, nothing is wrong with it. */
    private @Nullable String problemWith(StaffAct act, TenantId tenant, ActForm form) {
        if (act == StaffAct.MOVE && form.place() == null) {
            return homes.placeOf(tenant).filter(place -> place.open()).isPresent() ? null : "support.problem.not-on";
        }
        return feasibility.problemOnSite(act, tenant, form.place());
    }

    @StaffOnly
    @PostMapping
    String take(
            SignedInUser staff,
            @PathVariable UUID tenant,
            @PathVariable String act,
            @ModelAttribute("form") ActForm form,
            BindingResult errors,
            @SessionAttribute(name = Preferences.ATTRIBUTE, required = false) @Nullable Preferences preferences,
            Model model,
            HttpServletResponse response) {
        var known = tenants.known(tenant);
        var wanted = actOf(act);
        var member = StaffMember.of(staff);
        if (wanted == StaffAct.PROVISION) {
            eligibility.recent(known);
        }
        var wish = wish(wanted, known, form, errors, zoneOf(preferences));
        var problem = problemWith(wanted, known, form);
        var refusal = problem == null && errors.hasFieldErrors("typed") ? "confirm.mismatch" : problem;
        if (refusal != null) {
            actions.refused(member, known, wanted, refusal, form.request());
        }
        if (wish == null || problem != null) {
            return again(HttpStatus.UNPROCESSABLE_CONTENT, known, wanted, form, problem, model, response);
        }
        try {
            return switch (actions.take(member, known, wish)) {
                case Outcome.Taken(var action) -> "redirect:" + pageOf(action);
                case Outcome.AnotherWaits _ -> again(HttpStatus.CONFLICT, known, wanted, form, null, model, response);
                case Outcome.Impossible(var now) ->
                    again(HttpStatus.UNPROCESSABLE_CONTENT, known, wanted, form, now, model, response);
            };
        } catch (DataIntegrityViolationException | ConcurrencyFailureException overtaken) {
            // Somebody else did something to the tenant at the same moment; the page shows what.
            model.addAttribute("problemKey", "support.problem.overtaken");
            return again(HttpStatus.CONFLICT, known, wanted, form, problemWith(wanted, known, form), model, response);
        }
    }

    private String again(
            HttpStatus status,
            TenantId tenant,
            StaffAct act,
            ActForm form,
            @Nullable String problem,
            Model model,
            HttpServletResponse response) {
        response.setStatus(status.value());
        return page(tenant, act, form, problem, model);
    }

    private static String pageOf(StaffAction action) {
        return action.run() == null
                ? "/support/actions/" + action.id()
                : "/support/tenants/" + action.tenant() + "/runs/" + action.run();
    }

    private @Nullable Wish wish(StaffAct act, TenantId tenant, ActForm form, BindingResult errors, ZoneId zone) {
        form.checkReason(errors);
        var reference = requestOf(tenant, form);
        if (reference.isEmpty()) {
            errors.rejectValue(
                    "request",
                    HelpRequests.number(form.request()).isEmpty()
                            ? "support.request.missing"
                            : "support.request.unknown");
        }
        var begins = act == StaffAct.MOVE ? form.begin(zone, clock.instant(), errors) : null;
        if (form.place() == null
                && (act.needsPlace()
                        || act.asksWhere() && form.to() != null && !form.to().isEmpty())) {
            errors.rejectValue("to", "support.to.missing");
        }
        if (act.takesAway() && !TypedName.matches(form.typed() == null ? "" : form.typed(), names.of(tenant))) {
            errors.rejectValue("typed", "confirm.mismatch", new Object[] {names.of(tenant)}, null);
        }
        return errors.hasErrors()
                ? null
                : new Wish(
                        act,
                        act.choosesPlace() ? form.place() : null,
                        begins,
                        form.words(),
                        reference.orElseThrow().number(),
                        null);
    }

    /** The help request that is named, if it is this tenant's. */
    private Optional<HelpRef> requestOf(TenantId tenant, ActForm form) {
        return HelpRequests.number(form.request())
                .flatMap(requests::find)
                .filter(found -> found.tenant().equals(tenant));
    }

    private static ZoneId zoneOf(@Nullable Preferences preferences) {
        return (preferences == null ? Preferences.DEFAULT : preferences).zone();
    }

    private static StaffAct actOf(String word) {
        return StaffAct.ofWord(word).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }
}
