package securitycenter.triage;

import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import securitycenter.alerts.EvidenceKind;
import securitycenter.alerts.RemediationStatus;
import securitycenter.casefiles.AlertFiles;
import securitycenter.casefiles.EntityFiles;
import securitycenter.casefiles.IncidentFile;
import securitycenter.casefiles.IncidentFile.EntityLine;
import securitycenter.casefiles.IncidentFiles;
import securitycenter.homes.TenantHome;
import securitycenter.identity.SignedInUser;
import securitycenter.identity.ViewersOnly;
import securitycenter.incidents.Analyst;
import securitycenter.incidents.IncidentComments;
import securitycenter.incidents.Incidents;
import securitycenter.investigations.Investigations;
import securitycenter.remedies.ActionsOnEvidence;
import securitycenter.remedies.OnEvidence;

/** The page of one incident, tab by tab. */
@Controller
@RequestMapping("/incidents/{id:\\d+}")
class IncidentPageController {

    /** The version that somebody had before them while others changed other things. */
    static final String EDITED_SINCE = "editedSince";

    private static final int TOP = 5;
    private static final int FIRST_ALERTS = 10;
    private static final int ON_PAPER = 500;
    private static final int MOST_INVESTIGATIONS = 200;
    private static final int MOST_PARTS = 200;

    /** Of the activity log, in the order of the choice. */
    private static final List<String> KINDS = List.of(
            "comment",
            "changed",
            "alert",
            "source",
            "reopened",
            "merged",
            "unmerged",
            "moved-in",
            "moved-out",
            "linked");

    /** How many things of one kind there are, and how far each number of them is dealt with. */
    record Evidenced(EvidenceKind kind, int things, Map<RemediationStatus, Integer> remediation) {}

    private final IncidentPages pages;
    private final IncidentFiles files;
    private final AlertFiles alerts;
    private final EntityFiles entities;
    private final Incidents incidents;
    private final IncidentComments comments;
    private final Investigations investigations;
    private final ActionsOnEvidence actions;
    private final Clock clock;

    IncidentPageController(
            IncidentPages pages,
            IncidentFiles files,
            AlertFiles alerts,
            EntityFiles entities,
            Incidents incidents,
            IncidentComments comments,
            Investigations investigations,
            ActionsOnEvidence actions,
            Clock clock) {
        this.pages = pages;
        this.files = files;
        this.alerts = alerts;
        this.entities = entities;
        this.incidents = incidents;
        this.comments = comments;
        this.investigations = investigations;
        this.actions = actions;
        this.clock = clock;
    }

    @ViewersOnly
    @GetMapping
    String summary(
            TenantHome home,
            SignedInUser user,
            @PathVariable String id,
            @RequestParam(required = false) @Nullable String from,
            Model model) {
        return pages.show(home, user, id, "summary", from, model, incident -> {
            addSummary(home, incident, model);
            addScope(home, incident.id(), model);
            model.addAttribute("related", files.related(home, incident));
            if (model.getAttribute(EDITED_SINCE) instanceof Integer since) {
                var others = incidents.changesOfOthers(home, Analyst.of(user), incident.id(), since);
                model.addAttribute("meanwhile", others);
            }
            return "triage/incident";
        });
    }

    private void addSummary(TenantHome home, IncidentFile incident, Model model) {
        var id = incident.id();
        model.addAttribute("tactics", files.tactics(home, id));
        model.addAttribute(
                "alerts",
                alerts.of(home, id, null).rows().stream().limit(FIRST_ALERTS).toList());
        model.addAttribute("evidence", evidenced(home, id));
        model.addAttribute("merges", files.merges(home, id));
        model.addAttribute("told", files.told(home, id).orElse(null));
        model.addAttribute("now", clock.instant());
    }

    private void addScope(TenantHome home, long id, Model model) {
        var devices = files.topEntities(home, id, Set.of(EvidenceKind.DEVICE), TOP);
        model.addAttribute("devices", devices);
        model.addAttribute("described", entities.described(home, id, devices));
        model.addAttribute("users", files.topEntities(home, id, Set.of(EvidenceKind.USER), TOP));
        model.addAttribute("mailboxes", files.topEntities(home, id, Set.of(EvidenceKind.MAILBOX), TOP));
    }

