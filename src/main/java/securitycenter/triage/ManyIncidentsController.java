package securitycenter.triage;

import jakarta.servlet.http.HttpServletResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.CookieValue;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.SessionAttribute;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import securitycenter.alerts.Classification;
import securitycenter.alerts.Determination;
import securitycenter.alerts.IncidentStatus;
import securitycenter.alerts.Severity;
import securitycenter.homes.TenantHome;
import securitycenter.identity.AnalystsOnly;
import securitycenter.identity.Preferences;
import securitycenter.identity.SignedInUser;
import securitycenter.incidents.Analyst;
import securitycenter.incidents.IncidentChange;
import securitycenter.incidents.Regrouping;
import securitycenter.incidents.TagChange;

/** One change for the incidents that were chosen in the queue. */
@Controller
class ManyIncidentsController {

    static final int MOST = 100;

    private static final ManyIncidents.Wish NOTHING = new ManyIncidents.Wish(
            new IncidentChange(null, null, null, null, null, null, null, null, null), TagChange.NONE);

    private record Problem(String key, List<Integer> args) {}

    /**
     * What was chosen and typed. Fields that were left alone are empty.
     *
     * @param incident the chosen ones, each as its id, a dot, and the version that was seen
     * @param judgment a classification and its determination, with a slash between them
     * @param back what stood behind the question mark of the queue's address
     */
    record Form(
            @Nullable List<String> incident,
            @Nullable String assignTo,
            @Nullable String status,
            @Nullable String severity,
            @Nullable String judgment,
            @Nullable String addTags,
            @Nullable String removeTags,
            @Nullable String act,
            @Nullable String back) {

        List<ManyIncidents.Chosen> chosen() {
            return (incident == null ? List.<String>of() : incident)
                    .stream()
                            .filter(one -> one.matches("[0-9]{1,18}\\.[0-9]{1,9}"))
                            .map(one -> one.split("\\."))
                            .map(one -> new ManyIncidents.Chosen(Long.parseLong(one[0]), Integer.parseInt(one[1])))
                            .distinct()
                            .toList();
        }

        boolean merges() {
            return "merge".equals(act);
        }
    }

    private final ManyIncidents many;
    private final QueueModel queue;

    ManyIncidentsController(ManyIncidents many, QueueModel queue) {
        this.many = many;
        this.queue = queue;
    }

    @AnalystsOnly
    @PostMapping(IncidentFilter.PATH + "/many")
    String change(
            TenantHome home,
            SignedInUser user,
            @ModelAttribute("many") Form form,
            @CookieValue(name = Column.COOKIE, required = false) @Nullable String columns,
            @SessionAttribute(Preferences.ATTRIBUTE) Optional<Preferences> preferences,
            Model model,
            RedirectAttributes next,
            HttpServletResponse response) {
        var chosen = form.chosen();
        var ids = chosen.stream().map(ManyIncidents.Chosen::incident).toList();
        var wish = wish(form, user.userName());
        var problem = problem(form, chosen.size(), wish);
        var list = IncidentFilter.asOnce(form.back());
        if (problem != null) {
            response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
            model.addAttribute("problemKey", problem.key());
            model.addAttribute("problemArgs", problem.args());
            model.addAttribute("chosen", ids);
            var zone = IncidentQueueController.zone(preferences);
            var filter = IncidentFilter.Asked.of(list).filter();
            queue.fill(model, home, user, filter, Paging.of(list), Column.in(columns), zone);
            return "triage/queue";
        }
        if (form.merges()) {
            next.addAttribute("ids", ids.stream().map(String::valueOf).collect(Collectors.joining(",")));
            return "redirect:" + IncidentFilter.PATH + "/merge";
        }
        var report = many.change(home, Analyst.of(user), chosen, wish);
        next.addFlashAttribute("changedCount", report.changed());
        next.addFlashAttribute("changedAlerts", report.alerts());
        next.addFlashAttribute("skipped", new ArrayList<>(report.skipped()));
        return "redirect:" + list;
    }

    /** A refused form is shown at an address that has no page of its own, which may be asked for in another language. */
    @AnalystsOnly
    @GetMapping(IncidentFilter.PATH + "/many")
    String queue() {
        return "redirect:" + IncidentFilter.USUAL;
    }

    private static @Nullable Problem problem(Form form, int chosen, ManyIncidents.Wish wish) {
        if (chosen == 0) {
            return new Problem("triage.many.none", List.of());
        }
        if (chosen > MOST) {
            return new Problem("triage.many.too-many", List.of(MOST));
        }
        if (form.merges()) {
            return chosen > 1 && chosen <= Regrouping.MOST_AT_ONCE
                    ? null
                    : new Problem("triage.many.merge-number", List.of(chosen));
        }
        var tags = wish.tags();
        if (!IncidentText.mayBe(tags.added()) || !IncidentText.mayBe(tags.removed())) {
            return new Problem("triage.many.tags", List.of(TagChange.MOST, TagChange.LONGEST));
        }
        return wish.equals(NOTHING) ? new Problem("triage.many.nothing", List.of()) : null;
    }

    /** What cannot be read is as if it were left alone. */
    private static ManyIncidents.Wish wish(Form form, String me) {
        var judgment = (form.judgment() == null ? "" : form.judgment()).split("/");
        var classification = Words.one(Classification.class, judgment[0]).orElse(null);
        var determination = judgment.length < 2
                ? null
                : Words.one(Determination.class, judgment[1]).orElse(null);
        var assignTo = Words.text(form.assignTo());
        var change = new IncidentChange(
                Words.one(IncidentStatus.class, form.status())
                        .filter(status -> status != IncidentStatus.REDIRECTED)
                        .orElse(null),
                Words.ME.equals(assignTo) ? me : Words.NOBODY.equals(assignTo) ? "" : assignTo,
                classification,
                classification == null ? null : determination == null ? Determination.UNKNOWN : determination,
                null,
                null,
                null,
                Words.one(Severity.class, form.severity()).orElse(null),
                null);
        var tags = new TagChange(IncidentText.tags(form.addTags()), IncidentText.tags(form.removeTags()));
        return new ManyIncidents.Wish(change, tags);
    }
}
