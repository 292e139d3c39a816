package securitycenter.portal;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.context.MessageSource;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.method.HandlerMethod;
import securitycenter.homes.BrokenOff;
import securitycenter.homes.ReadOnlyTable;
import securitycenter.identity.AdministratorsOnly;
import securitycenter.identity.AnalystsOnly;
import securitycenter.identity.Everyone;
import securitycenter.identity.LastError;
import securitycenter.identity.LinksOfOtherTenants;
import securitycenter.identity.OwnPath;
import securitycenter.identity.Role;

/**
 * Says what went wrong and what to do. Never with an exception's own words: they may name what the visitor must not
 * know, and help nobody. The reference leads to them in the log.
 */
@Controller
class ErrorPages implements ErrorController {

    private static final Set<String> READING = Set.of(HttpMethod.GET.name(), HttpMethod.HEAD.name());
    private static final Set<Integer> WITH_WORDS = Set.of(400, 403, 404, 405, 409, 410, 413, 415, 422, 429, 500, 503);

    private final MessageSource words;
    private final Clock clock;

    ErrorPages(MessageSource words, Clock clock) {
        this.words = words;
        this.clock = clock;
    }

    @Everyone
    @RequestMapping(path = "/error", produces = MediaType.TEXT_HTML_VALUE)
    String page(HttpServletRequest request, HttpServletResponse response, Model model) {
        var passing = whatWillPass(request);
        var status = statusOf(request, passing);
        var kind = passing != null ? passing : status == 403 ? refusal(request) : kindOf(status);
        response.setStatus(status);
        model.addAttribute("status", status);
        model.addAttribute("kind", kind);
        model.addAttribute(
                "back", kind.equals("expired") ? OwnPath.comingFrom(request).value() : null);
        model.addAttribute("reference", shownReference(request));
        model.addAttribute("roles", kind.equals("403") ? rolesThatMay(request) : List.of());
        return "portal/error";
    }

    private static String refusal(HttpServletRequest request) {
        if (Boolean.TRUE.equals(request.getAttribute("formExpired"))) {
            return "expired";
        }
        return request.getAttribute(LinksOfOtherTenants.ATTRIBUTE) == null ? "403" : "other-tenant";
    }

    @Everyone
    @RequestMapping("/error")
    ResponseEntity<ProblemDetail> problem(HttpServletRequest request, Locale locale) {
        var passing = whatWillPass(request);
        var status = statusOf(request, passing);
        var problem = ProblemDetail.forStatus(status);
        problem.setTitle(say("portal.error." + (passing == null ? kindOf(status) : passing) + ".title", locale));
        if (passing != null) {
            problem.setDetail(say("portal.error." + passing + ".what", locale));
        }
        problem.setInstance(addressOf(request));
        problem.setProperty("reference", shownReference(request));
        return ResponseEntity.status(status)
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(problem);
    }

    private String say(String key, Locale locale) {
        return words.getMessage(key, null, locale);
    }

    /**
     * The kind of what is no fault: what a move refuses will be saved minutes later, what is slow can be narrowed. What
     * is cut off while it is saved is undone, but for what the same request had saved before.
     */
    private static @Nullable String whatWillPass(HttpServletRequest request) {
        return switch (request.getAttribute(RequestDispatcher.ERROR_EXCEPTION)) {
            case Throwable failure when ReadOnlyTable.isCauseOf(failure) -> "moving";
            case Throwable failure when BrokenOff.isCauseOf(failure) -> isReading(request) ? "slow" : "slow-saving";
            case null, default -> null;
        };
    }

    /** The page of an error is itself got in any case. */
    private static boolean isReading(HttpServletRequest request) {
        return READING.contains(request.getAttribute(RequestDispatcher.ERROR_METHOD));
    }

    /** Somebody who opens the address itself finds nothing there. */
    private static int statusOf(HttpServletRequest request, @Nullable String passing) {
        if (passing != null) {
            return HttpStatus.SERVICE_UNAVAILABLE.value();
        }
        return request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer status
                ? status
                : HttpStatus.NOT_FOUND.value();
    }

    private static URI addressOf(HttpServletRequest request) {
        return request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI) instanceof String address
                ? URI.create(OwnPath.of(address).value())
                : URI.create(request.getRequestURI());
    }

    private static String kindOf(int status) {
        if (WITH_WORDS.contains(status)) {
            return Integer.toString(status);
        }
        return status < 500 ? "400" : "500";
    }

    /** A request for help that follows names it by itself. */
    private @Nullable Object shownReference(HttpServletRequest request) {
        var reference = request.getAttribute(ReferenceFilter.ATTRIBUTE);
        if (reference instanceof String shown) {
            new LastError(shown, clock.instant()).rememberIn(request);
        }
        return reference;
    }

    private static List<Role> rolesThatMay(HttpServletRequest request) {
        var handler = request.getAttribute(PageSetup.ASKED_FOR) instanceof HandlerMethod asked ? asked : null;
        return Arrays.stream(Role.values())
                .filter(role -> handler == null
                        || (!handler.hasMethodAnnotation(AdministratorsOnly.class) || role.administers())
                                && (!handler.hasMethodAnnotation(AnalystsOnly.class) || role.worksOnIncidents()))
                .toList();
    }
}
