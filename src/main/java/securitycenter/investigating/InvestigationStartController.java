package securitycenter.investigating;

import java.util.Locale;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import securitycenter.homes.TenantHome;
import securitycenter.identity.AnalystsOnly;
import securitycenter.identity.SignedInUser;
import securitycenter.inquiries.StartByHand;

/** Starts an investigation of an alert, asked for on the alert’s page. */
@Controller
class InvestigationStartController {

    private final StartByHand starts;

    InvestigationStartController(StartByHand starts) {
        this.starts = starts;
    }

    @AnalystsOnly
    @PostMapping(InvestigationListController.PATH)
    String start(TenantHome home, SignedInUser user, @RequestParam String alert, RedirectAttributes next) {
        return switch (starts.start(user, home, Numbers.of(alert))) {
            case StartByHand.Started(var number) -> {
                next.addFlashAttribute("doneKey", "investigating.done.started");
                yield "redirect:" + Head.address(number);
            }
            case StartByHand.There(var number) -> {
                next.addFlashAttribute("doneKey", "investigating.done.there");
                yield "redirect:" + Head.address(number);
            }
            case StartByHand.Refused(var incident, var why) -> {
                var word = why.name().toLowerCase(Locale.ROOT).replace('_', '-');
                next.addFlashAttribute("problemKey", "investigating.not-started." + word);
                yield "redirect:/incidents/" + incident + "/alerts/" + Numbers.of(alert);
            }
            case StartByHand.Gone _ -> throw new ResponseStatusException(HttpStatus.NOT_FOUND);
        };
    }
}
