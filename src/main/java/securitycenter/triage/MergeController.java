package securitycenter.triage;

import jakarta.servlet.http.HttpServletResponse;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import securitycenter.casefiles.IncidentFile;
import securitycenter.casefiles.IncidentFiles;
import securitycenter.homes.ReadOnlyTable;
import securitycenter.homes.TenantHome;
import securitycenter.identity.AnalystsOnly;
import securitycenter.identity.SignedInUser;
import securitycenter.identity.TypedText;
import securitycenter.incidents.Analyst;
import securitycenter.incidents.Regrouped;
import securitycenter.incidents.Regrouped.Obstacle;
import securitycenter.incidents.Regrouping;

/** Makes several incidents one, and takes that back. */
@Controller
class MergeController {

    /**
     * @param ids of all, with commas or each by itself
     * @param stays which of them the others become part of
     * @param shown of what the result was shown: which stays, and what people had made of each by then
     * @param q what another incident is looked for by
     */
    record MergeForm(
            @Nullable List<String> ids,
            @Nullable String stays,
            @Nullable String shown,
            @Nullable String q,
            @Nullable String reason) {

        List<Long> numbers() {
            return ids == null
                    ? List.of()
                    : ids.stream()
                            .flatMap(text -> Arrays.stream(text.split("[,\\s]+")))
                            .filter(text -> text.matches("\\d{1,18}"))
                            .map(Long::parseLong)
                            .distinct()
                            .limit(ManyIncidentsController.MOST)
                            .toList();
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

    /** Stands beside the word that something was done. */
    record Undo(String address, String key, String what) implements Serializable {}

    private final IncidentPages pages;
    private final IncidentFiles files;
    private final Regrouping regrouping;

    MergeController(IncidentPages pages, IncidentFiles files, Regrouping regrouping) {
        this.pages = pages;
        this.files = files;
        this.regrouping = regrouping;
    }

    @AnalystsOnly
    @GetMapping("/incidents/merge")
    String form(TenantHome home, SignedInUser user, @ModelAttribute("form") MergeForm form, Model model) {
        return page(home, user, form, Set.of(), model);
    }

    /** Sent as the merge itself, so that neither the reason nor the token against forged forms gets into an address. */
    @AnalystsOnly
    @PostMapping(path = "/incidents/merge", params = "show")
    String showAgain(TenantHome home, SignedInUser user, @ModelAttribute("form") MergeForm form, Model model) {
        return page(home, user, form, Set.of(), model);
    }

    private String page(TenantHome home, SignedInUser user, MergeForm form, Set<Obstacle> refused, Model model) {
        var incidents = incidents(home, form);
        var numbers = incidents.stream().map(IncidentFile::id).toList();
        var obstacles = new TreeSet<>(refused);
        obstacles.addAll(regrouping.obstacles(home, form.numbers()));
        model.addAttribute("incidents", incidents);
        model.addAttribute("numbers", numbers.stream().map(String::valueOf).collect(Collectors.joining(",")));
        model.addAttribute("without", without(numbers));
        model.addAttribute("obstacles", obstacles);
        stays(form, incidents).ifPresent(stays -> {
            model.addAttribute("stays", stays.id());
            model.addAttribute("shown", shown(stays.id(), incidents));
            model.addAttribute(
                    "result",
                    obstacles.isEmpty()
                            ? result(home, user, stays.id(), numbers).orElse(null)
                            : null);
        });
        model.addAttribute(
                "found",
                form.q().isEmpty()
                        ? List.of()
                        : files.search(home, form.q()).stream()
                                .filter(other -> !numbers.contains(other.id()))
                                .toList());
        return "triage/incident-merge";
    }

    private List<IncidentFile> incidents(TenantHome home, MergeForm form) {
        return form.numbers().stream()
                .map(id -> files.find(home, id))
                .flatMap(Optional::stream)
                .toList();
    }

    private Optional<IncidentFile> result(TenantHome home, SignedInUser user, long stays, List<Long> all) {
        try {
            return regrouping.tryMerge(
                    home, Analyst.of(user), stays, others(stays, all), () -> files.find(home, stays));
        } catch (RuntimeException failure) {
            if (ReadOnlyTable.isCauseOf(failure)) {
                return Optional.empty();
            }
            throw failure;
        }
    }

    private static List<Long> others(long stays, List<Long> all) {
        return all.stream().filter(id -> id != stays).toList();
    }

    /** The same only while the same incident stays and nobody has changed any of them. */
    private static String shown(long stays, List<IncidentFile> incidents) {
        return incidents.stream()
                .map(one -> one.id() + "." + one.version())
                .sorted()
                .collect(Collectors.joining(" ", stays + " ", ""));
    }

    /** All but one, by that one. */
    private static Map<Long, String> without(List<Long> all) {
        return all.stream()
                .collect(Collectors.toMap(
                        one -> one,
                        one -> all.stream()
                                .filter(other -> !other.equals(one))
                                .map(String::valueOf)
                                .collect(Collectors.joining(","))));
    }

    /** The oldest, unless another was chosen. */
    private static Optional<IncidentFile> stays(MergeForm form, List<IncidentFile> incidents) {
        return incidents.stream()
                .filter(one -> String.valueOf(one.id()).equals(form.stays()))
                .findFirst()
                .or(() -> incidents.stream()
                        .min(Comparator.comparing(IncidentFile::createdAt).thenComparing(IncidentFile::id)));
    }

    @AnalystsOnly
    @PostMapping("/incidents/merge")
    String merge(
            TenantHome home,
            SignedInUser user,
            @ModelAttribute("form") MergeForm form,
            BindingResult problems,
            Model model,
            RedirectAttributes next,
            HttpServletResponse response) {
        IncidentText.check(form.reason(), IncidentText.LONGEST_REASON, "reason", problems);
        var stays = form.numbers().stream()
                .filter(id -> String.valueOf(id).equals(form.stays()))
                .findFirst();
        if (stays.isEmpty()) {
            problems.rejectValue("stays", "incident.problem.stays");
        } else if (!shown(stays.get(), incidents(home, form)).equals(form.shown())) {
            problems.rejectValue("stays", "incident.problem.shown");
        }
        if (problems.hasErrors() || stays.isEmpty()) {
            response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
            return page(home, user, form, Set.of(), model);
        }
        var others = others(stays.get(), form.numbers());
        return switch (regrouping.merge(home, Analyst.of(user), stays.get(), others, form.reason())) {
            case Regrouped.Done(var target) -> {
                next.addFlashAttribute("doneKey", "incident.merge.done");
                next.addFlashAttribute("doneArgs", List.of(others.size()));
                next.addFlashAttribute("undo", undo(home, target, others));
                yield "redirect:/incidents/" + target;
            }
            case Regrouped.Refused(var obstacles) -> {
                response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
                yield page(home, user, form, obstacles, model);
            }
        };
    }

    private ArrayList<Undo> undo(TenantHome home, long target, List<Long> sources) {
        return files.merges(home, target).stream()
                .filter(merge -> sources.contains(merge.source()) && merge.undoneAt() == null)
                .map(merge -> new Undo(
                        "/incidents/" + target + "/merges/" + merge.id() + "/undo",
                        "incident.merges.undo",
                        String.valueOf(merge.source())))
                .collect(Collectors.toCollection(ArrayList::new));
    }

    @AnalystsOnly
    @PostMapping("/incidents/{id:\\d+}/merges/{merge:\\d+}/undo")
    String undo(
            TenantHome home,
            SignedInUser user,
            @PathVariable String id,
            @PathVariable String merge,
            RedirectAttributes next) {
        var incident = pages.find(home, IncidentPages.number(id));
        return switch (regrouping.undo(home, Analyst.of(user), IncidentPages.number(merge))) {
            case Regrouped.Done(var source) -> {
                next.addFlashAttribute("doneKey", "incident.merge.undone");
                next.addFlashAttribute("doneArgs", List.of(String.valueOf(source)));
                yield "redirect:/incidents/" + source;
            }
            case Regrouped.Refused _ -> {
                next.addFlashAttribute("problemKey", "incident.obstacle.TOO_LATE");
                yield "redirect:/incidents/" + incident.id();
            }
        };
    }
}