    private List<Evidenced> evidenced(TenantHome home, long id) {
        var byKind = new EnumMap<EvidenceKind, Map<RemediationStatus, Integer>>(EvidenceKind.class);
        files.evidenceCounts(home, id)
                .forEach(count -> byKind.computeIfAbsent(count.kind(), _ -> new TreeMap<>())
                        .merge(count.remediation(), count.things(), Integer::sum));
        return byKind.entrySet().stream()
                .map(each -> new Evidenced(
                        each.getKey(),
                        each.getValue().values().stream()
                                .mapToInt(Integer::intValue)
                                .sum(),
                        each.getValue()))
                .toList();
    }

    /** All of it on one page, to be printed or kept as a PDF. */
    @ViewersOnly
    @GetMapping("/print")
    String print(TenantHome home, SignedInUser user, @PathVariable String id, Model model) {
        return pages.show(home, user, id, "print", null, model, incident -> {
            addSummary(home, incident, model);
            var all = EnumSet.allOf(EvidenceKind.class);
            var named = files.topEntities(home, incident.id(), all, ON_PAPER);
            var printed =
                    onPaper(after -> alerts.of(home, incident.id(), after)).rows();
            model.addAttribute("alerts", printed);
            model.addAttribute("entities", named);
            model.addAttribute("entitiesLeftOut", Math.max(0, incident.entities() - named.size()));
            model.addAttribute("alertsLeftOut", Math.max(0, incident.alerts() - printed.size()));
            addSaidAndDone(home, incident, model);
            return "triage/incident-print";
        });
    }

    private void addSaidAndDone(TenantHome home, IncidentFile incident, Model model) {
        var said = comments.latest(home, incident.id(), ON_PAPER + 1);
        var activity = onPaper(before -> files.activity(home, incident.id(), null, before));
        model.addAttribute("most", ON_PAPER);
        model.addAttribute("said", said.stream().limit(ON_PAPER).toList().reversed());
        model.addAttribute("commentsLeftOut", said.size() > ON_PAPER);
        model.addAttribute(
                "done",
                activity.rows().stream()
                        .filter(entry -> entry.comment() == null)
                        .toList()
                        .reversed());
        model.addAttribute("activityLeftOut", activity.next() != null);
        addParts(home, incident, model);
    }

    private void addParts(TenantHome home, IncidentFile incident, Model model) {
        var parts = files.parts(home, incident.id(), MOST_PARTS + 1);
        model.addAttribute("parts", parts.stream().limit(MOST_PARTS).toList());
        model.addAttribute("partsLeftOut", parts.size() > MOST_PARTS);
    }

    /** As much of a list as is printed, and where the rest begins. */
    private static <T> IncidentFile.Page<T> onPaper(Function<@Nullable String, IncidentFile.Page<T>> pages) {
        var page = pages.apply(null);
        var rows = new ArrayList<>(page.rows());
        while (page.next() != null && rows.size() < ON_PAPER) {
            page = pages.apply(page.next());
            rows.addAll(page.rows());
        }
        return new IncidentFile.Page<>(rows, page.next());
    }

    @ViewersOnly
    @GetMapping("/alerts")
    String alerts(
            TenantHome home,
            SignedInUser user,
            @PathVariable String id,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(required = false) @Nullable String from,
            Model model) {
        return pages.show(home, user, id, "alerts", from, model, incident -> {
            model.addAttribute("page", alerts.of(home, incident.id(), after));
            model.addAttribute("after", after);
            return "triage/incident";
        });
    }

    @ViewersOnly
    @GetMapping("/{tab:devices|users|mailboxes}")
    String assets(
            TenantHome home,
            SignedInUser user,
            @PathVariable String id,
            @PathVariable String tab,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(required = false) @Nullable String from,
            Model model) {
        var kind = switch (tab) {
            case "devices" -> EvidenceKind.DEVICE;
            case "users" -> EvidenceKind.USER;
            default -> EvidenceKind.MAILBOX;
        };
        return pages.show(home, user, id, tab, from, model, incident -> {
            var page = files.entities(home, incident.id(), Set.of(kind), after);
            model.addAttribute("page", page);
            addActions(home, incident, page.rows(), model);
            if (kind == EvidenceKind.DEVICE) {
                model.addAttribute("described", entities.described(home, incident.id(), page.rows()));
            }
            model.addAttribute("after", after);
            return "triage/incident";
        });
    }

