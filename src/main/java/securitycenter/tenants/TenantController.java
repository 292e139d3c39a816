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
import securitycenter.help.HelpRequests;
import securitycenter.homes.DataCenter;
import securitycenter.identity.SignedInUser;
import securitycenter.identity.StaffMember;
import securitycenter.identity.StaffOnly;
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
    String show(@PathVariable UUID tenant, Locale locale, Model model) {
        return page.fill(tenants.known(tenant), locale, model);
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
            return page.fill(known, locale, model);
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
        model.addAttribute("request", asked == null ? "" : asked.number());
        model.addAttribute(
                "wished", asked == null ? provisioning.promisedLocation(known).orElse(null) : asked.wished());
        return locationPage(known.value(), model);
    }

    private String locationPage(UUID tenant, Model model) {
        model.addAttribute("tenant", tenant);
        model.addAttribute("tenantName", page.nameOf(tenants.known(tenant)));
        model.addAttribute(
                "promised", provisioning.promisedLocation(tenants.known(tenant)).orElse(null));
        model.addAttribute("places", provisioning.onOffer());
        return "tenants/location";
    }

    /** @param place absent for wherever the rules propose */
    @StaffOnly
    @PostMapping("/location")
    String chooseLocation(
            SignedInUser staff,
            @PathVariable UUID tenant,
            @RequestParam(required = false) @Nullable DataCenter place,
            @RequestParam(defaultValue = "") String reason,
            @RequestParam(defaultValue = "") String request,
            Model model,
            RedirectAttributes next,
            HttpServletResponse response) {
        var known = tenants.known(tenant);
        var reference = HelpRequests.number(request)
                .flatMap(requests::find)
                .filter(found -> found.tenant().equals(known));
        var problem = keeping.problemWithLocation(known, place, reason, reference.isPresent());
        if (problem != null) {
            response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
            model.addAttribute("problemKey", problem);
            model.addAttribute("request", request);
            model.addAttribute("reason", reason);
            model.addAttribute("wished", place);
            return locationPage(tenant, model);
        }
        keeping.chooseLocation(
                known, place, reason.strip(), reference.orElseThrow().number(), StaffMember.of(staff));
        next.addFlashAttribute("doneKey", "tenants.location.done");
        return "redirect:/support/tenants/" + known;
    }
}
