package securitycenter.triage;

import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.validation.BeanPropertyBindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;
import securitycenter.alerts.AlertStatus;
import securitycenter.alerts.Classification;
import securitycenter.casefiles.AlertFiles;
import securitycenter.casefiles.IncidentFile.AlertFile;
import securitycenter.casefiles.IncidentFile.AlertLine;
import securitycenter.homes.TenantHome;
import securitycenter.identity.AnalystsOnly;
import securitycenter.identity.Colleague;
import securitycenter.identity.People;
import securitycenter.identity.SignedInUser;
import securitycenter.identity.ViewersOnly;
import securitycenter.incidents.Analyst;
import securitycenter.incidents.Changed;
import securitycenter.incidents.FieldChange;
import securitycenter.incidents.IncidentComments;
import securitycenter.incidents.Incidents;
import securitycenter.investigations.Field;
import securitycenter.investigations.Investigations;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** The page of one alert, and the record as its source wrote it. */
@Controller
@RequestMapping("/incidents/{id:\\d+}/alerts/{alert:\\d+}")
class AlertController {

    /** The fields that others changed while somebody edited other ones; what they hold stays in the home. */
    private static final String CHANGED_MEANWHILE = "changedMeanwhile";

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private final IncidentPages pages;
    private final AlertFiles alerts;
    private final IncidentComments comments;
    private final Incidents incidents;
    private final People people;
    private final Investigations investigations;

    AlertController(
            IncidentPages pages,
            AlertFiles alerts,
            IncidentComments comments,
            Incidents incidents,
            People people,
            Investigations investigations) {
        this.pages = pages;
        this.alerts = alerts;
        this.comments = comments;
        this.incidents = incidents;
        this.people = people;
        this.investigations = investigations;
    }

    @ViewersOnly
    @GetMapping
    String show(
            TenantHome home,
            SignedInUser user,
            @PathVariable String id,
            @PathVariable String alert,
            @RequestParam(defaultValue = "0") String evidence,
            @RequestParam(required = false) @Nullable String from,
            Model model) {
        return open(home, user, id, alert, "", from, model, file -> {
            model.addAttribute("form", AlertForm.of(file.line()));
            if (model.getAttribute(CHANGED_MEANWHILE) instanceof String[] fields) {
                model.addAttribute("meanwhile", meanwhile(home, user, file.line(), fields));
            }
            return page(home, user, file, evidence.matches("\\d{1,7}") ? Integer.parseInt(evidence) : 0, model);
        });
    }

    private List<FieldChange> meanwhile(TenantHome home, SignedInUser user, AlertLine alert, String[] fields) {
        return incidents.alertChangesOfOthers(home, Analyst.of(user), alert.id(), List.of(fields));
    }

