package securitycenter.support;

import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import securitycenter.eligibility.TenantNaming;
import securitycenter.identity.SignedInUser;
import securitycenter.identity.StaffMember;
import securitycenter.identity.StaffOnly;
import securitycenter.identity.TenantId;
import securitycenter.provisioning.Progress;
import securitycenter.provisioning.Provisioning;

/** The page of a tenant's run, for staff. What the tenant began itself, staff repair; what staff began, they steer. */
@Controller
@RequestMapping("/support/tenants/{tenant}/runs/{id:\\d{1,18}}")
class StaffRunController {

    private final Provisioning provisioning;
    private final StaffActions actions;
    private final TenantNaming names;

    StaffRunController(Provisioning provisioning, StaffActions actions, TenantNaming names) {
        this.provisioning = provisioning;
        this.actions = actions;
        this.names = names;
    }

    @StaffOnly
    @GetMapping
    String show(
            @PathVariable UUID tenant,
            @PathVariable long id,
            @RequestHeader(name = "HX-Request", defaultValue = "false") boolean watched,
            Model model) {
        model.addAttribute("run", run(tenant, id));
        model.addAttribute("tenant", tenant);
        model.addAttribute("tenantName", names.of(new TenantId(tenant)));
        model.addAttribute("address", "/support/tenants/" + tenant + "/runs/" + id);
        return watched ? "support/run :: progress" : "support/run";
    }

    @StaffOnly
    @PostMapping("/retry")
    String retry(SignedInUser staff, @PathVariable UUID tenant, @PathVariable long id, RedirectAttributes next) {
        if (!isOfStaff(run(tenant, id)) || !actions.retry(StaffMember.of(staff), new TenantId(tenant), id)) {
            next.addFlashAttribute("problemKey", "run.not-failed");
        }
        return "redirect:/support/tenants/" + tenant + "/runs/" + id;
    }

    @StaffOnly
    @PostMapping("/cancel")
    String cancel(SignedInUser staff, @PathVariable UUID tenant, @PathVariable long id, RedirectAttributes next) {
        if (!isOfStaff(run(tenant, id)) || !actions.cancel(StaffMember.of(staff), new TenantId(tenant), id)) {
            next.addFlashAttribute("problemKey", "support.problem.cannot-be-cancelled");
        }
        return "redirect:/support/tenants/" + tenant + "/runs/" + id;
    }

    private static boolean isOfStaff(Progress run) {
        return run.cause().staff();
    }

    private Progress run(UUID tenant, long id) {
        return provisioning
                .runOf(new TenantId(tenant), id)
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }
}
