package securitycenter.hunting;

import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.SessionAttribute;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.springframework.web.util.UriComponentsBuilder;
import securitycenter.homes.TenantHome;
import securitycenter.identity.Preferences;
import securitycenter.identity.SignedInUser;
import securitycenter.identity.ViewersOnly;
import securitycenter.kql.QueryText;
import securitycenter.kql.QueryText.Piece;
import securitycenter.kql.Secrets;

/** Runs a query, and shows what becomes of it at an address of its own. */
@Controller
@RequestMapping(HuntController.ADDRESS)
class HuntController {

    static final String ADDRESS = "/hunting/runs";

    /**
     * What the editor sends.
     *
     * @param start where the cursor stands or the selection begins; absent without scripts
     * @param piece which of several queries, by its place
     */
    record Form(
            @Nullable String query,
            @Nullable Integer start,
            @Nullable Integer end,
            @Nullable Integer piece,
            @Nullable String range,
            @Nullable String from,
            @Nullable String until) {

        QueryText text() {
            return QueryText.of(query);
        }

        TimeRange when() {
            return TimeRange.of(range, from, until);
        }
    }

    private final HuntingPage page;
    private final HuntPage runs;
    private final QueryCheck check;

    HuntController(HuntingPage page, HuntPage runs, QueryCheck check) {
        this.page = page;
        this.runs = runs;
        this.check = check;
    }

    @ViewersOnly
    @PostMapping
    String run(
            TenantHome home,
            SignedInUser user,
            Form form,
            @SessionAttribute(Preferences.ATTRIBUTE) Optional<Preferences> preferences,
            @RequestHeader(name = "HX-Request", defaultValue = "false") boolean inPlace,
            Locale language,
            Model model,
            RedirectAttributes next,
            HttpServletResponse response) {
        var zone = HuntingPage.zone(preferences);
        var text = form.text();
        var chosen = text.isTooLong() ? Optional.<Piece>empty() : chosen(form, text);
        if (text.isBlank() || text.isTooLong() || chosen.isEmpty()) {
            model.addAttribute("problemKey", problem(text));
            model.addAttribute("problemArgs", List.of(QueryText.LONGEST));
            model.addAttribute("pieces", chosen.isEmpty() && !text.isTooLong() ? text.pieces() : List.of());
            page.fill(model, text, form.when(), zone, language, response);
            response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
            return inPlace ? "hunting/_result :: refused" : "hunting/hunting";
        }
        var id = runs.start(home, user, chosen.get().text(), form.when(), zone);
        next.addFlashAttribute("draft", Secrets.masked(text.text()));
        return "redirect:" + address(id, form.when());
    }

    private static String problem(QueryText text) {
        return text.isBlank() ? "hunting.blank" : text.isTooLong() ? "hunting.long" : "hunting.which";
    }

    /** None where there are several and nothing says which. */
    private Optional<Piece> chosen(Form form, QueryText text) {
        var pieces = text.pieces();
        if (form.piece() != null && form.piece() >= 0 && form.piece() < pieces.size()) {
            return Optional.of(pieces.get(form.piece()));
        }
        if (form.start() != null) {
            return Optional.of(text.chosen(form.start(), form.end() == null ? form.start() : form.end()));
        }
        return pieces.size() < 2 || check.isRight(text.text())
                ? Optional.of(new Piece(0, text.text().strip()))
                : Optional.empty();
    }

    static String address(UUID id, TimeRange range) {
        return HuntingPage.asking(UriComponentsBuilder.fromPath(ADDRESS + "/" + id), range)
                .toUriString();
    }

    /** @param watched the page asks by itself whether it is over */
    @ViewersOnly
    @GetMapping("/{id}")
    String show(
            TenantHome home,
            SignedInUser user,
            @PathVariable String id,
            @RequestParam(required = false) @Nullable String range,
            @RequestParam(required = false) @Nullable String from,
            @RequestParam(required = false) @Nullable String until,
            @RequestParam(defaultValue = "1") String number,
            @RequestParam(required = false) @Nullable String watched,
            @SessionAttribute(Preferences.ATTRIBUTE) Optional<Preferences> preferences,
            @RequestHeader(name = "HX-Request", defaultValue = "false") boolean inPlace,
            Locale language,
            Model model,
            HttpServletResponse response) {
        response.addHeader("Vary", "HX-Request");
        var zone = HuntingPage.zone(preferences);
        var when = TimeRange.of(range, from, until);
        var run = watched == null ? runs.settled(home, id(id)) : runs.find(home, id(id));
        runs.fill(model, home, user, run, when, number(number), zone, language);
        if (inPlace) {
            model.addAttribute("oob", true);
            return watched == null ? "hunting/_result :: all" : "hunting/_result :: part";
        }
        var text = model.getAttribute("draft") instanceof String typed && !typed.isEmpty() ? typed : run.text();
        page.fill(model, QueryText.of(text), when, zone, language, response);
        return "hunting/hunting";
    }

    @ViewersOnly
    @PostMapping("/{id}/cancel")
    String cancel(
            TenantHome home,
            SignedInUser user,
            @PathVariable String id,
            @RequestParam(required = false) @Nullable String range,
            @RequestParam(required = false) @Nullable String from,
            @RequestParam(required = false) @Nullable String until) {
        var run = runs.find(home, id(id));
        if (!HuntPage.isOf(run, user) && !user.worksOnIncidents()) {
            throw new AccessDeniedException("Queries of others are cancelled by those who work on incidents");
        }
        runs.cancel(home, run.id());
        return "redirect:" + address(run.id(), TimeRange.of(range, from, until));
    }

    /** The page that began it is gone, and with it whoever waited. What others have begun goes on. */
    @ViewersOnly
    @PostMapping("/{id}/left")
    ResponseEntity<Void> left(TenantHome home, SignedInUser user, @PathVariable String id) {
        var run = runs.find(home, id(id));
        if (HuntPage.isOf(run, user)) {
            runs.cancel(home, run.id());
        }
        return ResponseEntity.noContent().build();
    }

    static UUID id(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException none) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND);
        }
    }

    static int number(String text) {
        return text.matches("[0-9]{1,6}") ? Integer.parseInt(text) : 1;
    }
}
