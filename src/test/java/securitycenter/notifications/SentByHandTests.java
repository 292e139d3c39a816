package securitycenter.notifications;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import securitycenter.ApplicationTest;
import securitycenter.homes.DataCenter;
import securitycenter.homes.DataCenters;
import securitycenter.homes.HomeSchema;
import securitycenter.homes.TenantHome;
import securitycenter.identity.TenantId;

/** When what is sent by hand becomes possible again. */
@ApplicationTest
class SentByHandTests {

    private static final Instant NOON = Instant.parse("2026-11-26T12:00:00Z");

    @Autowired
    DataCenters dataCenters;

    @Autowired
    HomeSchema schema;

    private final UUID ada = UUID.randomUUID();
    private TenantHome home;

    @BeforeEach
    void aHome() {
        home = dataCenters.homeOf(new TenantId(UUID.randomUUID()), DataCenter.UNITED_STATES);
        schema.migrate(home);
    }

    @AfterEach
    void itGoes() {
        schema.drop(home);
    }

    private static SentByHand at(int minutes) {
        return new SentByHand(Clock.fixed(NOON.plus(Duration.ofMinutes(minutes)), ZoneOffset.UTC));
    }

    private static Instant moment(int minutes) {
        return NOON.plus(Duration.ofMinutes(minutes));
    }

    @Test
    void itIsPossibleAgainWhenEnoughOfItIsAnHourAgo() {
        assertThat(at(0).spend(home, ada, Budget.MAILS, 50)).isEmpty();
        assertThat(at(10).spend(home, ada, Budget.MAILS, 40)).isEmpty();
        assertThat(at(20).spend(home, ada, Budget.MAILS, 20)).contains(moment(60));
        assertThat(at(20).spend(home, ada, Budget.MAILS, 70)).contains(moment(70));
        assertThat(at(20).spend(home, ada, Budget.MAILS, 10)).isEmpty();
        assertThat(at(60).spend(home, ada, Budget.MAILS, 50)).isEmpty();
    }

    @Test
    void whatOnePersonSendsCountsForTheTenantAndEachBudgetForItself() {
        for (var i = 0; i < 3; i++) {
            assertThat(at(i).spend(home, UUID.randomUUID(), Budget.MAILS, 100)).isEmpty();
        }
        assertThat(at(5).spend(home, ada, Budget.MAILS, 1)).contains(moment(60));
        assertThat(at(5).spend(home, ada, Budget.DELIVERIES, 1)).isEmpty();
    }
}
