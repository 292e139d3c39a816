package securitycenter.triage;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import securitycenter.homes.TenantHome;
import securitycenter.identity.SignedInUser;
import securitycenter.identity.ViewersOnly;
import securitycenter.triage.SavedFilters.Outcome;

/** The filters that a person keeps: to use, to rename, to share and to begin with. */
@Controller
class SavedFilterController {

    private static final String PATH = IncidentFilter.PATH + "/filters";

    /** @param query what stands behind the question mark of the queue's address */
    record Form(
            @Nullable String name,
            @Nullable String shared,
            @Nullable String query) {

        boolean isShared() {
            return "true".equals(shared);
        }

        @Nullable
        String words() {
            var words = Words.text(name);
            return words == null || words.length() > SavedFilters.LONGEST_NAME ? null : words;
        }
    }

    private final SavedFilters filters;

    SavedFilterController(SavedFilters filters) {
        this.filters = filters;
    }

    @ViewersOnly
    @GetMapping(PATH)
    String list(TenantHome home, SignedInUser user, Model model) {
        var offered = filters.offeredTo(home, user.id());
        model.addAttribute(
                "mine",
                offered.stream().filter(filter -> filter.isOf(user.id())).toList());
        model.addAttribute(
                "others",
                offered.stream().filter(filter -> !filter.isOf(user.id())).toList());
        model.addAttribute("usual", offered.stream().noneMatch(SavedFilter::isDefault));
        model.addAttribute("queue", IncidentFilter.USUAL.toString());
        return "triage/filters";
    }

    @ViewersOnly
    @PostMapping(PATH)
    String save(TenantHome home, SignedInUser user, Form form, RedirectAttributes next) {
        var back = IncidentFilter.asOnce(form.query()).toString();
        var name = form.words();
        if (name == null) {
            return problem("triage.filters.name", List.of(), "redirect:" + back, next);
        }
        var query = back.substring(back.indexOf('?') + 1);
        return told(filters.save(home, user, name, query, form.isShared()), "saved", name, "redirect:" + back, next);
    }

    @ViewersOnly
    @PostMapping(PATH + "/{filter}")
    String change(TenantHome home, SignedInUser user, @PathVariable long filter, Form form, RedirectAttributes next) {
        var name = form.words();
        return name == null
                ? problem("triage.filters.name", List.of(), "redirect:" + PATH, next)
                : told(
                        filters.change(home, user, filter, name, form.isShared()),
                        "changed",
                        name,
                        "redirect:" + PATH,
                        next);
    }

    @ViewersOnly
    @GetMapping(PATH + "/{filter}/delete")
    String confirmDeletion(TenantHome home, SignedInUser user, @PathVariable long filter, Model model) {
        model.addAttribute(
                "filter",
                filters.own(home, user, filter).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND)));
        return "triage/delete-filter";
    }

    @ViewersOnly
    @PostMapping(PATH + "/{filter}/delete")
    String delete(TenantHome home, SignedInUser user, @PathVariable long filter, Form form, RedirectAttributes next) {
        return told(filters.delete(home, user, filter), "deleted", "", "redirect:" + PATH, next);
    }

    /** @param filter absent for what is usual */
    @ViewersOnly
    @PostMapping(PATH + "/first")
    String beginWith(
            TenantHome home,
            SignedInUser user,
            @RequestParam(required = false) @Nullable String filter,
            RedirectAttributes next) {
        var chosen = filter != null && filter.matches("[0-9]{1,18}") ? Long.valueOf(filter) : null;
        return told(filters.beginWith(home, user.id(), chosen), "first", "", "redirect:" + PATH, next);
    }

    private static String told(Outcome outcome, String done, String name, String then, RedirectAttributes next) {
        return switch (outcome) {
            case DONE -> {
                next.addFlashAttribute("doneKey", "triage.filters." + done);
                next.addFlashAttribute("doneArgs", List.of(name));
                yield then;
            }
            case NAME_TAKEN -> problem("triage.filters.taken", List.of(name), then, next);
            case TOO_MANY -> problem("triage.filters.too-many", List.of(), then, next);
            case MISSING -> problem("triage.filters.missing", List.of(), then, next);
        };
    }

    private static String problem(String key, List<String> args, String then, RedirectAttributes next) {
        next.addFlashAttribute("problemKey", key);
        next.addFlashAttribute("problemArgs", args);
        return then;
    }
}
