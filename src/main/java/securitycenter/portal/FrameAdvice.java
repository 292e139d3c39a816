package securitycenter.portal;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.oauth2.client.authentication.OAuth2AuthenticationToken;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ModelAttribute;
import securitycenter.eligibility.EligibilityCheck;
import securitycenter.eligibility.Finding;
import securitycenter.identity.OwnPath;
import securitycenter.identity.People;
import securitycenter.identity.SignedInUser;
import securitycenter.identity.SupportPages;
import securitycenter.optin.OptIns;
import securitycenter.optin.ProductState;
import securitycenter.support.StaffActions;

/** Gives every page its frame. */
@ControllerAdvice
class FrameAdvice {

    private static final Logger log = LoggerFactory.getLogger(FrameAdvice.class);

    private final OptIns optIns;
    private final EligibilityCheck eligibility;
    private final StaffActions actions;
    private final People people;

    FrameAdvice(OptIns optIns, EligibilityCheck eligibility, StaffActions actions, People people) {
        this.optIns = optIns;
        this.eligibility = eligibility;
        this.actions = actions;
        this.people = people;
    }

    @ModelAttribute("frame")
    Frame frame(HttpServletRequest request) {
        var here = here(request);
        if (request.getUserPrincipal() instanceof OAuth2AuthenticationToken session) {
            var user = SignedInUser.of(session, request.getRemoteAddr());
            try {
                if (isVisit(request)) {
                    people.look(user);
                }
                var finding = findingFor(request, user);
                var state = optIns.stateOf(user.tenant());
                return of(
                        request,
                        here,
                        user,
                        state,
                        finding == null ? user.tenantUnnamed() : finding.tenantName(user),
                        noticeOf(finding, state),
                        user.administers() && actions.isWaitingForAdministratorsOf(user.tenant()));
            } catch (RuntimeException unreadable) {
                // The page that tells of a failure must not fail for the same reason.
                if (request.getDispatcherType() != DispatcherType.ERROR) {
                    throw unreadable;
                }
                log.warn("The error page has no menu, because the tenant's state cannot be read", unreadable);
                return of(request, here, user, null, user.tenantUnnamed(), null, false);
            }
        }
        return of(request, here, null, null, null, null, false);
    }

    /** What a page asks for by itself is none. */
    private static boolean isVisit(HttpServletRequest request) {
        return request.getMethod().equals("GET")
                && request.getDispatcherType() == DispatcherType.REQUEST
                && request.getHeader("HX-Request") == null;
    }

    /** The menu of a tenant's very first page depends on its licenses, too. Later pages ask our own database only. */
    private @Nullable Finding findingFor(HttpServletRequest request, SignedInUser user) {
        var last = eligibility.last(user.tenant());
        return last.isEmpty() && request.getDispatcherType() != DispatcherType.ERROR
                ? eligibility.recent(user.tenant())
                : last.orElse(null);
    }

    /** For those whose tenant uses the product; before that, the settings page says how the licenses stand. */
    private static @Nullable LicenseNotice noticeOf(@Nullable Finding finding, ProductState state) {
        return finding != null && state instanceof ProductState.On ? LicenseNotice.of(finding) : null;
    }

    private static Frame of(
            HttpServletRequest request,
            OwnPath here,
            @Nullable SignedInUser user,
            @Nullable ProductState state,
            @Nullable String tenantName,
            @Nullable LicenseNotice licenseNotice,
            boolean approvalWanted) {
        var wishes = Wishes.of(request);
        var session = request.getSession(false);
        return new Frame(
                user,
                tenantName,
                user == null ? null : Menu.of(user, state, here),
                state,
                licenseNotice,
                approvalWanted,
                wishes.language(),
                wishes.theme() == null ? null : Wishes.wordFor(wishes.theme()),
                wishes.zone(),
                here.value(),
                user != null && user.staff() && SupportPages.isAskedForBy(request),
                host(request),
                session == null ? 0 : session.getMaxInactiveInterval());
    }

    /** The answer to a form has the form's address; the page to come back to is the one that the form was on. */
    private static OwnPath here(HttpServletRequest request) {
        if (request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI) instanceof String failed) {
            return OwnPath.of(failed);
        }
        var query = request.getQueryString();
        if (request.getMethod().equals("GET")) {
            return OwnPath.of(request.getRequestURI() + (query == null ? "" : "?" + query));
        }
        return OwnPath.comingFrom(request);
    }

    private static String host(HttpServletRequest request) {
        var standard = request.isSecure() ? 443 : 80;
        return request.getServerPort() == standard
                ? request.getServerName()
                : request.getServerName() + ":" + request.getServerPort();
    }
}
