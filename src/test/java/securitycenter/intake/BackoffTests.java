package securitycenter.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class BackoffTests {

    private final Backoff backoff = new Backoff(RandomGenerator.getDefault());

    @Test
    void eachFailureDoublesThePauseUpToFiveMinutes() {
        for (var failures = 1; failures < 40; failures++) {
            var most = Duration.ofSeconds(Math.min(300, 1L << Math.min(failures, 9)));
            for (var i = 0; i < 50; i++) {
                assertThat(backoff.after(failures, null)).isBetween(most.dividedBy(2), most);
            }
        }
    }

    @Test
    void aWishIsHonoredWithinAnHour() {
        assertThat(backoff.after(1, Duration.ofMinutes(7))).isEqualTo(Duration.ofMinutes(7));
        assertThat(backoff.after(9, Duration.ofSeconds(1))).isEqualTo(Duration.ofSeconds(1));
        assertThat(backoff.after(1, Duration.ofDays(9))).isEqualTo(Duration.ofHours(1));
    }
}
