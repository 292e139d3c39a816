package securitycenter.audit;

import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import securitycenter.audit.Reach.Chosen;
import securitycenter.audit.Round.Break;
import securitycenter.audit.Verification.Broken;
import securitycenter.audit.Verification.Empty;
import securitycenter.audit.Verification.Unbroken;
import securitycenter.audit.Verification.Unreadable;
import securitycenter.identity.SignedInUser;
import securitycenter.identity.StaffOnly;
import securitycenter.identity.TenantId;
import securitycenter.identity.TenantNames;

/** Verification by support staff: of all chains in a round that may be left and come back to, and of one at once. */
@Controller
@RequestMapping("/support/audit/verification")
class RoundController {

    private static final int BREAKS = 100;

    private final Rounds rounds;
    private final ChainCheck chain;
    private final AuditLog log;
    private final LongReads reads;
    private final TenantNames names;

    RoundController(Rounds rounds, ChainCheck chain, AuditLog log, LongReads reads, TenantNames names) {
        this.rounds = rounds;
        this.chain = chain;
        this.log = log;
        this.reads = reads;
        this.names = names;
    }

    /** @param asked the round to look at; the newest when there is none of that number */
    @StaffOnly
    @GetMapping
    String rounds(
            @RequestParam(name = "round", defaultValue = "") String asked,
            @RequestHeader(name = "HX-Request", defaultValue = "false") boolean watched,
            Model model) {
        var latest = rounds.latest();
        var shown = latest.stream()
                .filter(round -> String.valueOf(round.id()).equals(asked))
                .findFirst()
                .or(() -> latest.stream().findFirst());
        shown.ifPresent(round -> show(round, model));
        model.addAttribute("rounds", latest);
        model.addAttribute("live", shown.filter(Round::isUnderWay).isPresent());
        model.addAttribute("busy", latest.stream().anyMatch(Round::isUnderWay));
        model.addAttribute("command", CheckCommand.TEXT);
        return watched ? "audit/rounds :: progress" : "audit/rounds";
    }

    private void show(Round round, Model model) {
        var breaks = rounds.breaks(round, BREAKS);
        model.addAttribute("round", round);
        model.addAttribute("stalled", rounds.isStalled(round));
        model.addAttribute("breaks", breaks);
        model.addAttribute("names", names.of(breaks.stream().map(Break::tenant).collect(Collectors.toSet())));
    }

    @StaffOnly
    @PostMapping
    String start(SignedInUser staff, RedirectAttributes next) {
        if (!rounds.start(staff)) {
            next.addFlashAttribute("doneKey", "audit.round.already");
        }
        return "redirect:/support/audit/verification";
    }

    /** Of one tenant, at once. */
    @StaffOnly
    @GetMapping("/{tenant:[0-9a-fA-F-]{36}}")
    String one(SignedInUser staff, @PathVariable String tenant, Model model) {
        if (!(Reach.ofStaff(tenant) instanceof Chosen(var chosen))) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND);
        }
        var result = verified(staff, chosen);
        log.record(Act.of(staff, "audit.verified").on("tenant", tenant).to(wordFor(result)));
        result.showIn(model);
        model.addAttribute("tenant", chosen);
        model.addAttribute("name", names.of(Set.of(chosen)).get(chosen));
        model.addAttribute("command", CheckCommand.TEXT);
        return "audit/verification-of-one";
    }

    private Verification verified(SignedInUser staff, TenantId chosen) {
        try (var _ = reads.begin(staff.tenant())) {
            return chain.verifyIfReadable(chosen);
        }
    }

    private static String wordFor(Verification result) {
        return switch (result) {
            case Unbroken _ -> "unbroken";
            case Broken _ -> "broken";
            case Empty _ -> "empty";
            case Unreadable _ -> "unreadable";
        };
    }
}
