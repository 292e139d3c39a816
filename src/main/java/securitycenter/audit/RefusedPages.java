package securitycenter.audit;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.security.authorization.event.AuthorizationDeniedEvent;
import org.springframework.security.oauth2.client.authentication.OAuth2AuthenticationToken;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;
import securitycenter.identity.SignedInUser;

/** Writes down that a person asked for a page that is not for them. */
@Component
class RefusedPages {

    /** A page without its ids: with them there would be as many pages as someone can think up. */
    private record Attempt(UUID person, String page) {}

    private static final Duration QUIET = Duration.ofMinutes(1);
    private static final int ENOUGH_OF_ONE_PERSON = 200;
    private static final Pattern IDS = Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}|\\d+");

    private final AuditLog log;
    private final Clock clock;
    private final Map<Attempt, Instant> recorded = new HashMap<>();

    RefusedPages(AuditLog log, Clock clock) {
        this.log = log;
        this.clock = clock;
    }

    @EventListener
    @Transactional(propagation = Propagation.REQUIRES_NEW)
    public void on(AuthorizationDeniedEvent<?> denied) {
        var request = currentRequest();
        if (request != null && denied.getAuthentication().get() instanceof OAuth2AuthenticationToken session) {
            var who = SignedInUser.of(session, request.getRemoteAddr());
            if (isNew(new Attempt(who.id(), pageOf(request)))) {
                log.record(Act.of(who, "access.refused")
                        .on("page", request.getMethod() + " " + request.getRequestURI())
                        .refused());
            }
        }
    }

    private synchronized boolean isNew(Attempt attempt) {
        var now = clock.instant();
        recorded.values().removeIf(at -> !at.plus(QUIET).isAfter(now));
        var ofThePerson = recorded.keySet().stream()
                .filter(earlier -> earlier.person().equals(attempt.person()))
                .count();
        return ofThePerson < ENOUGH_OF_ONE_PERSON && recorded.putIfAbsent(attempt, now) == null;
    }

    /** Not the pattern of the handler: addresses that are none are refused, too. */
    private static String pageOf(HttpServletRequest request) {
        return request.getMethod() + " " + IDS.matcher(request.getRequestURI()).replaceAll("*");
    }

    private static @Nullable HttpServletRequest currentRequest() {
        return RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes attributes
                ? attributes.getRequest()
                : null;
    }
}
