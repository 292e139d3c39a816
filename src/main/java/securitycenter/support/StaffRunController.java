package securitycenter.support;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import securitycenter.eligibility.TenantNaming;
import securitycenter.identity.SignedInUser;
import securitycenter.identity.StaffMember;
import securitycenter.identity.StaffOnly;
import securitycenter.identity.TenantId;
import securitycenter.provisioning.Progress;
import securitycenter.provisioning.RunProgress;

/** The runs of a tenant, for staff, and the page of each. What the tenant began itself, staff repair; what staff began, they steer. */
@Controller
@RequestMapping("/support/tenants/{tenant}/runs")
class StaffRunController {

    private static final int ON_A_PAGE = 20;

    private final KnownTenants tenants;
    private final RunProgress progress;
    private final StaffActions actions;
    private final TenantNaming names;

    StaffRunController(KnownTenants tenants, RunProgress progress, StaffActions actions, TenantNaming names) {
        this.tenants = tenants;
        this.progress = progress;
        this.actions = actions;
        this.names = names;
    }

    /** @param before number of the last run of the page before */
    @StaffOnly
    @GetMapping
    String list(@PathVariable UUID tenant, @RequestParam(required = false) @Nullable Long before, Model model) {
        var known = tenants.known(tenant);
        var runs = progress.before(before == null ? Long.MAX_VALUE : before, known, ON_A_PAGE + 1);
        model.addAttribute("tenant", tenant);
        model.addAttribute("tenantName", names.of(known));
        model.addAttribute("runs", runs.stream().limit(ON_A_PAGE).toList());
        model.addAttribute(
                "older", runs.size() > ON_A_PAGE ? runs.get(ON_A_PAGE - 1).id() : null);
        model.addAttribute("later", before != null);
        return "support/runs";
    }

    @StaffOnly
    @GetMapping("/{id:\\d{1,18}}")
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
    @PostMapping("/{id:\\d{1,18}}/retry")
    String retry(SignedInUser staff, @PathVariable UUID tenant, @PathVariable long id, RedirectAttributes next) {
        if (!isOfStaff(run(tenant, id)) || !actions.retry(StaffMember.of(staff), new TenantId(tenant), id)) {
            next.addFlashAttribute("problemKey", "run.not-failed");
        }
        return "redirect:/support/tenants/" + tenant + "/runs/" + id;
    }

    @StaffOnly
    @PostMapping("/{id:\\d{1,18}}/cancel")
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
        return progress.of(new TenantId(tenant), id)
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }
}
