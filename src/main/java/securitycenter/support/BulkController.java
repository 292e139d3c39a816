package securitycenter.support;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import securitycenter.audit.Csv;
import securitycenter.eligibility.TenantNaming;
import securitycenter.homes.DataCenter;
import securitycenter.homes.DataCenters;
import securitycenter.identity.SignedInUser;
import securitycenter.identity.StaffOnly;
import securitycenter.identity.TenantId;

/** One act for the tenants chosen in the list: a preview, its pace, and how far it is. */
@Controller
@RequestMapping("/support/bulk")
class BulkController {

    /** A bulk as pages show it. */
    record Facts(
            long id,
            StaffAct act,
            @Nullable DataCenter target,
            String reason,
            String reference,
            int tenants,
            int batchSize,
            int pauseSeconds,
            int failuresToStop,
            String by,
            Instant startedAt,
            String state,
            boolean running) {

        static Facts of(Bulk bulk) {
            return new Facts(
                    bulk.id(),
                    bulk.act(),
                    bulk.target(),
                    bulk.reason(),
                    bulk.reference(),
                    bulk.tenants(),
                    bulk.batchSize(),
                    bulk.pauseSeconds(),
                    bulk.failuresToStop(),
                    bulk.askedBy().name(),
                    bulk.startedAt(),
                    bulk.state().name().toLowerCase(Locale.ROOT),
                    bulk.isRunning());
        }
    }

    /** One tenant of the preview. */
    record Preview(TenantId tenant, String name, @Nullable String obstacle, List<PlanLine> plan, boolean asks) {}

    private static final int SHOWN = 50;

    private final Bulks bulks;
    private final FoundTenants found;
    private final StaffActions actions;
    private final Feasibility feasibility;
    private final Plan plan;
    private final DataCenters dataCenters;
    private final TenantNaming names;
    private final MessageSource messages;

    BulkController(
            Bulks bulks,
            FoundTenants found,
            StaffActions actions,
            Feasibility feasibility,
            Plan plan,
            DataCenters dataCenters,
            TenantNaming names,
            MessageSource messages) {
        this.bulks = bulks;
        this.found = found;
        this.actions = actions;
        this.feasibility = feasibility;
        this.plan = plan;
        this.dataCenters = dataCenters;
        this.names = names;
        this.messages = messages;
    }

    @StaffOnly
    @GetMapping
    String list(Model model) {
        model.addAttribute("bulks", bulks.latest(SHOWN).stream().map(Facts::of).toList());
        return "support/bulks";
    }

    /**
     * By POST once there are many: their ids would not fit into an address.
     *
     * @param all those that the list's filter finds, instead of those that were ticked
     */
    @StaffOnly
    @RequestMapping(
            path = "/new",
            method = {RequestMethod.GET, RequestMethod.POST})
    String preview(
            @ModelAttribute("form") BulkForm form,
            BindingResult errors,
            @RequestParam(defaultValue = "false") boolean all,
            @RequestParam Map<String, String> filter,
            Model model,
            RedirectAttributes next) {
        var chosen = all ? form.of(found.by(filter, BulkWish.MOST_TENANTS + 1)) : form;
        var problem = problemWithChoice(chosen);
        if (problem != null) {
            next.addFlashAttribute("problemKey", problem);
            return "redirect:/support/tenants";
        }
        model.addAttribute("form", chosen);
        return page(chosen, model);
    }

    private static @Nullable String problemWithChoice(BulkForm form) {
        if (form.tenants().isEmpty()) {
            return "support.bulk.choose";
        }
        return form.tenants().size() > BulkWish.MOST_TENANTS ? "support.bulk.too-many" : null;
    }

    private String page(BulkForm form, Model model) {
        var act = form.chosenAct();
        var ready = act != StaffAct.MOVE || form.place() != null;
        model.addAttribute("act", act);
        model.addAttribute("acts", BulkWish.ACTS);
        model.addAttribute("places", dataCenters.onOffer());
        model.addAttribute("ready", ready);
        model.addAttribute(
                "previews",
                ready
                        ? form.tenants().stream()
                                .map(tenant -> previewOf(tenant, act, form.place()))
                                .toList()
                        : List.of());
        return "support/bulk-new";
    }

