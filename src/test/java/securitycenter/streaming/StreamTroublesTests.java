package securitycenter.streaming;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import java.time.Clock;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import securitycenter.ApplicationTest;
import securitycenter.Visitors;
import securitycenter.fakemicrosoft.FakeMicrosoft;
import securitycenter.homes.DataCenters;
import securitycenter.streaming.StreamTroubles.Reason;
import securitycenter.streaming.StreamTroubles.Way;

/** How it goes with a stream is written down at once when it goes wrong, and now and then while all is well. */
@ApplicationTest
class StreamTroublesTests {

    private static final Instant NOON = Instant.parse("2026-02-03T12:00:00Z");

    @Autowired
    FakeMicrosoft microsoft;

    @Autowired
    Visitors visitors;

    @Autowired
    DataCenters dataCenters;

    private final Clock clock = mock();
    private final StreamTroubles troubles = new StreamTroubles(clock);
    private StreamingTenant tenant;

    @BeforeEach
    void aTenant() {
        tenant = new StreamingTenant("Troubled Ltd", microsoft, visitors, dataCenters);
        at(NOON);
    }

    private void at(Instant now) {
        when(clock.instant()).thenReturn(now);
    }

    private void aBatchComes() {
        troubles.watch(tenant.home, Way.EVENT_HUBS, () -> troubles.answered(tenant.home, Way.EVENT_HUBS));
    }

    @Test
    void thatAllIsWellIsWrittenOnceInAMinute() {
        aBatchComes();
        at(NOON.plusSeconds(30));
        aBatchComes();
        assertThat(troubles.answers(tenant.home)).containsEntry(Way.EVENT_HUBS, NOON);
        at(NOON.plusSeconds(61));
        aBatchComes();
        assertThat(troubles.answers(tenant.home)).containsEntry(Way.EVENT_HUBS, NOON.plusSeconds(61));
    }

    @Test
    void whatWentWrongIsForgottenWithTheNextThatGoesWell() {
        aBatchComes();
        troubles.met(tenant.home, Way.EVENT_HUBS, Reason.UNREACHABLE, null);
        troubles.met(tenant.home, Way.EVENT_HUBS, Reason.NOT_STORED, null);
        assertThat(troubles.of(tenant.home)).hasSize(2);
        aBatchComes();
        assertThat(troubles.of(tenant.home)).isEmpty();
    }
}
