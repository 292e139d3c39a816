package securitycenter.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import securitycenter.identity.TenantId;

class QuotasTests {

    private static final TenantId TENANT = new TenantId(UUID.randomUUID());

    private Instant now = Instant.parse("2026-11-02T09:00:00Z");

    private static final ApiSettings SETTINGS =
            new ApiSettings(null, new ApiSettings.Entities(false), new ApiSettings.Hunts(45, 1_500));

    private final Quotas quotas = new Quotas(SETTINGS, new Clock() {
        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    });

    private void call(int times) {
        for (var n = 0; n < times; n++) {
            quotas.count(TENANT, "program", Quota.LIST_INCIDENTS);
        }
    }

    private Refusal refused() {
        return catchThrowableOfType(Refusal.class, () -> call(1));
    }

    @Test
    void aMinutesCallsCanBeMadeAtOnce() {
        call(50);
        assertThat(refused().text).contains("50 calls per minute", "2 seconds");
    }

    @Test
    void whoeverWaitsAsLongAsToldGetsOn() {
        call(50);
        now = now.plus(refused().retryAfter);
        assertThatCode(() -> call(1)).doesNotThrowAnyException();
    }

    /** At full speed an hour's calls are used up in less than an hour, although each minute's are not. */
    @Test
    void anHourHasItsOwnBound() {
        var minutes = 0;
        var refusals = new ArrayList<Refusal>();
        while (refusals.isEmpty() && minutes++ < 180) {
            Optional.ofNullable(catchThrowableOfType(Refusal.class, () -> call(50)))
                    .ifPresent(refusals::add);
            now = now.plus(Duration.ofMinutes(1));
        }
        assertThat(refusals)
                .singleElement()
                .satisfies(refusal -> assertThat(refusal.text).contains("1500 calls per hour"));
        assertThat(minutes).isBetween(30, 60);
    }

    @Test
    void otherTenantsProgramsAndKindsOfCallsAreCountedApart() {
        call(50);
        quotas.count(new TenantId(UUID.randomUUID()), "program", Quota.LIST_INCIDENTS);
        quotas.count(TENANT, "another program", Quota.LIST_INCIDENTS);
        quotas.count(TENANT, "program", Quota.GET_INCIDENT);
        assertThat(refused()).isNotNull();
    }
}
