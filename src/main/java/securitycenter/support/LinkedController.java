package securitycenter.support;

import jakarta.servlet.http.HttpServletResponse;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.server.ResponseStatusException;
import securitycenter.help.HelpRequests;
import securitycenter.identity.StaffOnly;

/** What was done because of a help request: a part of the request's page, and a page of its own without scripts. */
@Controller
class LinkedController {

    private static final int SHOWN = 20;

    private final HelpRequests requests;
    private final StaffActions actions;

    LinkedController(HelpRequests requests, StaffActions actions) {
        this.requests = requests;
        this.actions = actions;
    }

    @StaffOnly
    @GetMapping("/support/help-requests/{number}/actions")
    String linked(
            @PathVariable String number,
            @RequestHeader(name = "HX-Request", defaultValue = "false") boolean part,
            HttpServletResponse response,
            Model model) {
        var request = HelpRequests.number(number)
                .flatMap(requests::find)
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
        model.addAttribute("request", request);
        model.addAttribute("actions", actions.becauseOf(request, SHOWN));
        response.addHeader(HttpHeaders.VARY, "HX-Request");
        return part ? "support/linked :: actions" : "support/linked";
    }
}
