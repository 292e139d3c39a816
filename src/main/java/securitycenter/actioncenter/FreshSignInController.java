package securitycenter.actioncenter;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import org.springframework.security.web.savedrequest.RequestCache;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import securitycenter.identity.SignedInUser;
import securitycenter.identity.ViewersOnly;
import securitycenter.response.ActionSettings;
import securitycenter.rights.Rights;

/**
 * Before something is really sent, a person proves once more who they are. The page leads to Entra, which leads back here, and
 * from here it goes on to what they were about to do. It has a link of its own instead of going on by itself, because it would
 * go round in a circle where Entra does not say when somebody signed in.
 */
@Controller
class FreshSignInController {

    static final String PATH = PendingController.PATH + "/sign-in";

    private final Rights rights;
    private final ActionSettings settings;
    private final RequestCache pages;

    FreshSignInController(Rights rights, ActionSettings settings, RequestCache pages) {
        this.rights = rights;
        this.settings = settings;
        this.pages = pages;
    }

    @ViewersOnly
    @GetMapping(PATH)
    String page(
            SignedInUser user,
            HttpSession session,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model) {
        var wish = KeptWish.look(session, user);
        if (wish.isEmpty()) {
            return "redirect:" + PendingController.PATH;
        }
        if (rights.isFresh(user)) {
            var chosen = wish.get().ids();
            return "redirect:"
                    + (chosen.size() == 1 ? OneActionController.address(chosen.getFirst()) : ManyActionsController.PATH)
                    + "?kept=true";
        }
        pages.saveRequest(request, response);
        model.addAttribute("minutes", settings.freshSignIn().toMinutes());
        model.addAttribute("me", user.userName());
        return "actioncenter/sign-in";
    }
}
