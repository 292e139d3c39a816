package securitycenter.streaming;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import securitycenter.homes.TenantHome;
import securitycenter.identity.AdministratorsOnly;
import securitycenter.identity.SignedInUser;
import securitycenter.streaming.DeadLetters.DeadLetter;
import securitycenter.streaming.Replay.Result;

/** Settings > Supported services > unreadable records. */
@Controller
@RequestMapping(DeadLetterController.ADDRESS)
class DeadLetterController {

    static final String ADDRESS = "/settings/services/unreadable";

    private static final int PAGE = 50;

    private final DeadLetters deadLetters;
    private final Replay replay;

    DeadLetterController(DeadLetters deadLetters, Replay replay) {
        this.deadLetters = deadLetters;
        this.replay = replay;
    }

    @AdministratorsOnly
    @GetMapping
    String list(TenantHome home, @RequestParam(required = false) @Nullable Long before, Model model) {
        var found = deadLetters.before(home, before == null ? Long.MAX_VALUE : before, PAGE + 1);
        var shown = found.subList(0, Math.min(found.size(), PAGE));
        model.addAttribute("letters", shown);
        model.addAttribute("count", deadLetters.count(home));
        model.addAttribute("loss", deadLetters.loss(home).orElse(null));
        model.addAttribute("most", DeadLetters.MOST);
        model.addAttribute("mostMegabytes", DeadLetters.MOST_BYTES >> 20);
        model.addAttribute("start", before);
        model.addAttribute("older", found.size() > PAGE ? shown.getLast().id() : null);
        return "streaming/unreadable";
    }

    @AdministratorsOnly
    @GetMapping("/{id}")
    String one(TenantHome home, @PathVariable long id, Model model) {
        var letter = find(home, id);
        model.addAttribute("letter", letter);
        model.addAttribute("shown", Storable.text(DeadLetters.SHOWN, letter.raw()));
        model.addAttribute("isLonger", letter.isCut() || letter.raw().length() > DeadLetters.SHOWN);
        return "streaming/unreadable-record";
    }

    @AdministratorsOnly
    @PostMapping("/{id}/replay")
    String replay(SignedInUser user, TenantHome home, @PathVariable long id, RedirectAttributes next) {
        var letter = find(home, id);
        var result = letter.canBeReplayed() ? replay.one(user, home, letter) : Result.UNREADABLE;
        next.addFlashAttribute(
                result == Result.UNREADABLE ? "problemKey" : "doneKey", "streaming.unreadable.result." + result.word());
        return "redirect:" + ADDRESS + (result == Result.UNREADABLE ? "/" + id : "");
    }

    @AdministratorsOnly
    @PostMapping("/{id}/discard")
    String discard(SignedInUser user, TenantHome home, @PathVariable long id, RedirectAttributes next) {
        if (replay.discard(user, home, id)) {
            next.addFlashAttribute("doneKey", "streaming.unreadable.discarded");
        }
        return "redirect:" + ADDRESS;
    }

    @AdministratorsOnly
    @PostMapping("/replay")
    String replayAll(SignedInUser user, TenantHome home, RedirectAttributes next) {
        var outcome = replay.all(user, home);
        next.addFlashAttribute("doneKey", "streaming.unreadable.all-replayed");
        next.addFlashAttribute("doneArgs", List.of(outcome.stored(), outcome.failed(), outcome.unwanted()));
        return "redirect:" + ADDRESS;
    }

    private DeadLetter find(TenantHome home, long id) {
        return deadLetters.find(home, id).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }
}
