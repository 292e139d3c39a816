package securitycenter.investigating;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import securitycenter.alerts.EvidenceKind;
import securitycenter.alerts.Verdict;
import securitycenter.homes.TenantHome;
import securitycenter.identity.SignedInUser;
import securitycenter.identity.ViewersOnly;
import securitycenter.investigations.Entity;
import securitycenter.investigations.Investigations;
import securitycenter.investigations.LogEntry;
import securitycenter.investigations.Page;
import securitycenter.investigations.Sighting;
import securitycenter.investigations.Stage;
import securitycenter.response.Remediation;
import securitycenter.response.RemediationAction;
import securitycenter.response.Standing;

/** The page of one investigation, tab by tab. */
@Controller
@RequestMapping(InvestigationListController.PATH + "/{number:[0-9]+}")
class InvestigationPageController {

    private static final String PAGE = "investigating/investigation";

    /** @param took how long */
    record Step(LogEntry entry, Lasted took) {}

    private final InvestigationHeads heads;
    private final Investigations investigations;
    private final Remediation remediation;
    private final Flows flows;

    InvestigationPageController(
            InvestigationHeads heads, Investigations investigations, Remediation remediation, Flows flows) {
        this.heads = heads;
        this.investigations = investigations;
        this.remediation = remediation;
        this.flows = flows;
    }

    /**
     * The page asks for its part by itself as long as the investigation is open.
     *
     * @param seen the version that it shows; where nothing changed it is told nothing
     */
    @ViewersOnly
    @GetMapping
    Object graph(
            TenantHome home,
            SignedInUser user,
            @PathVariable String number,
            @RequestParam(required = false) @Nullable String seen,
            Locale locale,
            Model model) {
        return show(
                home,
                user,
                number,
                "graph",
                seen,
                model,
                head -> model.addAttribute("flow", flows.of(home, head, locale)));
    }

    @ViewersOnly
    @GetMapping("/log")
    Object log(
            TenantHome home,
            SignedInUser user,
            @PathVariable String number,
            @RequestParam(required = false) @Nullable String stage,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(required = false) @Nullable String seen,
            Model model) {
        return show(home, user, number, "log", seen, model, head -> {
            var only = one(Stage.values(), stage);
            var page = investigations.log(home, head.of().number(), only.orElse(null), Numbers.key(after));
            model.addAttribute(
                    "steps",
                    page.rows().stream()
                            .map(entry -> new Step(entry, Lasted.of(entry.took())))
                            .toList());
            model.addAttribute("stages", Stage.values());
            model.addAttribute("stage", only.orElse(null));
            pages(model, head, page, after, only.map(each -> "stage=" + each));
        });
    }

    @ViewersOnly
    @GetMapping("/alerts")
    Object alerts(
            TenantHome home,
            SignedInUser user,
            @PathVariable String number,
            @RequestParam(required = false) @Nullable String after,
            Model model) {
        return show(home, user, number, "alerts", null, model, head -> {
            var page = investigations.alerts(home, head.of().number(), Numbers.key(after));
            model.addAttribute("alerts", page.rows());
            pages(model, head, page, after, Optional.empty());
        });
    }

    @ViewersOnly
    @GetMapping("/{tab:devices|mailboxes|users}")
    Object assets(
            TenantHome home,
            SignedInUser user,
            @PathVariable String number,
            @PathVariable String tab,
            @RequestParam(required = false) @Nullable String after,
            Model model) {
        var kind = switch (tab) {
            case "devices" -> EvidenceKind.DEVICE;
            case "users" -> EvidenceKind.USER;
            default -> EvidenceKind.MAILBOX;
        };
        return show(home, user, number, tab, null, model, head -> {
            var page = investigations.assets(home, head.of().number(), kind, Numbers.key(after));
            model.addAttribute("assets", page.rows());
            pages(model, head, page, after, Optional.empty());
        });
    }

    @ViewersOnly
    @GetMapping("/evidence")
    Object evidence(
            TenantHome home,
            SignedInUser user,
            @PathVariable String number,
            @RequestParam(required = false) @Nullable String after,
            Model model) {
        return show(home, user, number, "evidence", null, model, head -> {
            var page = investigations.threats(home, head.of().number(), Numbers.key(after));
            entities(home, head, model, page.rows());
            pages(model, head, page, after, Optional.empty());
        });
    }

