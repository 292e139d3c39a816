package securitycenter.tenants;

import jakarta.servlet.http.HttpServletResponse;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import securitycenter.help.HelpRequests;
import securitycenter.identity.SignedInUser;
import securitycenter.identity.StaffMember;
import securitycenter.identity.StaffOnly;
import securitycenter.identity.TenantId;
import securitycenter.provisioning.Provisioning;
import securitycenter.support.KnownTenants;

/** One tenant, for support staff. */
@Controller
@RequestMapping("/support/tenants/{tenant}")
class TenantController {

    private final KnownTenants tenants;
    private final TenantPage page;
    private final Keeping keeping;
    private final Provisioning provisioning;
    private final HelpRequests requests;

    TenantController(
            KnownTenants tenants, TenantPage page, Keeping keeping, Provisioning provisioning, HelpRequests requests) {
        this.tenants = tenants;
        this.page = page;
        this.keeping = keeping;
        this.provisioning = provisioning;
        this.requests = requests;
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
        if (text.isBlank() || text.strip().length() > Note.LONGEST) {
            response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
            model.addAttribute("problemKey", text.isBlank() ? "tenants.note.missing" : "tenants.note.long");
            model.addAttribute("noteText", text);
            return page.fill(known, null, locale, model);
        }
        keeping.note(known, text.strip(), staff);
        next.addFlashAttribute("doneKey", "tenants.note.done");
        return "redirect:/support/tenants/" + known + "#notes";
    }

    /** Where a tenant without a home will live; one with a home moves. */
    @StaffOnly
    @GetMapping("/location")
    String location(
            @PathVariable UUID tenant,
            @RequestParam(required = false) @Nullable String request,
            Locale locale,
            Model model) {
        var known = tenants.known(tenant);
        var asked = HelpRequests.number(request)
                .flatMap(requests::find)
                .filter(found -> found.tenant().equals(known))
                .orElse(null);
        if (provisioning.placeOf(known).isPresent()) {
            return "redirect:/support/tenants/" + known + "/move"
                    + (asked == null
                            ? ""
                            : "?request=" + asked.number() + (asked.wished() == null ? "" : "&to=" + asked.wished()));
        }
        var wished = asked == null ? provisioning.promisedLocation(known).orElse(null) : asked.wished();
        var form = new LocationForm(wished == null ? "" : wished.name(), "", asked == null ? "" : asked.number());
        model.addAttribute("form", form);
        return locationPage(known, model);
    }

    private String locationPage(TenantId tenant, Model model) {
        model.addAttribute("tenant", tenant);
        model.addAttribute("tenantName", page.nameOf(tenant));
        model.addAttribute("promised", provisioning.promisedLocation(tenant).orElse(null));
        model.addAttribute("places", provisioning.onOffer());
        return "tenants/location";
    }

    @StaffOnly
    @PostMapping("/location")
    String chooseLocation(
            SignedInUser staff,
            @PathVariable UUID tenant,
            @ModelAttribute("form") LocationForm form,
            BindingResult errors,
            Model model,
            RedirectAttributes next,
            HttpServletResponse response) {
        var known = tenants.known(tenant);
        var number = HelpRequests.number(form.request());
        var asked =
                number.flatMap(requests::find).filter(found -> found.tenant().equals(known));
        if (provisioning.placeOf(known).isPresent()) {
            errors.reject("tenants.location.has-home");
        }
        form.check(provisioning.onOffer(), errors);
        if (asked.isEmpty()) {
            errors.rejectValue("request", number.isEmpty() ? "support.request.missing" : "support.request.unknown");
        }
        if (errors.hasErrors()) {
            response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
            return locationPage(known, model);
        }
        keeping.chooseLocation(
                known,
                form.chosen(provisioning.onOffer()),
                form.reasonOrNothing(),
                asked.orElseThrow().number(),
                StaffMember.of(staff));
        next.addFlashAttribute("doneKey", "tenants.location.done");
        return "redirect:/support/tenants/" + known;
    }
}
