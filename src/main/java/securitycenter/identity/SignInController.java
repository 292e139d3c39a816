package securitycenter.identity;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The page with one button that leads to Entra, and what went wrong if the last attempt failed. */
@Controller
class SignInController {

    @Everyone
    @GetMapping("/sign-in")
    String page(@RequestParam(required = false) @Nullable String problem, Model model) {
        var known = SignInProblem.named(problem);
        model.addAttribute("problem", known == null ? null : known.word());
        return "identity/sign-in";
    }

    @Everyone
    @GetMapping("/signed-out")
    String signedOut() {
        return "identity/signed-out";
    }
}
