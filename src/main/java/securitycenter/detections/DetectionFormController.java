package securitycenter.detections;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import securitycenter.alerts.EvidenceKind;
import securitycenter.detections.RuleForm.Step;
import securitycenter.homes.TenantHome;
import securitycenter.identity.AnalystsOnly;
import securitycenter.identity.SignedInUser;
import securitycenter.kql.QueryText;
import securitycenter.remedies.Remedy;

/** The four pages on which a rule is made or changed. */
@Controller
@RequestMapping(DetectionRuleController.ADDRESS)
class DetectionFormController {

    private final DetectionRules rules;
    private final DetectionRuleChanges changes;
    private final Suitability suitability;
    private final RuleTest test;

    DetectionFormController(
            DetectionRules rules, DetectionRuleChanges changes, Suitability suitability, RuleTest test) {
        this.rules = rules;
        this.changes = changes;
        this.suitability = suitability;
        this.test = test;
    }

    @AnalystsOnly
    @GetMapping("/new")
    ModelAndView empty(TenantHome home, @ModelAttribute("form") RuleForm form) {
        return page(home, HttpStatus.OK, null, form, Step.DETAILS);
    }

    /**
     * With the query that would be run there.
     *
     * @param start where the cursor stands or the selection begins; absent without scripts, and then all of the text is taken
     */
    @AnalystsOnly
    @PostMapping(path = "/new", params = "query")
    ModelAndView fromEditor(
            TenantHome home,
            @RequestParam String query,
            @RequestParam(required = false) @Nullable Integer start,
            @RequestParam(required = false) @Nullable Integer end) {
        var text = QueryText.of(query);
        var chosen = start == null
                ? text.text()
                : text.chosen(start, end == null ? start : end).text();
        return page(home, HttpStatus.OK, null, RuleForm.about(chosen), Step.DETAILS);
    }

    @AnalystsOnly
    @PostMapping("/new")
    Object make(
            TenantHome home,
            SignedInUser user,
            @ModelAttribute("form") RuleForm form,
            BindingResult problems,
            RedirectAttributes next) {
        if (!form.act().equals("save")) {
            return turned(home, user, null, form, problems);
        }
        var wrong = form.firstWrong(suitability.of(form.text()), problems);
        if (wrong.isEmpty() && rules.count(home) >= DetectionRules.MOST) {
            problems.reject("detections.problem.many", new Object[] {DetectionRules.MOST}, null);
            wrong = Optional.of(Step.REVIEW);
        }
        if (wrong.isPresent()) {
            return refused(home, null, form, wrong.get(), problems);
        }
        try {
            var id = changes.add(user, home, form.content());
            next.addFlashAttribute("doneKey", "detections.added");
            return "redirect:" + DetectionRuleController.address(id);
        } catch (DuplicateKeyException taken) {
            problems.rejectValue("name", "detections.problem.name.taken");
            return refused(home, null, form, Step.DETAILS, problems);
        }
    }

    @AnalystsOnly
    @GetMapping("/{id:\\d{1,18}}/edit")
    ModelAndView edit(TenantHome home, @PathVariable long id) {
        var rule = find(home, id);
        return page(home, HttpStatus.OK, rule, RuleForm.of(rule), Step.DETAILS);
    }

    @AnalystsOnly
    @PostMapping("/{id:\\d{1,18}}/edit")
    Object change(
            TenantHome home,
            SignedInUser user,
            @PathVariable long id,
            @ModelAttribute("form") RuleForm form,
            BindingResult problems,
            RedirectAttributes next) {
        var rule = find(home, id);
        if (!form.act().equals("save")) {
            return turned(home, user, rule, form, problems);
        }
        var joined = form.onto(rule);
        if (!joined.disputed().isEmpty()) {
            return page(home, HttpStatus.CONFLICT, rule, joined.form(), Step.REVIEW)
                    .addObject("disputed", joined.disputed());
        }
        var mine = joined.form();
        var wrong = mine.firstWrong(suitability.of(mine.text()), problems);
        if (wrong.isPresent()) {
            return refused(home, rule, mine, wrong.get(), problems);
        }
        if (mine.content().equals(rule.content())) {
            next.addFlashAttribute("doneKey", "detections.unchanged");
            return "redirect:" + DetectionRuleController.address(id);
        }
        try {
            if (!changes.change(user, home, rule, mine.content())) {
                return change(home, user, id, form, problems, next); // on top of what was quicker
            }
        } catch (DuplicateKeyException taken) {
            problems.rejectValue("name", "detections.problem.name.taken");
            return refused(home, rule, mine, Step.DETAILS, problems);
        }
        next.addFlashAttribute("doneKey", rule.on() ? "detections.changed" : "detections.changed.off");
        return "redirect:" + DetectionRuleController.address(id);
    }

