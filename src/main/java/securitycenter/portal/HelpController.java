package securitycenter.portal;

import jakarta.servlet.http.HttpServletResponse;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import securitycenter.identity.Everyone;

/** Frequently asked questions, those about the page that the person comes from first. */
@Controller
class HelpController {

    @Everyone
    @GetMapping("/help")
    String page(
            @RequestParam(required = false) @Nullable String from,
            @RequestHeader(name = "HX-Request", required = false) @Nullable String beside,
            HttpServletResponse response,
            Model model) {
        var page = OwnPath.of(from);
        var first = from == null ? List.<Article>of() : Article.about(page);
        model.addAttribute("first", first);
        model.addAttribute(
                "others",
                Arrays.stream(Article.values())
                        .filter(article -> !first.contains(article))
                        .toList());
        model.addAttribute("back", from == null ? null : page.value());
        response.addHeader(HttpHeaders.VARY, "HX-Request");
        return beside == null ? "portal/help" : "portal/help :: questions";
    }
}
