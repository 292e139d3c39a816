package securitycenter.api;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import securitycenter.audit.Act;
import securitycenter.audit.AuditLog;
import securitycenter.identity.People;
import securitycenter.identity.TenantId;

/**
 * Writes into the audit log that a program was refused. Of the calls of an hour that are refused for the same reason the
 * first, the tenth, the hundredth and so on have an entry, which says how many there were: no program fills a log.
 */
@Component
class RefusalLog {

    enum Why {
        /** It was never given the permission. */
        PERMISSION,

        /** It works for a person who may not do this. */
        ROLE,

        /** The product is not on. */
        INACTIVE,

        /** Its token is for another application. */
        AUDIENCE;

        /** Of the words that the log shows. */
        String key() {
            return "api.refused." + name().toLowerCase(Locale.ROOT);
        }
    }

    private static final Duration HOUR = Duration.ofHours(1);

    /** Beyond these counting begins anew. */
    private static final int MANY = 10_000;

    private record Refused(TenantId tenant, String application, Why why) {}

    /** What the entry says. */
    private record Calls(int callsWithinAnHour, @Nullable String person) {}

    private static class Count {

        private Instant since;
        private int calls;
        private int next = 1;

        Count(Instant now) {
            this.since = now;
        }

        /** @return how many there are by now, when that is worth an entry; otherwise zero */
        synchronized int add(Instant now) {
            if (isOver(now)) {
                since = now;
                calls = 0;
                next = 1;
            }
            calls++;
            if (calls < next) {
                return 0;
            }
            next *= 10;
            return calls;
        }

        synchronized boolean isOver(Instant now) {
            return !since.plus(HOUR).isAfter(now);
        }
    }

    private final Map<Refused, Count> counts = new ConcurrentHashMap<>();
    private final AuditLog audit;
    private final People people;
    private final Clock clock;

    RefusalLog(AuditLog audit, People people, Clock clock) {
        this.audit = audit;
        this.people = people;
        this.clock = clock;
    }

    /** Of a tenant from which nobody has ever come there is no log, and anybody's program may bear its token. */
    void add(ApiCaller caller, Why why, HttpServletRequest request) {
        var application = TokenRules.id(caller.application());
        var calls = count(new Refused(caller.tenant(), caller.application(), why));
        if (calls > 0
                && application != null
                && people.lastSignInTo(caller.tenant()).isPresent()) {
            record(caller, application, why, calls, request);
        }
    }

    private int count(Refused refused) {
        var now = clock.instant();
        if (counts.size() >= MANY) {
            counts.values().removeIf(count -> count.isOver(now));
        }
        if (counts.size() >= MANY) {
            counts.clear();
        }
        return counts.computeIfAbsent(refused, _ -> new Count(now)).add(now);
    }

    private void record(ApiCaller caller, UUID application, Why why, int calls, HttpServletRequest request) {
        var person = caller.person() == null ? null : caller.person().userName();
        audit.record(Act.byProgram(caller.tenant(), application, caller.name(), request.getRemoteAddr(), "api.refused")
                .on("api-call", request.getMethod() + " " + request.getRequestURI())
                .to(new Calls(calls, person))
                .because(why.key())
                .refused());
    }
}