    @ViewersOnly
    @GetMapping("/investigations")
    String investigations(
            TenantHome home,
            SignedInUser user,
            @PathVariable String id,
            @RequestParam(required = false) @Nullable String before,
            @RequestParam(required = false) @Nullable String from,
            Model model) {
        return pages.show(home, user, id, "investigations", from, model, incident -> {
            var ours = investigations.ofIncident(home, incident.id(), key(before));
            model.addAttribute("ours", ours);
            model.addAttribute("before", before);
            var found = files.investigations(home, incident.id(), MOST_INVESTIGATIONS + 1);
            model.addAttribute(
                    "investigations", found.stream().limit(MOST_INVESTIGATIONS).toList());
            model.addAttribute("investigationsLeftOut", found.size() > MOST_INVESTIGATIONS);
            return "triage/incident";
        });
    }

    private static @Nullable Long key(@Nullable String before) {
        return before != null && before.matches("\\d{1,18}") ? Long.valueOf(before) : null;
    }

    @ViewersOnly
    @GetMapping("/evidence")
    String evidence(
            TenantHome home,
            SignedInUser user,
            @PathVariable String id,
            @RequestParam(required = false) @Nullable String kind,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(required = false) @Nullable String from,
            Model model) {
        var chosen = Arrays.stream(EvidenceKind.values())
                .filter(each -> each.name().equals(kind))
                .findFirst();
        return pages.show(home, user, id, "evidence", from, model, incident -> {
            var kinds = chosen.map(EnumSet::of).orElseGet(() -> EnumSet.allOf(EvidenceKind.class));
            var page = files.entities(home, incident.id(), kinds, after);
            model.addAttribute("page", page);
            addActions(home, incident, page.rows(), model);
            model.addAttribute("waitingHere", actions.waitingFor(home, incident.id()));
            model.addAttribute("evidence", evidenced(home, incident.id()));
            model.addAttribute("kind", chosen.orElse(null));
            model.addAttribute("after", after);
            return "triage/incident";
        });
    }

    private void addActions(TenantHome home, IncidentFile incident, List<EntityLine> things, Model model) {
        model.addAttribute("actions", actions.on(home, entities.told(home, incident.id(), things)));
        model.addAttribute("askable", OnEvidence.kinds());
    }

    @ViewersOnly
    @GetMapping("/graph")
    String graph(
            TenantHome home,
            SignedInUser user,
            @PathVariable String id,
            @RequestParam(required = false) @Nullable String from,
            Model model) {
        return pages.show(home, user, id, "graph", from, model, incident -> {
            var relations = alerts.relations(home, incident.id(), IncidentGraph.MOST_ALERTS);
            model.addAttribute("graph", IncidentGraph.of(relations, incident.alerts()));
            return "triage/incident";
        });
    }

    @ViewersOnly
    @GetMapping("/activity")
    String activity(
            TenantHome home,
            SignedInUser user,
            @PathVariable String id,
            @RequestParam(required = false) @Nullable String kind,
            @RequestParam(required = false) @Nullable String before,
            @RequestParam(required = false) @Nullable String from,
            Model model) {
        return pages.show(home, user, id, "activity", from, model, incident -> {
            addActivity(home, user, incident, kind, before, model);
            return "triage/incident";
        });
    }

    private void addActivity(
            TenantHome home,
            SignedInUser user,
            IncidentFile incident,
            @Nullable String kind,
            @Nullable String before,
            Model model) {
        var chosen = Optional.ofNullable(kind).filter(KINDS::contains).orElse(null);
        var page = files.activity(home, incident.id(), chosen, before);
        model.addAttribute("page", page);
        model.addAttribute("kind", chosen);
        model.addAttribute("kinds", KINDS);
        model.addAttribute("before", before);
        model.addAttribute("me", user.id());
        model.addAttribute("told", files.told(home, incident.id()).orElse(null));
        addParts(home, incident, model);
        model.addAttribute(
                "comments",
                comments.byId(
                        home,
                        page.rows().stream()
                                .filter(entry -> entry.comment() != null)
                                .map(IncidentFile.Entry::id)
                                .toList()));
        if (!model.containsAttribute("comment")) {
            model.addAttribute("comment", new IncidentCommentController.CommentForm(""));
        }
    }
}