    @ViewersOnly
    @GetMapping("/entities")
    Object entities(
            TenantHome home,
            SignedInUser user,
            @PathVariable String number,
            @RequestParam(required = false) @Nullable String verdict,
            @RequestParam(required = false) @Nullable String after,
            Model model) {
        return show(home, user, number, "entities", null, model, head -> {
            var only = one(Verdict.values(), verdict);
            var page = investigations.entities(home, head.of().number(), only.orElse(null), Numbers.key(after));
            entities(home, head, model, page.rows());
            model.addAttribute("verdicts", List.of(Verdict.values()).reversed());
            model.addAttribute("verdict", only.orElse(null));
            pages(model, head, page, after, only.map(each -> "verdict=" + each));
        });
    }

    private void entities(TenantHome home, Head head, Model model, Collection<Entity> entities) {
        model.addAttribute("entities", entities);
        var sightings = investigations.sightings(home, head.of().number(), entities);
        model.addAttribute("sightings", sightings);
        model.addAttribute("standings", standings(home, sightings));
    }

    private Map<UUID, Standing> standings(TenantHome home, Map<Long, List<Sighting>> sightings) {
        var actions = sightings.values().stream()
                .flatMap(List::stream)
                .flatMap(sighting -> Optional.ofNullable(sighting.action()).stream())
                .distinct()
                .toList();
        return remediation.find(home, actions).stream()
                .collect(Collectors.toMap(RemediationAction::id, RemediationAction::standing));
    }

    /** @param after the action behind which the page of those that are decided on begins */
    @ViewersOnly
    @GetMapping("/actions")
    Object actions(
            TenantHome home,
            SignedInUser user,
            @PathVariable String number,
            @RequestParam(required = false) @Nullable String after,
            Model model) {
        return show(home, user, number, "actions", null, model, head -> {
            var of = head.of().number();
            var waiting = remediation.ofInvestigation(home, of, true, null, Page.LENGTH + 1);
            model.addAttribute("waiting", waiting.stream().limit(Page.LENGTH).toList());
            model.addAttribute("moreWait", waiting.size() > Page.LENGTH);
            model.addAttribute("whyNot", heads.whyNot(user, home, waiting));
            var past = remediation.ofInvestigation(home, of, false, id(after), Page.LENGTH + 1);
            var shown = past.stream().limit(Page.LENGTH).toList();
            model.addAttribute("past", shown);
            model.addAttribute("first", after == null ? null : head.address("actions"));
            model.addAttribute("next", past.size() > Page.LENGTH ? next(head, shown.getLast()) : null);
        });
    }

    private static String next(Head head, RemediationAction last) {
        return head.address("actions") + "?after=" + last.id();
    }

    private Object show(
            TenantHome home,
            SignedInUser user,
            String number,
            String tab,
            @Nullable String seen,
            Model model,
            Consumer<Head> fill) {
        var investigation = heads.find(home, number);
        if (seen != null && seen.equals(String.valueOf(investigation.version()))) {
            return ResponseEntity.noContent().build();
        }
        var head = heads.of(user, home, investigation, tab);
        model.addAttribute("head", head);
        model.addAttribute("investigation", investigation);
        fill.accept(head);
        var renews = tab.equals("graph") || tab.equals("log") && !model.containsAttribute("later");
        model.addAttribute("renews", renews && investigation.isOpen());
        return seen == null ? PAGE : PAGE + " :: now";
    }

    private static void pages(Model model, Head head, Page<?> page, @Nullable String after, Optional<String> filter) {
        var address = head.address(head.tab());
        model.addAttribute("filter", filter.orElse(null));
        model.addAttribute(
                "first",
                after == null ? null : filter.map(each -> address + "?" + each).orElse(address));
        model.addAttribute(
                "next",
                page.next() == null
                        ? null
                        : address + "?"
                                + String.join(
                                        "&",
                                        Stream.concat(filter.stream(), Stream.of("after=" + page.next()))
                                                .toList()));
        if (after != null) {
            model.addAttribute("later", true);
        }
    }

    private static <E extends Enum<E>> Optional<E> one(E[] all, @Nullable String name) {
        return Arrays.stream(all).filter(each -> each.name().equals(name)).findFirst();
    }

    private static @Nullable UUID id(@Nullable String text) {
        try {
            return text == null || text.length() != 36 ? null : UUID.fromString(text);
        } catch (IllegalArgumentException none) {
            return null;
        }
    }
}
