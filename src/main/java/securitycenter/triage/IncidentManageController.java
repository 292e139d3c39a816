package securitycenter.triage;

import static java.util.Objects.requireNonNullElse;

import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.validation.BeanPropertyBindingResult;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
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
            @RequestParam(required = false) @Nullable String from,
            @RequestHeader(name = "HX-Request", required = false) @Nullable String beside,
            Model model,
            HttpServletResponse response) {
        response.addHeader("Vary", "HX-Request");
        return pages.show(home, user, id, "manage", from, model, incident -> {
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
            @ModelAttribute("form") IncidentForm sent,
            Model model,
            RedirectAttributes next,
            HttpServletResponse response) {
        return pages.show(home, user, pages.current(home, id), "manage", null, model, incident -> {
            if (incident.id() != IncidentPages.number(id)) {
                return onto(incident, IncidentPages.number(id), user, sent, model, response);
            }
            var form = sent.settled(incident);
            var problems = new BeanPropertyBindingResult(form, "form");
            model.addAllAttributes(problems.getModel());
            form.check(problems);
            if (problems.hasErrors()) {
                return again(HttpStatus.UNPROCESSABLE_CONTENT, user, incident, model, response);
            }
            var seen = seen(form, incident);
            var outcome = incidents.changeSince(home, Analyst.of(user), incident.id(), form.change(), seen);
            return answer(outcome, home, user, incident, form, problems, model, next, response);
        });
    }

    private String again(
            HttpStatus status, SignedInUser user, IncidentFile incident, Model model, HttpServletResponse response) {
        response.setStatus(status.value());
        addChoices(user, incident, model);
        return "triage/incident-manage";
    }

    /** What was typed for one that became part of another is not saved there unseen. */
    private String onto(
            IncidentFile other,
            long former,
            SignedInUser user,
            IncidentForm form,
            Model model,
            HttpServletResponse response) {
        model.addAttribute("former", former);
        model.addAttribute("form", form.onto(other));
        return again(HttpStatus.CONFLICT, user, other, model, response);
    }

    private String answer(
            Changed outcome,
            TenantHome home,
            SignedInUser user,
            IncidentFile incident,
            IncidentForm form,
            BindingResult problems,
            Model model,
            RedirectAttributes next,
            HttpServletResponse response) {
        return switch (outcome) {
            case Changed.Done done -> {
                say(done, seen(form, incident), next);
                yield "redirect:/incidents/" + incident.id();
            }
            case Changed.Conflict(var theirs) ->
                disputed(theirs, pages.find(home, incident.id()), user, form, model, response);
            case Changed.Unclassified _ -> {
                problems.rejectValue("finding", "incident.problem.unclassified");
                yield again(HttpStatus.UNPROCESSABLE_CONTENT, user, incident, model, response);
            }
            case Changed.WrongDetermination _, Changed.TooManyTags _ ->
                throw new IllegalStateException("The form names all of it, and was checked");
            case Changed.Redirected _ -> {
                var other = pages.find(home, Long.parseLong(pages.current(home, String.valueOf(incident.id()))));
                model.addAttribute("incident", other);
                yield onto(other, incident.id(), user, form, model, response);
            }
            case Changed.Missing _ -> throw new ResponseStatusException(HttpStatus.GONE);
        };
    }

    private String disputed(
            List<FieldChange> theirs,
            IncidentFile now,
            SignedInUser user,
            IncidentForm form,
            Model model,
            HttpServletResponse response) {
        var fields = Edits.fields(theirs);
        var merged = form.on(now, fields);
        model.addAttribute("incident", now);
        model.addAttribute("form", merged);
        model.addAttribute("disputes", Dispute.of(theirs, form.change()::logged));
        model.addAttribute("others", merged.edits().madeBeside(fields));
        return again(HttpStatus.CONFLICT, user, now, model, response);
    }

    private static int seen(IncidentForm form, IncidentFile incident) {
        return requireNonNullElse(form.seen(), incident.version());
    }

    private static void say(Changed.Done done, int seen, RedirectAttributes next) {
        if (!done.changes().isEmpty()) {
            next.addFlashAttribute("doneKey", "incident.manage.saved");
            next.addFlashAttribute("doneArgs", List.of(done.alerts()));
        } else if (done.meanwhile().isEmpty()) {
            next.addFlashAttribute("doneKey", "incident.manage.unchanged");
        }
        if (!done.meanwhile().isEmpty()) {
            next.addFlashAttribute(IncidentPageController.EDITED_SINCE, seen);
        }
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
