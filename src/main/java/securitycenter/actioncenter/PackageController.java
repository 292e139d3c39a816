package securitycenter.actioncenter;

import jakarta.servlet.http.HttpServletResponse;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.server.ResponseStatusException;
import securitycenter.homes.TenantHome;
import securitycenter.identity.SignedInUser;
import securitycenter.identity.ViewersOnly;
import securitycenter.response.PackageLink;
import securitycenter.response.Remediation;
import securitycenter.response.RemediationAction;

/**
 * Where people get the package that a device put together. The link is shown instead of being followed by itself: a form of ours
 * may not lead to another’s server.
 */
@Controller
class PackageController {

    private final Remediation remediation;
    private final ActionDecisions decisions;
    private final ActionModel model;

    PackageController(Remediation remediation, ActionDecisions decisions, ActionModel model) {
        this.remediation = remediation;
        this.decisions = decisions;
        this.model = model;
    }

    /** As from a bookmark: the link is asked for anew each time. */
    @ViewersOnly
    @GetMapping(OneActionController.PATH + "/{id}/package")
    String action(@PathVariable String id) {
        return Words.id(id)
                .map(known -> "redirect:" + OneActionController.PATH + "/" + known)
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }

    /** Who may is decided by {@link ActionDecisions}, as with the action itself. */
    @ViewersOnly
    @PostMapping(OneActionController.PATH + "/{id}/package")
    String link(TenantHome home, SignedInUser user, @PathVariable String id, Model page, HttpServletResponse response) {
        response.setHeader(HttpHeaders.CACHE_CONTROL, CacheControl.noStore().getHeaderValue());
        var action = Words.id(id)
                .flatMap(known -> remediation.find(home, known))
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
        if (decisions.leaveToDownload(user, home, action) instanceof Leave.Refused(var why, var status)) {
            page.addAttribute("refused", why);
            return refused(page, home, user, action, status, response);
        }
        return switch (remediation.packageOf(home, action)) {
            case PackageLink.There(var address) -> {
                decisions.downloads(user, action);
                page.addAttribute("action", action);
                page.addAttribute("link", address.toString());
                yield "actioncenter/package";
            }
            case PackageLink.NotThere _ ->
                without("not-there", HttpStatus.CONFLICT, page, home, user, action, response);
            case PackageLink.TooOften _ ->
                without("too-often", HttpStatus.SERVICE_UNAVAILABLE, page, home, user, action, response);
            case PackageLink.MayNot(var permission) -> {
                page.addAttribute("permission", permission);
                yield without("may-not", HttpStatus.CONFLICT, page, home, user, action, response);
            }
            case PackageLink.Silent _ ->
                without("silent", HttpStatus.SERVICE_UNAVAILABLE, page, home, user, action, response);
        };
    }

    /** @param why the last part of the key of the sentence */
    private String without(
            String why,
            HttpStatus status,
            Model page,
            TenantHome home,
            SignedInUser user,
            RemediationAction action,
            HttpServletResponse response) {
        page.addAttribute("noPackage", why);
        return refused(page, home, user, action, status, response);
    }

    private String refused(
            Model page,
            TenantHome home,
            SignedInUser user,
            RemediationAction action,
            HttpStatus status,
            HttpServletResponse response) {
        response.setStatus(status.value());
        model.fill(page, home, user, action, false);
        return OneActionController.PAGE;
    }
}
