package securitycenter.triage;

import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import securitycenter.casefiles.AlertFiles;
import securitycenter.casefiles.IncidentFile;
import securitycenter.casefiles.IncidentFile.AlertLine;
import securitycenter.casefiles.IncidentFiles;
import securitycenter.homes.TenantHome;
import securitycenter.identity.AnalystsOnly;
import securitycenter.identity.SignedInUser;
import securitycenter.identity.TypedText;
import securitycenter.incidents.Analyst;
import securitycenter.incidents.Regrouped;
import securitycenter.incidents.Regrouping;

/** Takes alerts out of an incident: into another one, or one of their own. */
@Controller
@RequestMapping("/incidents/{id:\\d+}/move")
class MoveController {

    private static final int MOST_ALERTS = 50;
    private static final String NEW = "new";

    /**
     * @param to the incident, or the word for a new one
     * @param q what an incident is looked for by
     */
    record MoveForm(
            @Nullable List<String> alert,
            @Nullable String to,
            @Nullable String q,
            @Nullable String reason) {

        List<Long> alerts() {
            return alert == null
                    ? List.of()
                    : alert.stream()
                            .filter(text -> text.matches("\\d{1,18}"))
                            .map(Long::parseLong)
                            .distinct()
                            .limit(MOST_ALERTS)
                            .toList();
        }

        /** Empty for a new one. */
        @Override
        public String to() {
            var line = IncidentText.line(to);
            return line.equals(NEW) ? "" : line;
        }

        @Override
        public String q() {
            return IncidentText.line(q);
        }

        @Override
        public String reason() {
            return TypedText.of(reason);
        }
    }

    private final IncidentPages pages;
    private final IncidentFiles files;
    private final AlertFiles alerts;
    private final Regrouping regrouping;

    MoveController(IncidentPages pages, IncidentFiles files, AlertFiles alerts, Regrouping regrouping) {
        this.pages = pages;
        this.files = files;
        this.alerts = alerts;
        this.regrouping = regrouping;
    }

    @AnalystsOnly
    @GetMapping
    String form(
            TenantHome home,
            SignedInUser user,
            @PathVariable String id,
            @ModelAttribute("form") MoveForm form,
            Model model) {
        return pages.show(home, user, id, "alerts", null, model, incident -> page(home, incident, form, model));
    }

    private String page(TenantHome home, IncidentFile incident, MoveForm form, Model model) {
        model.addAttribute("alerts", alerts(home, incident, form));
        model.addAttribute(
                "found",
                form.q().isEmpty()
                        ? List.of()
                        : files.search(home, form.q()).stream()
                                .filter(other -> other.id() != incident.id())
                                .toList());
        return "triage/incident-move";
    }

    private List<AlertLine> alerts(TenantHome home, IncidentFile incident, MoveForm form) {
        return form.alerts().stream()
                .map(alert -> alerts.line(home, alert).orElse(null))
                .filter(Objects::nonNull)
                .filter(line -> line.incident() == incident.id())
                .toList();
    }

    @AnalystsOnly
    @PostMapping
    String move(
            TenantHome home,
            SignedInUser user,
            @PathVariable String id,
            @ModelAttribute("form") MoveForm form,
            BindingResult problems,
            Model model,
            RedirectAttributes next,
            HttpServletResponse response) {
        return pages.show(home, user, pages.current(home, id), "alerts", null, model, incident -> {
            if (incident.id() != IncidentPages.number(id)) {
                model.addAttribute("former", IncidentPages.number(id));
                return again(HttpStatus.CONFLICT, home, incident, form, model, response);
            }
            IncidentText.check(form.reason(), IncidentText.LONGEST_REASON, "reason", problems);
            if (!form.to().isEmpty() && !form.to().matches("\\d{1,18}")) {
                problems.rejectValue("to", "incident.obstacle.MISSING");
            }
            if (problems.hasErrors()) {
                return again(HttpStatus.UNPROCESSABLE_CONTENT, home, incident, form, model, response);
            }
            var to = form.to().isEmpty() ? null : Long.valueOf(form.to());
            var outcome = regrouping.move(home, Analyst.of(user), incident.id(), form.alerts(), to, form.reason());
            return switch (outcome) {
                case Regrouped.Done(var target) -> {
                    next.addFlashAttribute("doneKey", "incident.move.done");
                    next.addFlashAttribute("doneArgs", List.of(form.alerts().size(), String.valueOf(incident.id())));
                    yield "redirect:/incidents/" + target + "/alerts";
                }
                case Regrouped.Refused(var obstacles) -> {
                    model.addAttribute("obstacles", Set.copyOf(obstacles));
                    yield again(HttpStatus.UNPROCESSABLE_CONTENT, home, incident, form, model, response);
                }
            };
        });
    }

    private String again(
            HttpStatus status,
            TenantHome home,
            IncidentFile incident,
            MoveForm form,
            Model model,
            HttpServletResponse response) {
        response.setStatus(status.value());
        return page(home, incident, form, model);
    }
}
