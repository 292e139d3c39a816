package securitycenter.detections;

import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import securitycenter.casefiles.AlertFiles;
import securitycenter.homes.TenantHome;
import securitycenter.identity.AnalystsOnly;
import securitycenter.identity.SignedInUser;
import securitycenter.identity.ViewersOnly;

/** The rules of a tenant, and what each has found. */
@Controller
@RequestMapping(DetectionRuleController.ADDRESS)
class DetectionRuleController {

    static final String ADDRESS = "/hunting/detections";

    private static final int MOST_RUNS = 20;
    private static final int MOST_ALERTS = 50;
    private static final int MOST_ACTIONS = 50;
    private static final Duration OF_ALERTS = Duration.ofDays(30);

    private final DetectionRules rules;
    private final DetectionRuleChanges changes;
    private final KnownEvents known;
    private final RuleActions actions;
    private final AlertFiles alerts;
    private final Clock clock;

    DetectionRuleController(
            DetectionRules rules,
            DetectionRuleChanges changes,
            KnownEvents known,
            RuleActions actions,
            AlertFiles alerts,
            Clock clock) {
        this.rules = rules;
        this.changes = changes;
        this.known = known;
        this.actions = actions;
        this.alerts = alerts;
        this.clock = clock;
    }

    static String address(long rule) {
        return ADDRESS + "/" + rule;
    }

    static Optional<UUID> uuid(String text) {
        try {
            return Optional.of(UUID.fromString(text));
        } catch (IllegalArgumentException none) {
            return Optional.empty();
        }
    }

    @ViewersOnly
    @GetMapping
    String all(TenantHome home, SignedInUser user, Model model) {
        model.addAttribute("rules", rules.all(home));
        model.addAttribute("made", rules.alertsSince(home, clock.instant().minus(OF_ALERTS)));
        model.addAttribute("days", OF_ALERTS.toDays());
        model.addAttribute("mayChange", user.worksOnIncidents());
        return "detections/rules";
    }

    /** The page asks for its part by itself as long as the rule waits for its run. */
    @ViewersOnly
    @GetMapping("/{id:\\d{1,18}}")
    String show(
            TenantHome home,
            SignedInUser user,
            @PathVariable long id,
            @RequestHeader(name = "HX-Request", defaultValue = "false") boolean inPlace,
            Model model,
            HttpServletResponse response) {
        response.addHeader("Vary", "HX-Request");
        var rule = find(home, id);
        var shown = rule.content().masked().text();
        var mayRun = user.worksOnIncidents() || shown.equals(rule.content().text());
        model.addAttribute("rule", rule);
        model.addAttribute("text", shown);
        model.addAttribute("runnable", mayRun ? rule.content().text() : null);
        model.addAttribute("isDue", rule.nextRun() != null && !rule.nextRun().isAfter(clock.instant()));
        model.addAttribute("runs", rules.runs(home, id, MOST_RUNS));
        model.addAttribute("actions", actions.latest(home, id, MOST_ACTIONS));
        model.addAttribute("alerts", alerts.named(home, known.alerts(home, id, MOST_ALERTS)));
        model.addAttribute("mayChange", user.worksOnIncidents());
        return inPlace ? "detections/rule :: standing" : "detections/rule";
    }

    @AnalystsOnly
    @PostMapping("/{id:\\d{1,18}}/run")
    String run(TenantHome home, SignedInUser user, @PathVariable long id, RedirectAttributes next) {
        if (changes.run(user, home, find(home, id))) {
            next.addFlashAttribute("doneKey", "detections.run.begun");
        } else {
            next.addFlashAttribute("problemKey", "detections.run.off");
        }
        return "redirect:" + address(id);
    }

    @AnalystsOnly
    @PostMapping("/{id:\\d{1,18}}/on")
    String turnOn(TenantHome home, SignedInUser user, @PathVariable long id, RedirectAttributes next) {
        changes.turnOn(user, home, find(home, id));
        next.addFlashAttribute("doneKey", "detections.turned-on");
        return "redirect:" + address(id);
    }

    @AnalystsOnly
    @PostMapping("/{id:\\d{1,18}}/off")
    String turnOff(TenantHome home, SignedInUser user, @PathVariable long id, RedirectAttributes next) {
        changes.turnOff(user, home, find(home, id));
        next.addFlashAttribute("doneKey", "detections.turned-off");
        return "redirect:" + address(id);
    }

    @AnalystsOnly
    @GetMapping("/{id:\\d{1,18}}/delete")
    String confirmDeletion(TenantHome home, @PathVariable long id, Model model) {
        model.addAttribute("rule", find(home, id));
        return "detections/delete-rule";
    }

    @AnalystsOnly
    @PostMapping("/{id:\\d{1,18}}/delete")
    String delete(TenantHome home, SignedInUser user, @PathVariable long id, RedirectAttributes next) {
        var rule = find(home, id);
        changes.delete(user, home, rule);
        next.addFlashAttribute("doneKey", "detections.deleted");
        next.addFlashAttribute("doneArgs", List.of(rule.content().name()));
        return "redirect:" + ADDRESS;
    }

    private DetectionRule find(TenantHome home, long id) {
        return rules.find(home, id).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }
}
