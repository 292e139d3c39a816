package securitycenter.hunting;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;
import securitycenter.homes.TenantHome;
import securitycenter.hunting.SavedQuery.Content;
import securitycenter.hunting.SavedQuery.Merged;
import securitycenter.identity.SignedInUser;
import securitycenter.identity.ViewersOnly;
import securitycenter.kql.QueryText;

/** The queries that people keep for themselves and for their tenant, and those that come with the product. */
@Controller
@RequestMapping(SavedQueryController.ADDRESS)
class SavedQueryController {

    static final String ADDRESS = "/hunting/queries";

    private static final int LONGEST_NAME = 150;
    private static final int LONGEST_DESCRIPTION = 1_000;
    private static final int LONGEST_TAGS = 300;

    /**
     * @param folder {@code tenant} or {@code mine}; only a new one is put into one
     * @param version that the person saw
     */
    record Form(
            @Nullable String name,
            @Nullable String description,
            @Nullable String tags,
            @Nullable String text,
            @Nullable String folder,
            @Nullable Integer version) {

        static Form of(SavedQuery query) {
            return of(query.content(), query.version());
        }

        static Form of(Content content, int version) {
            return new Form(content.name(), content.description(), content.tags(), content.text(), null, version);
        }

        boolean isOfTenant() {
            return "tenant".equals(folder);
        }

        Content content() {
            return new Content(
                    line(name),
                    QueryText.of(description).text().strip(),
                    line(tags),
                    QueryText.of(text).text().strip());
        }

        private static String line(@Nullable String typed) {
            return QueryText.of(typed).text().replaceAll("\\s+", " ").strip();
        }

        void check(BindingResult problems) {
            var content = content();
            if (content.name().isEmpty() || content.name().length() > LONGEST_NAME) {
                problems.rejectValue("name", "hunting.saved.problem.name", new Object[] {LONGEST_NAME}, null);
            }
            if (content.description().length() > LONGEST_DESCRIPTION) {
                problems.rejectValue(
                        "description", "hunting.saved.problem.long", new Object[] {LONGEST_DESCRIPTION}, null);
            }
            if (content.tags().length() > LONGEST_TAGS) {
                problems.rejectValue("tags", "hunting.saved.problem.long", new Object[] {LONGEST_TAGS}, null);
            }
            if (content.text().isEmpty() || content.text().length() > QueryText.LONGEST) {
                problems.rejectValue("text", "hunting.saved.problem.text", new Object[] {QueryText.LONGEST}, null);
            }
        }
    }

    private final SavedQueries queries;
    private final CommunityQueries community;

    SavedQueryController(SavedQueries queries, CommunityQueries community) {
        this.queries = queries;
        this.community = community;
    }

    @ViewersOnly
    @GetMapping
    String list(TenantHome home, SignedInUser user, Model model) {
        model.addAttribute("mine", queries.mine(home, user));
        model.addAttribute("ofTenant", queries.ofTenant(home));
        model.addAttribute("community", community.all());
        return "hunting/queries";
    }

    /** The form with what stands in the editor. */
    @ViewersOnly
    @PostMapping("/new")
    ModelAndView fresh(TenantHome home, SignedInUser user, @RequestParam(required = false) @Nullable String query) {
        return page(
                HttpStatus.OK,
                user,
                null,
                new Form("", "", "", QueryText.of(query).text(), "mine", null));
    }

    @ViewersOnly
    @GetMapping("/new")
    ModelAndView empty(TenantHome home, SignedInUser user) {
        return fresh(home, user, null);
    }

    @ViewersOnly
    @PostMapping
    Object add(
            TenantHome home,
            SignedInUser user,
            @ModelAttribute("form") Form form,
            BindingResult problems,
            RedirectAttributes next) {
        if (form.isOfTenant() && !user.worksOnIncidents()) {
            throw new AccessDeniedException("Queries of the tenant are for those who work on incidents");
        }
        form.check(problems);
        if (queries.isFull(home, user, form.isOfTenant())) {
            problems.reject("hunting.saved.problem.many", new Object[] {SavedQueries.MOST}, null);
        }
        if (problems.hasErrors()) {
            return page(HttpStatus.UNPROCESSABLE_CONTENT, user, null, form);
        }
        var id = queries.add(home, user, form.content(), form.isOfTenant());
        next.addFlashAttribute("doneKey", "hunting.saved.added");
        return "redirect:" + ADDRESS + "/" + id;
    }

