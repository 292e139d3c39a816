package securitycenter.hunting;

import jakarta.servlet.http.HttpServletResponse;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.SessionAttribute;
import securitycenter.homes.TenantHome;
import securitycenter.identity.Preferences;
import securitycenter.identity.SignedInUser;
import securitycenter.identity.ViewersOnly;
import securitycenter.kql.QueryText;

/** Where queries over the tenant's events are written. */
@Controller
class HuntingController {

    private final HuntingPage page;
    private final SavedQueries saved;

    HuntingController(HuntingPage page, SavedQueries saved) {
        this.page = page;
        this.saved = saved;
    }

    /**
     * @param query as a link holds it
     * @param saved the number of a saved one
     * @param run it is to be run at once, where scripts can do that
     * @param cameFrom a page of somebody else runs nothing in the name of whoever follows its link
     */
    @ViewersOnly
    @GetMapping("/hunting")
    String show(
            TenantHome home,
            SignedInUser user,
            @RequestParam(required = false) @Nullable String query,
            @RequestParam(name = "saved", required = false) @Nullable String kept,
            @RequestParam(defaultValue = "false") String run,
            @RequestHeader(name = "Sec-Fetch-Site", defaultValue = "none") String cameFrom,
            @RequestParam(required = false) @Nullable String range,
            @RequestParam(required = false) @Nullable String from,
            @RequestParam(required = false) @Nullable String until,
            @SessionAttribute(Preferences.ATTRIBUTE) Optional<Preferences> preferences,
            Locale language,
            Model model,
            HttpServletResponse response) {
        var read = kept == null ? LinkedQuery.read(query) : saved(home, user, kept);
        page.fill(
                model,
                QueryText.of(read.orElse("")),
                TimeRange.of(range, from, until),
                HuntingPage.zone(preferences),
                language,
                response);
        model.addAttribute("spoilt", (kept != null || query != null && !query.isEmpty()) && read.isEmpty());
        model.addAttribute("runNow", run.equals("true") && read.isPresent() && !cameFrom.equals("cross-site"));
        return "hunting/hunting";
    }

    private Optional<String> saved(TenantHome home, SignedInUser user, String number) {
        return number.matches("[0-9]{1,18}")
                ? saved.find(home, user, Long.parseLong(number))
                        .map(query -> query.content().text())
                : Optional.empty();
    }
}
