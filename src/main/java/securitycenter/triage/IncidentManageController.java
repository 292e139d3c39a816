package securitycenter.triage;

import static java.util.Objects.requireNonNullElse;

import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import securitycenter.alerts.Classification;
import securitycenter.alerts.IncidentStatus;
import securitycenter.alerts.Severity;
import securitycenter.casefiles.IncidentFile;
import securitycenter.casefiles.IncidentFiles;
import securitycenter.homes.TenantHome;
import securitycenter.identity.AnalystsOnly;
import securitycenter.identity.Colleague;
import securitycenter.identity.People;
import securitycenter.identity.SignedInUser;
import securitycenter.incidents.Analyst;
import securitycenter.incidents.Changed;
import securitycenter.incidents.FieldChange;
import securitycenter.incidents.Incidents;

/** Changes an incident: on a page of its own, or beside another one. */
@Controller
@RequestMapping("/incidents/{id:\\d+}/manage")
class IncidentManageController {

    /** What others made of a field, and what this person wanted. */
    record Dispute(FieldChange theirs, String mine) {}

    private final IncidentPages pages;
    private final IncidentFiles files;
    private final Incidents incidents;
    private final People people;

    IncidentManageController(IncidentPages pages, IncidentFiles files, Incidents incidents, People people) {
        this.pages = pages;
        this.files = files;
        this.incidents = incidents;
        this.people = people;
    }

    @AnalystsOnly
    @GetMapping
    String form(
            TenantHome home,
            SignedInUser user,
            @PathVariable String id,
            @RequestHeader(name = "HX-Request", required = false) @Nullable String beside,
            Model model,
            HttpServletResponse response) {
        response.addHeader("Vary", "HX-Request");
        return pages.show(home, user, id, "manage", null, model, incident -> {
            model.addAttribute("form", IncidentForm.of(incident));
            addChoices(user, incident, model);
            return beside == null ? "triage/incident-manage" : "triage/_manage :: beside";
        });
    }

    @AnalystsOnly
    @PostMapping
    String save(
            TenantHome home,
            SignedInUser user,
            @PathVariable String id,
            @ModelAttribute("form") IncidentForm form,
            BindingResult problems,
            Model model,
            RedirectAttributes next,
            HttpServletResponse response) {
        return pages.show(home, user, id, "manage", null, model, incident -> {
            form.check(incident, problems);
            if (problems.hasErrors()) {
                response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
                addChoices(user, incident, model);
                return "triage/incident-manage";
            }
            var seen = seen(form, incident);
            var meanwhile = incidents.changesSince(home, incident.id(), seen);
            var outcome = incidents.changeSince(home, Analyst.of(user), incident.id(), form.change(), seen);
            return answer(outcome, meanwhile, home, user, incident, form, model, next, response);
        });
    }

    private String answer(
            Changed outcome,
            List<FieldChange> meanwhile,
            TenantHome home,
            SignedInUser user,
            IncidentFile incident,
            IncidentForm form,
            Model model,
            RedirectAttributes next,
            HttpServletResponse response) {
        return switch (outcome) {
            case Changed.Done done -> {
                say(done, next);
                if (!meanwhile.isEmpty()) {
                    next.addFlashAttribute(IncidentPageController.EDITED_SINCE, seen(form, incident));
                }
                yield "redirect:/incidents/" + incident.id();
            }
            case Changed.Conflict(var theirs) -> {
                response.setStatus(HttpStatus.CONFLICT.value());
                yield disputed(theirs, pages.find(home, incident.id()), user, form, model);
            }
            case Changed.Redirected(var to) -> "redirect:/incidents/" + to + "/manage?from=" + incident.id();
            case Changed.WrongDetermination _, Changed.Missing _ -> "redirect:/incidents/" + incident.id() + "/manage";
        };
    }

    private String disputed(
            List<FieldChange> theirs, IncidentFile now, SignedInUser user, IncidentForm form, Model model) {
        var fields = theirs.stream().map(FieldChange::field).collect(Collectors.toSet());
        model.addAttribute(
                "disputes",
                theirs.stream()
                        .map(each -> new Dispute(each, form.wanted(each.field())))
                        .toList());
        model.addAttribute("incident", now);
        model.addAttribute("form", form.on(now, fields));
        model.addAttribute("others", others(form, fields));
        addChoices(user, now, model);
        return "triage/incident-manage";
    }

    /** What else the person changed, which nobody disputes. */
    private static List<String> others(IncidentForm form, Set<String> disputed) {
        return form.changedFields().stream()
                .filter(field -> !disputed.contains(field))
                .toList();
    }

    private static int seen(IncidentForm form, IncidentFile incident) {
        return requireNonNullElse(form.seen(), incident.version());
    }

    private static void say(Changed.Done done, RedirectAttributes next) {
        if (done.changes().isEmpty()) {
            next.addFlashAttribute("doneKey", "incident.manage.unchanged");
            return;
        }
        next.addFlashAttribute("doneKey", "incident.manage.saved");
        next.addFlashAttribute("doneArgs", List.of(done.alerts()));
    }

    private void addChoices(SignedInUser user, IncidentFile incident, Model model) {
        model.addAttribute(
                "colleagues",
                people.analystsOf(user.tenant()).stream()
                        .filter(one -> !one.userName().toLowerCase(Locale.ROOT).equals(key(user.userName())))
                        .toList());
        model.addAttribute("me", Colleague.of(user));
        model.addAttribute("severities", List.of(Severity.HIGH, Severity.MEDIUM, Severity.LOW, Severity.INFORMATIONAL));
        model.addAttribute("statuses", statuses(incident));
        model.addAttribute("classifications", Classification.values());
    }

    private static String key(String userName) {
        return userName.toLowerCase(Locale.ROOT);
    }

    /** Nobody here can make Microsoft wait; what waits may stay so. */
    private static List<IncidentStatus> statuses(IncidentFile incident) {
        return Stream.of(
                        IncidentStatus.ACTIVE,
                        IncidentStatus.IN_PROGRESS,
                        IncidentStatus.AWAITING_ACTION,
                        IncidentStatus.RESOLVED)
                .filter(status -> status != IncidentStatus.AWAITING_ACTION || incident.status() == status)
                .toList();
    }
}
