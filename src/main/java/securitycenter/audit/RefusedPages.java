package securitycenter.audit;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.security.authorization.event.AuthorizationDeniedEvent;
import org.springframework.security.oauth2.client.authentication.OAuth2AuthenticationToken;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;
import securitycenter.identity.SignedInUser;

/** Writes down that a person asked for a page that is not for them, and how often at most. */
@Component
class RefusedPages {

    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration DAY = Duration.ofDays(1);
    private static final int IN_A_MINUTE = 20;
    private static final int IN_A_DAY = 200;
    private static final Pattern IDS = Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}|\\d+");

    private enum Written {
        NOT_AT_ALL,
        AS_ONE,
        AS_THE_LAST_ONE
    }

    /** What was written down of one person. The same page counts once a minute. */
    private static class Refusals {

        private final Map<String, Instant> lastMinute = new HashMap<>();
        private Instant dayBegan;
        private Instant silentUntil = Instant.MIN;
        private int today;

        Refusals(Instant dayBegan) {
            this.dayBegan = dayBegan;
        }

        synchronized Written add(String page, Instant now) {
            if (isOver(now)) {
                dayBegan = now;
                today = 0;
            }
            lastMinute.values().removeIf(at -> !at.plus(MINUTE).isAfter(now));
            if (now.isBefore(silentUntil) || lastMinute.putIfAbsent(page, now) != null) {
                return Written.NOT_AT_ALL;
            }
            today++;
            if (today < IN_A_DAY && lastMinute.size() < IN_A_MINUTE) {
                return Written.AS_ONE;
            }
            silentUntil = today < IN_A_DAY ? now.plus(MINUTE) : dayBegan.plus(DAY);
            return Written.AS_THE_LAST_ONE;
        }

        synchronized boolean isOver(Instant now) {
            return !dayBegan.plus(DAY).isAfter(now);
        }
    }

    private final AuditLog log;
    private final TransactionTemplate ownTransaction;
    private final Clock clock;
    private final Map<UUID, Refusals> ofPeople = new ConcurrentHashMap<>();

    RefusedPages(AuditLog log, PlatformTransactionManager transactions, Clock clock) {
        this.log = log;
        this.ownTransaction = new TransactionTemplate(transactions);
        this.ownTransaction.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
        this.clock = clock;
    }

    @EventListener
    void on(AuthorizationDeniedEvent<?> denied) {
        var request = currentRequest();
        if (request != null && denied.getAuthentication().get() instanceof OAuth2AuthenticationToken session) {
            var who = SignedInUser.of(session, request.getRemoteAddr());
            switch (add(who.id(), pageOf(request))) {
                case NOT_AT_ALL -> {}
                case AS_ONE -> record(Act.of(who, "access.refused"), request);
                case AS_THE_LAST_ONE -> record(Act.of(who, "access.refused-more"), request);
            }
        }
    }

    private Written add(UUID person, String page) {
        var now = clock.instant();
        if (!ofPeople.containsKey(person)) {
            ofPeople.values().removeIf(refusals -> refusals.isOver(now));
        }
        return ofPeople.computeIfAbsent(person, id -> new Refusals(now)).add(page, now);
    }

    private void record(Act act, HttpServletRequest request) {
        var refused = act.on("page", request.getMethod() + " " + request.getRequestURI())
                .refused();
        ownTransaction.executeWithoutResult(status -> log.record(refused));
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
