package securitycenter.response;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import securitycenter.graph.Call;
import securitycenter.graph.Call.Api;
import securitycenter.identity.TenantId;

class CallLimitsTests {

    private static final Call ISOLATE = new Call(Api.DEFENDER, "POST", "/isolate", null, "Machine.Isolate");
    private static final Call SCAN = new Call(Api.DEFENDER, "POST", "/scan", null, "Machine.Scan");

    private final TenantId tenant = new TenantId(UUID.randomUUID());
    private Instant now = Instant.parse("2026-11-28T09:00:00Z");
    private final CallLimits limits = new CallLimits(((InstantSource) () -> now).withZone(ZoneOffset.UTC));

    /** Microsoft’s figures, from the references of its APIs. */
    @ParameterizedTest
    @CsvSource({
        "DEFENDER, POST, Machine.Isolate, PT1M, 100",
        "DEFENDER, POST, Machine.Isolate, PT1H, 1500",
        "DEFENDER, GET, Machine.Read.All, PT1H, 1500",
        "DEFENDER, POST, Alert.ReadWrite.All, PT1H, 50",
        "DEFENDER, GET, Alert.ReadWrite.All, PT1H, 1500",
        "GRAPH, POST, IdentityRiskyUser.ReadWrite.All, PT1S, 1"
    })
    void whoeverCallsAsOftenAsTheyCanStaysWithinTheLimit(
            Api api, String method, String permission, Duration span, int most) {
        var times = taken(new Call(api, method, "/any", null, permission), Duration.ofHours(3));
        for (var at = most; at < times.size(); at++) {
            assertThat(Duration.between(times.get(at - most), times.get(at))).isGreaterThanOrEqualTo(span);
        }
        assertThat(times).hasSizeGreaterThan(most);
    }

    private List<Instant> taken(Call call, Duration time) {
        var end = now.plus(time);
        var times = new ArrayList<Instant>();
        while (now.isBefore(end)) {
            if (limits.take(tenant, call).isZero()) {
                times.add(now);
            } else {
                now = now.plusMillis(500);
            }
        }
        return times;
    }

    @Test
    void whatHasToWaitIsNotCounted() {
        taken(ISOLATE, Duration.ofSeconds(1));
        var wait = limits.take(tenant, ISOLATE);
        assertThat(wait).isPositive();
        assertThat(limits.take(tenant, ISOLATE)).isEqualTo(wait);
        now = now.plus(wait);
        assertThat(limits.take(tenant, ISOLATE)).isZero();
    }

    @Test
    void othersAndOtherTenantsDoNotWait() {
        taken(ISOLATE, Duration.ofSeconds(1));
        assertThat(limits.wait(tenant, SCAN)).isZero();
        assertThat(limits.wait(new TenantId(UUID.randomUUID()), ISOLATE)).isZero();
    }

    /** Otherwise whoever looks first uses up the call that they then want to make. */
    @Test
    void whatOnlyReadsIsCountedApart() {
        var start = new Call(Api.DEFENDER, "POST", "/startInvestigation", null, "Alert.ReadWrite.All");
        var look = new Call(Api.DEFENDER, "GET", "/api/investigations", null, "Alert.ReadWrite.All");
        taken(start, Duration.ofSeconds(1));
        assertThat(limits.wait(tenant, start)).isPositive();
        assertThat(limits.wait(tenant, look)).isZero();
    }

    @Test
    void theLongerOfTwoRestsCounts() {
        limits.rest(tenant, ISOLATE, Duration.ofMinutes(5));
        limits.rest(tenant, ISOLATE, Duration.ZERO);
        assertThat(limits.wait(tenant, ISOLATE)).isEqualTo(Duration.ofMinutes(5));
        now = now.plus(Duration.ofMinutes(5));
        assertThat(limits.take(tenant, ISOLATE)).isZero();
        assertThat(limits.take(tenant, ISOLATE)).isPositive();
    }

    @Test
    void whoeverDoesNotSayForHowLongIsLeftAloneForAWhile() {
        var mail = new Call(Api.GRAPH, "POST", "/remediate", null, "SecurityAnalyzedMessage.ReadWrite.All");
        limits.rest(tenant, mail, Duration.ZERO);
        assertThat(limits.wait(tenant, mail)).isEqualTo(Duration.ofSeconds(45));
    }
}