    @ViewersOnly
    @GetMapping("/{id:\\d{1,18}}")
    ModelAndView show(TenantHome home, SignedInUser user, @PathVariable long id) {
        var query = find(home, user, id);
        return page(HttpStatus.OK, user, query, Form.of(query)).addObject("versions", queries.versions(home, query));
    }

    /** What two people changed in different fields is joined; of what both changed the person decides. */
    @ViewersOnly
    @PostMapping("/{id:\\d{1,18}}")
    Object change(
            TenantHome home,
            SignedInUser user,
            @PathVariable long id,
            @ModelAttribute("form") Form form,
            BindingResult problems,
            RedirectAttributes next) {
        var query = changeable(home, user, id);
        form.check(problems);
        if (problems.hasErrors()) {
            return page(HttpStatus.UNPROCESSABLE_CONTENT, user, query, form)
                    .addObject("versions", queries.versions(home, query));
        }
        var merged = merged(home, query, form);
        if (!merged.disputed().isEmpty()) {
            return conflict(home, user, query, form, merged);
        }
        if (!queries.change(home, user, query, merged.content())) {
            return change(home, user, id, form, problems, next); // on top of what was quicker
        }
        next.addFlashAttribute("doneKey", "hunting.saved.changed");
        return "redirect:" + ADDRESS + "/" + id;
    }

    private Merged merged(TenantHome home, SavedQuery query, Form form) {
        var seen = form.version() == null ? query.version() : form.version();
        return queries.version(home, query, seen)
                .map(base -> Merged.of(base.content(), query.content(), form.content()))
                .orElseGet(() -> Merged.of(query.content(), form.content()));
    }

    private ModelAndView conflict(TenantHome home, SignedInUser user, SavedQuery query, Form form, Merged merged) {
        var again = Form.of(merged.content(), query.version());
        return page(HttpStatus.CONFLICT, user, query, again)
                .addObject("disputed", merged.disputed())
                .addObject("theirs", query.content())
                .addObject("versions", queries.versions(home, query));
    }

    @ViewersOnly
    @GetMapping("/{id:\\d{1,18}}/versions/{number:\\d{1,9}}")
    String version(TenantHome home, SignedInUser user, @PathVariable long id, @PathVariable int number, Model model) {
        var query = find(home, user, id);
        model.addAttribute("saved", query);
        model.addAttribute(
                "version",
                queries.version(home, query, number)
                        .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND)));
        model.addAttribute("mayChange", query.mayBeChangedBy(user));
        return "hunting/version";
    }

    @ViewersOnly
    @GetMapping("/{id:\\d{1,18}}/delete")
    String confirmDeletion(TenantHome home, SignedInUser user, @PathVariable long id, Model model) {
        model.addAttribute("saved", changeable(home, user, id));
        return "hunting/delete-query";
    }

    @ViewersOnly
    @PostMapping("/{id:\\d{1,18}}/delete")
    String delete(TenantHome home, SignedInUser user, @PathVariable long id, RedirectAttributes next) {
        var query = changeable(home, user, id);
        queries.delete(home, user, query);
        next.addFlashAttribute("doneKey", "hunting.saved.deleted");
        next.addFlashAttribute("doneArgs", List.of(query.content().name()));
        return "redirect:" + ADDRESS;
    }

    private SavedQuery find(TenantHome home, SignedInUser user, long id) {
        return queries.find(home, user, id).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }

    private SavedQuery changeable(TenantHome home, SignedInUser user, long id) {
        var query = find(home, user, id);
        if (!query.mayBeChangedBy(user)) {
            throw new AccessDeniedException("Queries of the tenant are for those who work on incidents");
        }
        return query;
    }

    private static ModelAndView page(HttpStatus status, SignedInUser user, @Nullable SavedQuery query, Form form) {
        var page = new ModelAndView("hunting/query", status);
        page.addObject("form", form);
        page.addObject("mostVersions", SavedQueries.MOST_VERSIONS);
        page.addObject("saved", query);
        page.addObject("mayChange", query == null || query.mayBeChangedBy(user));
        page.addObject("maySaveForTenant", user.worksOnIncidents());
        if (query != null) {
            page.addObject(
                    "link", ServletUriComponentsBuilder.fromCurrentContextPath().toUriString() + query.address());
        }
        return page;
    }
}
