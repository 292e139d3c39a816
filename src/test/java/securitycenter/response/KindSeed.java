package securitycenter.response;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import securitycenter.homes.TenantHome;
import securitycenter.response.KindSettings.Setting;

/** Decides on kinds of action as an administrator does. */
public final class KindSeed {

    private KindSeed() {}

    public static void set(TenantHome home, ActionType type, boolean live, boolean two) {
        var was = KindSettings.of(home).of(type);
        assertThat(KindSettings.change(home, type, was, new Setting(live, two), "ada", Instant.now()))
                .isTrue();
    }
}
