package securitycenter.automation;

import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.stereotype.Controller;
import org.springframework.validation.BeanPropertyBindingResult;
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
import securitycenter.identity.SignedInUser;
import securitycenter.identity.ViewersOnly;
import securitycenter.incidents.DeviceGroups;
import securitycenter.levels.AutomationLevel;
import securitycenter.levels.AutomationLevels;
import securitycenter.levels.Folders;

/** Settings > Automation: what investigations may do without asking, and where. */
@Controller
@RequestMapping(AutomationController.ADDRESS)
class AutomationController {

    static final String ADDRESS = "/settings/automation";

    private static final String TO_PAGE = "redirect:" + ADDRESS;
    private static final int MOST_GROUPS = 300;
    /** In small letters a name may be twice as long, and there is room for 300. */
    private static final int LONGEST_NAME = 150;

    /** @param level null for that of all others */
    record GroupLevel(String name, @Nullable AutomationLevel level) {}

    private final AutomationChanges changes;

    AutomationController(AutomationChanges changes) {
        this.changes = changes;
    }

    @ViewersOnly
    @GetMapping
    ModelAndView show(SignedInUser user, TenantHome home) {
        return page(HttpStatus.OK, user, home, null);
    }

    /** @param level absent for that of all others, which only a group can have */
    @AdministratorsOnly
    @PostMapping("/levels")
    Object change(
            SignedInUser user,
            TenantHome home,
            @RequestParam(required = false) @Nullable String group,
            @RequestParam(required = false) @Nullable AutomationLevel was,
            @RequestParam(required = false) @Nullable AutomationLevel level,
            RedirectAttributes next) {
        var name = group == null ? null : named(group);
        var problem = problemWith(home, name, was, level);
        if (problem != null) {
            return page(HttpStatus.UNPROCESSABLE_CONTENT, user, home, null)
                    .addObject("problemKey", problem)
                    .addObject("problemArgs", List.of(LONGEST_NAME))
                    .addObject("typed", new GroupLevel(name == null ? "" : name, level));
        }
        if (was == level) {
            return saved(next);
        }
        return switch (changes.level(user, home, name, was, level)) {
            case Saved _ -> saved(next);
            case Overtaken _ ->
                page(HttpStatus.CONFLICT, user, home, null)
                        .addObject("overtaken", new GroupLevel(name == null ? "" : name, level));
            case Refused(var why) -> refused(user, home, null, why);
        };
    }

    private static String named(String typed) {
        return typed.replaceAll("[\\p{Cntrl}\\p{Cs}]+", " ").strip();
    }

    private static @Nullable String problemWith(
            TenantHome home, @Nullable String name, @Nullable AutomationLevel was, @Nullable AutomationLevel level) {
        if (name == null) {
            return level == null || was == null ? "settings.problem.not-offered" : null;
        }
        if (name.isEmpty()) {
            return "automation.groups.no-name";
        }
        if (name.length() > LONGEST_NAME) {
            return "automation.groups.long";
        }
        var isFull = was == null && AutomationLevels.of(home).ofGroups().size() >= MOST_GROUPS;
        return isFull ? "automation.groups.many" : null;
    }

    @AdministratorsOnly
    @PostMapping("/folders")
    Object change(
            SignedInUser user, TenantHome home, @ModelAttribute("form") FoldersForm form, RedirectAttributes next) {
        var problems = new BeanPropertyBindingResult(form, "form");
        form.check(problems);
        if (problems.hasErrors()) {
            return page(HttpStatus.UNPROCESSABLE_CONTENT, user, home, form).addAllObjects(problems.getModel());
        }
        var now = AutomationLevels.of(home).folders();
        if (form.isDisputed(now)) {
            return page(HttpStatus.CONFLICT, user, home, FoldersForm.of(form.onto(now), now))
                    .addObject("theirs", FoldersForm.of(now));
        }
        if (form.onto(now).equals(now)) {
            return saved(next);
        }
        return switch (changes.folders(user, home, now, form.onto(now))) {
            case Saved _ -> saved(next);
            case Overtaken _ -> change(user, home, form, next); // on top of what was quicker
            case Refused(var why) -> refused(user, home, form, why);
        };
    }

    private static String saved(RedirectAttributes next) {
        next.addFlashAttribute("doneKey", "automation.saved");
        return TO_PAGE;
    }

    private ModelAndView refused(SignedInUser user, TenantHome home, @Nullable FoldersForm form, String problem) {
        return page(HttpStatus.UNPROCESSABLE_CONTENT, user, home, form).addObject("problemKey", problem);
    }

    private static ModelAndView page(
            HttpStatusCode status, SignedInUser user, TenantHome home, @Nullable FoldersForm form) {
        var levels = AutomationLevels.of(home);
        var page = new ModelAndView("automation/automation");
        page.setStatus(status);
        return page.addObject("user", user)
                .addObject("levels", AutomationLevel.values())
                .addObject("others", levels.others())
                .addObject("groups", groups(home, levels))
                .addObject("isUsual", levels.folders().equals(Folders.USUAL))
                .addObject("form", form == null ? FoldersForm.of(levels.folders()) : form);
    }

    /** Those that have a level, and those that alerts have named. */
    private static List<GroupLevel> groups(TenantHome home, AutomationLevels levels) {
        var all = new TreeMap<String, GroupLevel>(String.CASE_INSENSITIVE_ORDER);
        levels.ofGroups().forEach((name, level) -> all.put(name, new GroupLevel(name, level)));
        DeviceGroups.all(home.database(), MOST_GROUPS).stream()
                .filter(name -> name.length() <= LONGEST_NAME)
                .forEach(name -> all.putIfAbsent(name, new GroupLevel(name, null)));
        return all.values().stream()
                .sorted(Comparator.comparing(group -> group.level() == null))
                .toList();
    }
}
