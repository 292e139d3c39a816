package securitycenter.triage;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import securitycenter.alerts.Classification;
import securitycenter.alerts.Determination;
import securitycenter.alerts.IncidentStatus;
import securitycenter.alerts.Severity;
import securitycenter.homes.TenantHome;
import securitycenter.identity.AnalystsOnly;
import securitycenter.identity.SignedInUser;
import securitycenter.incidents.Analyst;
import securitycenter.incidents.IncidentChange;

/** One change for the incidents that were chosen in the queue. */
@Controller
class ManyIncidentsController {

    static final int MOST = 100;

    private static final int LONGEST_TAG = 100;

    /**
     * What was chosen and typed. Fields that were left alone are empty.
     *
     * @param incident ids of the chosen ones
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

        List<Long> chosen() {
            return (incident == null ? List.<String>of() : incident)
                    .stream()
                            .filter(id -> id.matches("[0-9]{1,18}"))
                            .map(Long::valueOf)
                            .distinct()
                            .toList();
        }
    }

    private final ManyIncidents many;

    ManyIncidentsController(ManyIncidents many) {
        this.many = many;
    }

    @AnalystsOnly
    @PostMapping(IncidentFilter.PATH + "/many")
    String change(TenantHome home, SignedInUser user, Form form, RedirectAttributes next) {
        var chosen = form.chosen();
        if ("merge".equals(form.act()) && chosen.size() > 1 && chosen.size() <= MOST) {
            next.addAttribute(
                    "ids", String.join(",", chosen.stream().map(String::valueOf).toList()));
            return "redirect:" + IncidentFilter.PATH + "/merge";
        }
        var wish = wish(form, user.userName());
        var problem = problem(form, chosen, wish);
        if (problem != null) {
            next.addFlashAttribute("problemKey", problem);
            next.addFlashAttribute("problemArgs", List.of(MOST));
            next.addFlashAttribute("chosen", new ArrayList<>(chosen));
            next.addFlashAttribute("addTags", form.addTags());
            next.addFlashAttribute("removeTags", form.removeTags());
            return "redirect:" + IncidentFilter.asOnce(form.back());
        }
        var report = many.change(home, Analyst.of(user), chosen, Objects.requireNonNull(wish));
        next.addFlashAttribute("changedCount", report.changed().size());
        next.addFlashAttribute("skipped", new ArrayList<>(report.skipped()));
        return "redirect:" + IncidentFilter.asOnce(form.back());
    }

    private static @Nullable String problem(Form form, List<Long> chosen, ManyIncidents.@Nullable Wish wish) {
        if (chosen.isEmpty()) {
            return "triage.many.none";
        }
        if (chosen.size() > MOST) {
            return "triage.many.too-many";
        }
        if ("merge".equals(form.act())) {
            return "triage.many.merge-one";
        }
        return wish == null ? "triage.many.nothing" : null;
    }

    /** None when nothing is to be different, or what is cannot be read. */
    private static ManyIncidents.@Nullable Wish wish(Form form, String me) {
        var add = tags(form.addTags());
        var remove = tags(form.removeTags());
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
        var nothing = change.status() == null
                && change.assignedTo() == null
                && change.classification() == null
                && change.severity() == null
                && add.isEmpty()
                && remove.isEmpty();
        return nothing ? null : new ManyIncidents.Wish(change, add, remove);
    }

    private static List<String> tags(@Nullable String typed) {
        return typed == null
                ? List.of()
                : Arrays.stream(typed.split(","))
                        .map(Words::text)
                        .filter(Objects::nonNull)
                        .map(tag -> tag.length() <= LONGEST_TAG ? tag : tag.substring(0, LONGEST_TAG))
                        .distinct()
                        .toList();
    }
}
