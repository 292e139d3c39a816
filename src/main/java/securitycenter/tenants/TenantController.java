package securitycenter.tenants;

import jakarta.servlet.http.HttpServletResponse;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import securitycenter.identity.SignedInUser;
import securitycenter.identity.StaffOnly;
import securitycenter.identity.TypedText;
import securitycenter.support.KnownTenants;

/** One tenant, for support staff. */
@Controller
@RequestMapping("/support/tenants/{tenant}")
class TenantController {

    private final KnownTenants tenants;
    private final TenantPage page;
    private final Keeping keeping;

    TenantController(KnownTenants tenants, TenantPage page, Keeping keeping) {
        this.tenants = tenants;
        this.page = page;
        this.keeping = keeping;
    }

    @StaffOnly
    @GetMapping
    String show(
            @PathVariable UUID tenant,
            @RequestParam(required = false) @Nullable String notesBefore,
            Locale locale,
            Model model) {
        return page.fill(tenants.known(tenant), number(notesBefore), locale, model);
    }

    private static @Nullable Long number(@Nullable String asked) {
        try {
            return asked == null ? null : Long.valueOf(asked);
        } catch (NumberFormatException noNumber) {
            return null;
        }
    }

    @StaffOnly
    @PostMapping("/notes")
    String note(
            SignedInUser staff,
            @PathVariable UUID tenant,
            @RequestParam(defaultValue = "") String text,
            Locale locale,
            Model model,
            RedirectAttributes next,
            HttpServletResponse response) {
        var known = tenants.known(tenant);
        var words = TypedText.of(text);
        if (words.isEmpty() || words.length() > Note.LONGEST) {
            response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
            model.addAttribute("problemKey", words.isEmpty() ? "tenants.note.missing" : "tenants.note.long");
            model.addAttribute("noteText", text);
            return page.fill(known, null, locale, model);
        }
        keeping.note(known, words, staff);
        next.addFlashAttribute("doneKey", "tenants.note.done");
        return "redirect:/support/tenants/" + known + "#notes";
    }
}
