package securitycenter.detections;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import securitycenter.alerts.Alert;
import securitycenter.audit.Act;
import securitycenter.audit.AuditLog;
import securitycenter.casefiles.IncidentFiles;
import securitycenter.detections.AlertMaking.Detected;
import securitycenter.homes.TenantHome;
import securitycenter.hunts.AnswerGone;
import securitycenter.hunts.Hunt;
import securitycenter.hunts.Hunts;
import securitycenter.hunts.Outcome.Answer;
import securitycenter.identity.AnalystsOnly;
import securitycenter.identity.SignedInUser;
import securitycenter.incidents.Analyst;
import securitycenter.incidents.Incidents;
import securitycenter.incidents.Regrouped;
import securitycenter.kql.schema.Column;

/** Puts rows of an answer into an incident: an alert for all rows about the same. Source: facts of hunting, section 5. */
@Controller
@RequestMapping("/hunting/runs/{id}/link")
class LinkRowsController {

    private final Hunts hunts;
    private final Incidents incidents;
    private final IncidentFiles files;
    private final AuditLog audit;
    private final Clock clock;

    LinkRowsController(Hunts hunts, Incidents incidents, IncidentFiles files, AuditLog audit, Clock clock) {
        this.hunts = hunts;
        this.incidents = incidents;
        this.files = files;
        this.audit = audit;
        this.clock = clock;
    }

    /** A run and the chosen rows of its answer. */
    private record Chosen(Hunt run, Answer rows) {

        List<String> columns() {
            return rows.columns().stream().map(Column::name).toList();
        }
    }

    @AnalystsOnly
    @GetMapping
    ModelAndView form(TenantHome home, @PathVariable String id, @ModelAttribute("form") LinkForm form) {
        var run = find(home, id);
        return chosen(home, run, form)
                .map(chosen -> page(
                        HttpStatus.OK,
                        home,
                        chosen,
                        form.impacted().isNobody() ? form.choosing(chosen.columns()) : form))
                .orElseGet(() -> gone(run, form));
    }

    @AnalystsOnly
    @PostMapping
    Object link(
            TenantHome home,
            SignedInUser user,
            @PathVariable String id,
            @ModelAttribute("form") LinkForm form,
            BindingResult problems,
            RedirectAttributes next) {
        var run = find(home, id);
        var kept = chosen(home, run, form);
        if (kept.isEmpty()) {
            return gone(run, form);
        }
        var chosen = kept.get();
        if (form.act().equals("search")) {
            return page(HttpStatus.OK, home, chosen, form);
        }
        form.check(chosen.columns(), problems);
        if (problems.hasErrors()) {
            return page(HttpStatus.UNPROCESSABLE_CONTENT, home, chosen, form);
        }
        var events =
                FoundEvent.all(chosen.rows(), form.impacted(), clock.instant()).toList();
        if (events.isEmpty()) {
            problems.reject("detections.link.problem.empty");
            return page(HttpStatus.UNPROCESSABLE_CONTENT, home, chosen, form);
        }
        var alerts = alerts(events, form);
        return switch (incidents.link(home, Analyst.of(user), alerts, form.incident(), form.reason())) {
            case Regrouped.Done(var incident) -> {
                audit.record(Act.of(user, "hunting-rows.linked")
                        .on("incident", String.valueOf(incident))
                        .to(alerts.stream().map(Alert::title).distinct().toList())
                        .because(form.reason()));
                next.addFlashAttribute("doneKey", "detections.link.done");
                next.addFlashAttribute("doneArgs", List.of(events.size(), alerts.size()));
                yield "redirect:/incidents/" + incident + "/alerts";
            }
            case Regrouped.Refused(var obstacles) -> {
                obstacles.forEach(each -> problems.rejectValue("to", "detections.link.problem." + each));
                yield page(HttpStatus.UNPROCESSABLE_CONTENT, home, chosen, form);
            }
        };
    }

    private List<Alert> alerts(List<FoundEvent> events, LinkForm form) {
        var making = new AlertMaking(form.words(), form.impacted(), Detected.BY_PERSON, clock.instant());
        return FoundEvent.byNames(events).stream()
                .map(same -> making.of(key(form, same.getFirst()), "hunting", same))
                .toList();
    }

    /** Whoever chose other rows or another incident wants something else. */
    private static UUID key(LinkForm form, FoundEvent first) {
        return UUID.nameUUIDFromBytes(
                (form.once() + form.to() + form.row() + first.names()).getBytes(StandardCharsets.UTF_8));
    }

    private Hunt find(TenantHome home, String id) {
        return DetectionRuleController.uuid(id)
                .flatMap(one -> hunts.find(home, one))
                .filter(run -> run.state() == Hunt.State.ANSWERED)
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }

    /** Empty where the answer is not kept any more. */
    private Optional<Chosen> chosen(TenantHome home, Hunt run, LinkForm form) {
        try {
            return hunts.outcome(home, run.id())
                    .filter(Answer.class::isInstance)
                    .map(answer -> chosen(run, (Answer) answer, form));
        } catch (AnswerGone thisMoment) {
            return Optional.empty();
        }
    }

    private static Chosen chosen(Hunt run, Answer answer, LinkForm form) {
        var rows = form.row().stream()
                .filter(number -> number >= 1 && number <= answer.rows().size())
                .map(number -> answer.rows().get(number - 1))
                .toList();
        return new Chosen(
                run, new Answer(answer.columns(), rows, false, answer.took(), answer.processor(), answer.share()));
    }

    /** With all that was typed, to be taken along. */
    private static ModelAndView gone(Hunt run, LinkForm form) {
        var page = new ModelAndView("detections/link", HttpStatus.GONE)
                .addObject("gone", true)
                .addObject("form", form)
                .addObject("run", run)
                .addObject("rows", form.row().size())
                .addObject("asked", Objects.toString(form.incident(), ""))
                .addObject("found", List.of());
        WordsOnPage.fill(page, form.impacted().columns());
        return page;
    }

    private ModelAndView page(HttpStatus status, TenantHome home, Chosen chosen, LinkForm form) {
        var page = new ModelAndView("detections/link", status)
                .addObject("form", form)
                .addObject("run", chosen.run())
                .addObject("rows", chosen.rows().rows().size())
                .addObject("asked", Objects.toString(form.incident(), ""))
                .addObject("found", form.q().isEmpty() ? List.of() : files.search(home, form.q()));
        WordsOnPage.fill(page, chosen.columns());
        return page;
    }
}