    /** What the test has found by now. */
    @AnalystsOnly
    @GetMapping("/tests/{id}")
    ModelAndView test(
            TenantHome home,
            @PathVariable String id,
            @RequestParam(defaultValue = "") String frequency,
            @RequestParam(defaultValue = "") String device,
            @RequestParam(defaultValue = "") String user,
            @RequestParam(defaultValue = "") String mailbox) {
        var asked = new RuleForm(
                "", "", "", "", "", "", "", "", frequency, "", device, user, mailbox, "", "", null, "", id);
        return tested(new ModelAndView("detections/_test :: part"), home, asked);
    }

    private ModelAndView turned(
            TenantHome home, SignedInUser user, @Nullable DetectionRule rule, RuleForm form, BindingResult problems) {
        var here = form.step() == null ? Step.DETAILS : form.step();
        return switch (form.act()) {
            case "back" -> page(home, HttpStatus.OK, rule, form, here.previous());
            case "next" -> {
                form.check(here, suitability.of(form.text()), problems);
                yield problems.hasErrors()
                        ? refused(home, rule, form, here, problems)
                        : page(home, HttpStatus.OK, rule, form, here.next());
            }
            case "test" -> {
                var wrong = form.firstWrong(suitability.of(form.text()), problems);
                yield wrong.isPresent()
                        ? refused(home, rule, form, wrong.get(), problems)
                        : page(
                                home,
                                HttpStatus.OK,
                                rule,
                                form.tested(test.start(home, user, form.text()).toString()),
                                Step.REVIEW);
            }
            default -> page(home, HttpStatus.OK, rule, form, here);
        };
    }

    private ModelAndView refused(
            TenantHome home, @Nullable DetectionRule rule, RuleForm form, Step step, BindingResult problems) {
        var again = page(home, HttpStatus.UNPROCESSABLE_CONTENT, rule, form, step);
        problems.getModel().forEach((name, value) -> {
            if (value instanceof BindingResult) {
                again.addObject(name, value);
            }
        });
        return again;
    }

    private ModelAndView page(
            TenantHome home, HttpStatus status, @Nullable DetectionRule rule, RuleForm form, Step step) {
        var verdict = suitability.of(form.text());
        var columns = verdict instanceof Suitability.Verdict.Suitable(var all) ? all : List.<String>of();
        var filled = step == Step.ENTITIES ? form.choosing(columns) : form;
        var page = new ModelAndView("detections/form", status)
                .addObject("form", filled)
                .addObject("rule", rule)
                .addObject("step", step)
                .addObject("steps", Step.values())
                .addObject("carried", filled.carriedOn(step))
                .addObject("frequencies", Frequency.values())
                .addObject("often", filled.often())
                .addObject("remedies", byKind(Remedy.among(columns)))
                .addObject("chosen", filled.remedies())
                .addObject("disputed", List.of())
                .addObject(
                        "faults",
                        verdict instanceof Suitability.Verdict.Wrong(var problems)
                                        && !form.text().isEmpty()
                                ? problems
                                : List.of());
        WordsOnPage.fill(page, columns);
        return step == Step.REVIEW ? tested(page, home, filled) : page;
    }

    private static Map<EvidenceKind, List<Remedy>> byKind(List<Remedy> remedies) {
        return remedies.stream()
                .collect(Collectors.groupingBy(remedy -> remedy.type().on(), LinkedHashMap::new, Collectors.toList()));
    }

    private ModelAndView tested(ModelAndView page, TenantHome home, RuleForm form) {
        page.addObject("form", form);
        page.addObject("days", RuleTest.DAYS);
        if (!form.test().isEmpty()) {
            page.addObject(
                    "look",
                    DetectionRuleController.uuid(form.test())
                            .flatMap(id -> test.look(home, id, form.often(), form.impacted()))
                            .orElse(new RuleTest.Look.Failed("FORGOTTEN")));
        }
        return page;
    }

    private DetectionRule find(TenantHome home, long id) {
        return rules.find(home, id).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }
}
