package securitycenter.automation;

import static java.util.Objects.requireNonNullElse;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import securitycenter.automation.Settled.Overtaken;
import securitycenter.automation.Settled.Refused;
import securitycenter.automation.Settled.Saved;
import securitycenter.homes.TenantHome;
import securitycenter.identity.AdministratorsOnly;
import securitycenter.identity.Colleague;
import securitycenter.identity.People;
import securitycenter.identity.SignedInUser;
import securitycenter.identity.ViewersOnly;
import securitycenter.rights.Permission;
import securitycenter.rights.PermissionHolders;
import securitycenter.rights.PermissionHolders.Holder;
import securitycenter.rights.Rights;

/** Settings > Permissions: who has what no API tells, as Global Administrators keep it. */
@Controller
@RequestMapping(PermissionHoldersController.ADDRESS)
class PermissionHoldersController {

    static final String ADDRESS = "/settings/permissions";

    private static final String TO_PAGE = "redirect:" + ADDRESS;

    record Holding(Permission permission, List<Holder> holders) {}

    /**
     * @param person the object id of one whom the page offers; empty for another
     * @param other a user name or an object id
     */
    record HolderForm(@Nullable Permission permission, String person, String other) {

        @SuppressWarnings("NullAway") // Absent fields come as null.
        HolderForm {
            person = requireNonNullElse(person, "").strip();
            other = requireNonNullElse(other, "").strip();
        }

        static final HolderForm EMPTY = new HolderForm(null, "", "");

        private String whom() {
            return other.isEmpty() ? person : other;
        }
    }

    private final HolderChanges changes;
    private final People people;
    private final Rights rights;

    PermissionHoldersController(HolderChanges changes, People people, Rights rights) {
        this.changes = changes;
        this.people = people;
        this.rights = rights;
    }

    @ViewersOnly
    @GetMapping
    ModelAndView show(SignedInUser user, TenantHome home) {
        return page(HttpStatus.OK, user, home, HolderForm.EMPTY);
    }

    @AdministratorsOnly
    @PostMapping("/add")
    Object add(SignedInUser user, TenantHome home, @ModelAttribute("form") HolderForm form, RedirectAttributes next) {
        var permission = form.permission();
        if (permission == null || form.whom().isEmpty()) {
            return refused(user, home, form, "automation.permissions.nobody");
        }
        if (!form.person().isEmpty() && !form.other().isEmpty()) {
            return refused(user, home, form, "automation.permissions.both");
        }
        var whom = whom(user, form.whom());
        if (whom.isEmpty()) {
            return refused(user, home, form, "automation.permissions.unknown");
        }
        return switch (changes.add(user, home, permission, whom.get())) {
            case Saved _ -> done("automation.permissions.added", next);
            case Overtaken _ -> done("automation.permissions.there-already", next);
            case Refused(var why) -> refused(user, home, form, why);
        };
    }

    /** Whom nobody has seen here is known by an object id alone. */
    private Optional<Colleague> whom(SignedInUser user, String whom) {
        if (!whom.matches("\\P{Cntrl}{1,320}")) {
            return Optional.empty();
        }
        var id = idIn(whom);
        return id == null
                ? people.memberOf(user.tenant(), whom)
                : people.memberOf(user.tenant(), id).or(() -> Optional.of(new Colleague(id, "", id.toString())));
    }

    private static @Nullable UUID idIn(String whom) {
        return whom.matches("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}") ? UUID.fromString(whom) : null;
    }

    @AdministratorsOnly
    @PostMapping("/remove")
    Object remove(
            SignedInUser user,
            TenantHome home,
            @RequestParam Permission permission,
            @RequestParam UUID person,
            RedirectAttributes next) {
        return switch (changes.remove(user, home, permission, person)) {
            case Saved _ -> done("automation.permissions.removed", next);
            case Overtaken _ -> done("automation.permissions.gone-already", next);
            case Refused(var why) -> refused(user, home, HolderForm.EMPTY, why);
        };
    }

    private static String done(String words, RedirectAttributes next) {
        next.addFlashAttribute("doneKey", words);
        return TO_PAGE;
    }

    private ModelAndView refused(SignedInUser user, TenantHome home, HolderForm form, String problem) {
        return page(HttpStatus.UNPROCESSABLE_CONTENT, user, home, form).addObject("problemKey", problem);
    }

    private ModelAndView page(HttpStatusCode status, SignedInUser user, TenantHome home, HolderForm form) {
        var all = PermissionHolders.of(home);
        var page = new ModelAndView("automation/permissions");
        page.setStatus(status);
        return page.addObject("form", form)
                .addObject("mayKeep", rights.isKnownToKeepLists(user))
                .addObject("people", people.membersOf(user.tenant()))
                .addObject(
                        "lists",
                        Arrays.stream(Permission.values())
                                .map(permission -> new Holding(
                                        permission,
                                        all.stream()
                                                .filter(holder -> holder.permission() == permission)
                                                .toList()))
                                .toList());
    }
}
