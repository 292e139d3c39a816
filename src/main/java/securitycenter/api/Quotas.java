package securitycenter.api;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import securitycenter.api.Quota.Within;
import securitycenter.api.Refusal.Kind;
import securitycenter.identity.TenantId;

/** Counts the calls of each application in each tenant, for this instance alone, and refuses those that are too many. */
@Component
class Quotas implements HandlerInterceptor {

    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration HOUR = Duration.ofHours(1);

    /** Before more are remembered, those who have not called for long are forgotten. */
    private static final int MANY = 10_000;

    private record Counted(TenantId tenant, String application, Quota quota) {}

    private static class Calls {

        private final int inAMinute;
        private final int inAnHour;
        private final TokenBucket minute;
        private final TokenBucket hour;

        Calls(int inAMinute, int inAnHour, Instant now) {
            this.inAMinute = inAMinute;
            this.inAnHour = inAnHour;
            this.minute = new TokenBucket(inAMinute, MINUTE, now);
            this.hour = new TokenBucket(inAnHour, HOUR, now);
        }

        synchronized void count(Instant now) {
            refuse(minute.wait(now), inAMinute, "minute");
            refuse(hour.wait(now), inAnHour, "hour");
            minute.take();
            hour.take();
        }

        private static void refuse(Duration wait, int calls, String time) {
            if (wait.isPositive()) {
                var seconds = wait.plusSeconds(1).toSeconds();
                throw new Refusal(
                        Kind.TOO_MANY,
                        "Quota of %d calls per %s reached. The quota resets in %d seconds."
                                .formatted(calls, time, seconds),
                        Duration.ofSeconds(seconds));
            }
        }

        synchronized boolean isForgettable(Instant now) {
            return hour.isFull(now) && minute.isFull(now);
        }
    }

    private final Map<Counted, Calls> calls = new ConcurrentHashMap<>();
    private final ApiSettings settings;
    private final Clock clock;

    Quotas(ApiSettings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (handler instanceof HandlerMethod method
                && method.getMethodAnnotation(Within.class) instanceof Within within) {
            var caller = ApiCaller.of(request.getUserPrincipal());
            count(caller.tenant(), caller.application(), within.value());
        }
        return true;
    }

    void count(TenantId tenant, String application, Quota quota) {
        var now = clock.instant();
        if (calls.size() >= MANY) {
            calls.values().removeIf(each -> each.isForgettable(now));
        }
        calls.computeIfAbsent(new Counted(tenant, application, quota), _ -> calls(quota, now))
                .count(now);
    }

    private Calls calls(Quota quota, Instant now) {
        return quota == Quota.HUNT
                ? new Calls(settings.hunts().inAMinute(), settings.hunts().inAnHour(), now)
                : new Calls(quota.inAMinute, quota.inAnHour, now);
    }
}
