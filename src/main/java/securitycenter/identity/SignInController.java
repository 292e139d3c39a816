package securitycenter.identity;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The page with one button that leads to Entra, and what went wrong if the last attempt failed. */
@Controller
class SignInController {

    private static final Pattern REFERENCE = Pattern.compile("[0-9A-Z]{8}");

    /** @param reference of the request that failed, which the log has too */
    @Everyone
    @GetMapping("/sign-in")
    String page(
            @RequestParam(required = false) @Nullable String problem,
            @RequestParam(required = false) @Nullable String reference,
            Model model) {
        var known = SignInProblem.named(problem);
        model.addAttribute("problem", known == null ? null : known.word());
        model.addAttribute(
                "failed", reference != null && REFERENCE.matcher(reference).matches() ? reference : null);
        return "identity/sign-in";
    }

    @Everyone
    @GetMapping("/signed-out")
    String signedOut() {
        return "identity/signed-out";
    }
}
