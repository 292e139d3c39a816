package securitycenter.notifications;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NotificationSettingsTests {

    @ParameterizedTest
    @ValueSource(ints = {0, -1})
    void atLeastOneMailInAnHourMayBeSent(int mails) {
        assertThatThrownBy(() -> new NotificationSettings(Duration.ofSeconds(30), mails, false, false))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("mails-in-an-hour");
    }
}