    private Preview previewOf(TenantId tenant, StaffAct act, @Nullable DataCenter to) {
        var obstacle = feasibility.problemOnSite(act, tenant, to);
        return new Preview(
                tenant,
                names.of(tenant),
                obstacle,
                obstacle == null ? plan.of(act, tenant, to) : List.of(),
                actions.asksTheTenant(tenant));
    }

    @StaffOnly
    @PostMapping
    String start(
            SignedInUser staff,
            @ModelAttribute("form") BulkForm form,
            BindingResult errors,
            Model model,
            RedirectAttributes next,
            HttpServletResponse response) {
        var problem = problemWithChoice(form);
        if (problem != null) {
            next.addFlashAttribute("problemKey", problem);
            return "redirect:/support/tenants";
        }
        form.check(errors);
        if (errors.hasErrors()) {
            response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
            return page(form, model);
        }
        var wish = new BulkWish(
                form.chosenAct(),
                form.chosenAct() == StaffAct.MOVE ? form.place() : null,
                form.tenants(),
                form.reason(),
                form.reference(),
                BulkForm.number(form.batchSize()),
                BulkForm.number(form.pauseSeconds()),
                BulkForm.number(form.failuresToStop()),
                form.id());
        return "redirect:/support/bulk/" + bulks.start(staff, wish);
    }

    @StaffOnly
    @GetMapping("/{id:\\d{1,18}}")
    String show(
            @PathVariable long id,
            @RequestHeader(name = "HX-Request", defaultValue = "false") boolean watched,
            Model model) {
        var bulk = bulk(id);
        var lines = bulks.linesOf(id);
        model.addAttribute("bulk", Facts.of(bulk));
        model.addAttribute("lines", lines);
        model.addAttribute("names", namesOn(lines));
        model.addAttribute(
                "ended",
                lines.stream().filter(line -> line.is(BulkLine.State.DONE)).count());
        model.addAttribute(
                "failures",
                lines.stream().filter(line -> line.is(BulkLine.State.FAILED)).count());
        model.addAttribute(
                "live", bulk.isRunning() || lines.stream().anyMatch(line -> line.is(BulkLine.State.RUNNING)));
        return watched ? "support/bulk :: progress" : "support/bulk";
    }

    @StaffOnly
    @PostMapping("/{id:\\d{1,18}}/stop")
    String stop(SignedInUser staff, @PathVariable long id, RedirectAttributes next) {
        bulk(id);
        var stopped = bulks.stop(staff, id);
        next.addFlashAttribute(
                stopped ? "doneKey" : "problemKey", stopped ? "support.bulk.stopped" : "support.bulk.over");
        return "redirect:/support/bulk/" + id;
    }

    @StaffOnly
    @GetMapping("/{id:\\d{1,18}}/result.csv")
    void result(@PathVariable long id, Locale locale, HttpServletResponse response) throws IOException {
        bulk(id);
        response.setContentType("text/csv");
        response.setCharacterEncoding(StandardCharsets.UTF_8);
        response.setHeader(
                HttpHeaders.CONTENT_DISPOSITION,
                ContentDisposition.attachment()
                        .filename("bulk-" + id + ".csv")
                        .build()
                        .toString());
        var lines = bulks.linesOf(id);
        var tenantNames = namesOn(lines);
        try (var out = new OutputStreamWriter(response.getOutputStream(), StandardCharsets.UTF_8)) {
            out.write("\uFEFF" + Csv.line("tenant", "name", "state", "begun", "action", "run", "problem"));
            for (var line : lines) {
                out.write(Csv.line(
                        line.tenant(),
                        tenantNames.get(line.tenant()),
                        line.state().word(),
                        line.begunAt(),
                        line.action(),
                        line.run(),
                        line.problem() == null ? null : messages.getMessage(line.problem(), null, locale)));
            }
        }
    }

    private Map<TenantId, String> namesOn(List<BulkLine> lines) {
        return names.of(lines.stream().map(BulkLine::tenant).toList());
    }

    private Bulk bulk(long id) {
        return bulks.find(id).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }
}
