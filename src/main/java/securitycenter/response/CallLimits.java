package securitycenter.response;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;
import securitycenter.graph.Call;
import securitycenter.graph.Pace;
import securitycenter.identity.TenantId;

/**
 * How many calls about a tenant may be made, so that Microsoft’s limits hold. Those with the same permission are counted together,
 * so rather too many than too few; those that only read, apart. What another process calls is not counted here; Microsoft says so then, and how long it wants to
 * be left alone.
 *
 * <p>Source: the references of Defender for Endpoint’s API and of Microsoft Graph, November 2026.
 */
@Component
class CallLimits {

    /** Where it does not say for how long. */
    private static final Duration USUAL_REST = Duration.ofSeconds(45);

    private static final Duration LONGEST_REST = Duration.ofDays(1);

    /** So many at once, and then one each time so long after the one before. */
    private record Limit(int atOnce, Duration apart) {

        /** 100 in a minute and 1,500 in an hour. */
        static final Limit DEFENDER = new Limit(60, Duration.ofMillis(2_500));

        /** 50 in an hour. */
        static final Limit INVESTIGATIONS = new Limit(25, Duration.ofSeconds(144));

        static final Limit RISKY_USERS = new Limit(1, Duration.ofSeconds(1));

        /** More than we ever make, but for when Microsoft wants to be left alone. */
        static final Limit GRAPH = new Limit(1, Duration.ZERO);

        static Limit of(Call call) {
            var kind = Kind.of(call);
            return switch (call.api()) {
                case DEFENDER -> kind.equals(new Kind("Alert.ReadWrite.All", false)) ? INVESTIGATIONS : DEFENDER;
                case GRAPH -> kind.permission().equals("IdentityRiskyUser.ReadWrite.All") ? RISKY_USERS : GRAPH;
            };
        }
    }

    private record Kind(String permission, boolean reads) {

        static Kind of(Call call) {
            return new Kind(call.permission(), call.method().equals("GET"));
        }
    }

    private final Map<Kind, Pace> paces = new ConcurrentHashMap<>();
    private final Clock clock;

    CallLimits(Clock clock) {
        this.clock = clock;
    }

    /** @return how long the call has to wait, which does not count it then; zero where it is counted and can be made */
    Duration take(TenantId tenant, Call call) {
        var wait = wait(tenant, call);
        if (wait.isZero()) {
            pace(call).next(tenant, nanos());
        }
        return wait;
    }

    /** How long the call would have to wait. */
    Duration wait(TenantId tenant, Call call) {
        return pace(call).wait(tenant, nanos());
    }

    /**
     * Microsoft wants to be left alone with such calls.
     *
     * @param pause zero where it does not say for how long
     */
    void rest(TenantId tenant, Call call, Duration pause) {
        var asked = pause.isZero() ? USUAL_REST : pause;
        pace(call).rest(tenant, nanos(), asked.compareTo(LONGEST_REST) < 0 ? asked : LONGEST_REST);
    }

    /** How far apart those are that cannot be made at once. */
    static Duration apart(Call call) {
        return Limit.of(call).apart();
    }

    private Pace pace(Call call) {
        return paces.computeIfAbsent(Kind.of(call), _ -> {
            var limit = Limit.of(call);
            return new Pace(limit.atOnce(), limit.apart());
        });
    }

    private long nanos() {
        return ChronoUnit.NANOS.between(Instant.EPOCH, clock.instant());
    }
}
