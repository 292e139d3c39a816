package securitycenter.hunting;

import jakarta.servlet.http.HttpServletResponse;
import java.util.Locale;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.SessionAttribute;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;
import securitycenter.homes.TenantHome;
import securitycenter.identity.Preferences;
import securitycenter.identity.ViewersOnly;

/** Makes an address of what stands in the editor. */
@Controller
class LinkController {

    private final HuntingPage page;

    LinkController(HuntingPage page) {
        this.page = page;
    }

    @ViewersOnly
    @PostMapping("/hunting/link")
    String link(
            TenantHome home,
            HuntController.Form form,
            @SessionAttribute(Preferences.ATTRIBUTE) Optional<Preferences> preferences,
            Locale language,
            Model model,
            HttpServletResponse response) {
        var text = form.text();
        var address = text.isBlank() || text.isTooLong()
                ? Optional.<String>empty()
                : HuntingPage.address(text.text(), form.when());
        page.fill(model, text, form.when(), HuntingPage.zone(preferences), language, response);
        address.ifPresentOrElse(
                found -> model.addAttribute(
                        "link",
                        ServletUriComponentsBuilder.fromCurrentContextPath().toUriString() + found + "&run=true"),
                () -> {
                    model.addAttribute("problemKey", text.isBlank() ? "hunting.blank" : "hunting.link.long");
                    response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
                });
        return "hunting/hunting";
    }
}
