package securitycenter.eligibility;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.net.URI;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;
import securitycenter.graph.MicrosoftGraph;
import securitycenter.identity.AdministratorsOnly;
import securitycenter.identity.EveryoneSignedIn;
import securitycenter.identity.SignedInUser;

/** Leads an administrator to Entra, where the organization agrees to what we read, and back. */
@Controller
@RequestMapping("/consent")
class ConsentController {

    private static final String STATE = "consent-state";

    private final MicrosoftGraph graph;
    private final EligibilityCheck eligibility;

    ConsentController(MicrosoftGraph graph, EligibilityCheck eligibility) {
        this.graph = graph;
        this.eligibility = eligibility;
    }

    @AdministratorsOnly
    @GetMapping("/start")
    String start(SignedInUser user, HttpServletRequest request, HttpSession session) {
        var state = UUID.randomUUID().toString();
        session.setAttribute(STATE, state);
        return "redirect:" + graph.adminConsent(user.tenant(), ownAddress(request), state);
    }

    private static URI ownAddress(HttpServletRequest request) {
        return ServletUriComponentsBuilder.fromContextPath(request)
                .path("/consent")
                .build()
                .toUri();
    }

    /** What came back is believed only as far as Graph confirms it: the licenses are read anew. */
    @EveryoneSignedIn
    @GetMapping
    String back(
            SignedInUser user,
            @RequestParam(defaultValue = "") String state,
            @RequestParam(required = false) @Nullable String error,
            HttpSession session,
            RedirectAttributes next) {
        var expected = session.getAttribute(STATE);
        session.removeAttribute(STATE);
        if (!state.equals(expected)) {
            next.addFlashAttribute("problemKey", "consent.elsewhere");
        } else if (error != null) {
            next.addFlashAttribute("problemKey", "consent.declined");
        } else {
            eligibility.now(user.tenant());
            next.addFlashAttribute("doneKey", "consent.given");
        }
        return "redirect:/settings";
    }
}
