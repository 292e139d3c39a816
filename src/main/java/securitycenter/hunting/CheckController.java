package securitycenter.hunting;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import securitycenter.homes.TenantHome;
import securitycenter.hunting.QueryCheck.Checked;
import securitycenter.identity.ViewersOnly;
import securitycenter.kql.QueryText;

/** What the editor asks while somebody types. */
@Controller
class CheckController {

    private final QueryCheck check;

    CheckController(QueryCheck check) {
        this.check = check;
    }

    @ViewersOnly
    @PostMapping("/hunting/check")
    ResponseEntity<Checked> check(
            TenantHome home,
            @RequestParam(required = false) @Nullable String query,
            @RequestParam(defaultValue = "0") int start,
            @RequestParam(defaultValue = "0") int end) {
        var text = QueryText.of(query);
        var checked = text.isBlank() || text.isTooLong()
                ? new Checked(List.of(), false)
                : check.check(text, text.chosen(start, end));
        return ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON).body(checked);
    }

    /** @param at the character behind which somebody is typing */
    @ViewersOnly
    @PostMapping("/hunting/complete")
    ResponseEntity<Completed> complete(
            TenantHome home,
            @RequestParam(required = false) @Nullable String query,
            @RequestParam(defaultValue = "0") int at) {
        return ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON).body(Completed.at(QueryText.of(query), at));
    }
}