    /** Wherever the alert is by now. */
    private String open(
            TenantHome home,
            SignedInUser user,
            String id,
            String alert,
            String place,
            @Nullable String from,
            Model model,
            Function<AlertFile, String> page) {
        var line = line(home, alert);
        if (line.incident() != IncidentPages.number(id)) {
            return "redirect:" + address(line) + place + "?from=" + IncidentPages.number(id);
        }
        if (from != null && from.matches("\\d{1,18}") && line.incident() != Long.parseLong(from)) {
            model.addAttribute("movedFrom", from);
        }
        return pages.show(
                home,
                user,
                id,
                "alert",
                null,
                model,
                incident -> alerts.find(home, incident.id(), line.id())
                        .map(page)
                        .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND)));
    }

    private static String address(AlertLine line) {
        return "/incidents/" + line.incident() + "/alerts/" + line.id();
    }

    private AlertLine line(TenantHome home, String alert) {
        return pages.findAlert(home, IncidentPages.number(alert));
    }

    private String page(TenantHome home, SignedInUser user, AlertFile file, int from, Model model) {
        model.addAttribute("page", AlertPage.of(file, JSON.readTree(file.body()), from));
        model.addAttribute("from", from);
        model.addAttribute(
                "investigation", investigations.ofAlert(home, file.line().id()).orElse(null));
        model.addAttribute("investigable", Field.of(file.line().source()).isPresent());
        model.addAttribute("said", comments.ofAlert(home, file.line().id()));
        model.addAttribute("colleagues", people.analystsOf(user.tenant()));
        model.addAttribute("me", Colleague.of(user));
        model.addAttribute("statuses", statuses(file.line()));
        model.addAttribute("classifications", Classification.values());
        model.addAttribute("comment", new IncidentCommentController.CommentForm(""));
        return "triage/alert";
    }

    /** Nobody here can make it unknown; what is so may stay so. */
    private static List<AlertStatus> statuses(AlertLine alert) {
        return Stream.of(AlertStatus.values())
                .filter(status -> status != AlertStatus.UNKNOWN || alert.status() == status)
                .toList();
    }

    @AnalystsOnly
    @PostMapping
    String save(
            TenantHome home,
            SignedInUser user,
            @PathVariable String id,
            @PathVariable String alert,
            @ModelAttribute("form") AlertForm sent,
            Model model,
            RedirectAttributes next,
            HttpServletResponse response) {
        var current = String.valueOf(line(home, alert).incident());
        return open(home, user, current, alert, "", id, model, file -> {
            var form = sent.settled(file.line());
            var problems = new BeanPropertyBindingResult(form, "form");
            model.addAllAttributes(problems.getModel());
            form.check(problems);
            if (problems.hasErrors()) {
                return again(HttpStatus.UNPROCESSABLE_CONTENT, home, user, file, model, response);
            }
            return switch (incidents.changeAlertSince(
                    home, Analyst.of(user), file.line().id(), form.change(), form.seen())) {
                case Changed.Done done -> {
                    say(done, next);
                    yield "redirect:" + address(file.line())
                            + (current.equals(id) ? "" : "?from=" + IncidentPages.number(id));
                }
                case Changed.Conflict(var theirs) -> disputed(theirs, form, home, user, file, model, response);
                case Changed.Missing _ -> throw new ResponseStatusException(HttpStatus.GONE);
                case Changed.WrongDetermination _ ->
                    throw new IllegalStateException("The form names both, and was checked");
                case Changed.Redirected _, Changed.Unclassified _, Changed.TooManyTags _ ->
                    throw new IllegalStateException("Only of an incident");
            };
        });
    }

    private String again(
            HttpStatus status,
            TenantHome home,
            SignedInUser user,
            AlertFile file,
            Model model,
            HttpServletResponse response) {
        response.setStatus(status.value());
        return page(home, user, file, 0, model);
    }

    private static void say(Changed.Done done, RedirectAttributes next) {
        if (!done.changes().isEmpty()) {
            next.addFlashAttribute("doneKey", "alert.saved");
        } else if (done.meanwhile().isEmpty()) {
            next.addFlashAttribute("doneKey", "incident.manage.unchanged");
        }
        if (!done.meanwhile().isEmpty()) {
            var fields = done.meanwhile().stream().map(FieldChange::field);
            next.addFlashAttribute(CHANGED_MEANWHILE, fields.toArray(String[]::new));
        }
    }

    private String disputed(
            List<FieldChange> theirs,
            AlertForm form,
            TenantHome home,
            SignedInUser user,
            AlertFile before,
            Model model,
            HttpServletResponse response) {
        var now =
                alerts.find(home, before.line().incident(), before.line().id()).orElse(before);
        var fields = Edits.fields(theirs);
        var merged = form.on(now.line(), fields);
        model.addAttribute("form", merged);
        model.addAttribute("disputes", Dispute.of(theirs, form.change()::logged));
        model.addAttribute("others", merged.edits().madeBeside(fields));
        return again(HttpStatus.CONFLICT, home, user, now, model, response);
    }

    @ViewersOnly
    @GetMapping("/raw")
    String raw(
            TenantHome home,
            SignedInUser user,
            @PathVariable String id,
            @PathVariable String alert,
            @RequestParam(required = false) @Nullable String from,
            Model model) {
        return open(home, user, id, alert, "/raw", from, model, file -> {
            model.addAttribute("alert", file.line());
            model.addAttribute("raw", pretty(file));
            return "triage/alert-raw";
        });
    }

    @ViewersOnly
    @GetMapping("/raw.txt")
    ResponseEntity<byte[]> download(TenantHome home, @PathVariable String id, @PathVariable String alert) {
        var line = line(home, alert);
        if (line.incident() != IncidentPages.number(id)) {
            var now = ServletUriComponentsBuilder.fromCurrentContextPath().path(address(line) + "/raw.txt");
            return ResponseEntity.status(HttpStatus.SEE_OTHER)
                    .location(now.build().toUri())
                    .build();
        }
        var file = alerts.find(home, line.incident(), line.id())
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
        var name = ContentDisposition.attachment()
                .filename("alert-" + line.id() + ".txt")
                .build();
        return ResponseEntity.ok()
                .contentType(new MediaType(MediaType.TEXT_PLAIN, StandardCharsets.UTF_8))
                .header(HttpHeaders.CONTENT_DISPOSITION, name.toString())
                .body(pretty(file).getBytes(StandardCharsets.UTF_8));
    }

    private static String pretty(AlertFile file) {
        return JSON.writeValueAsString(JSON.readTree(file.body()));
    }
}
