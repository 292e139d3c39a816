package securitycenter.levels;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import securitycenter.homes.TenantHome;

/** Decides on automation levels as an administrator does. */
public final class LevelSeed {

    private LevelSeed() {}

    /**
     * @param group null for all that have no level of their own
     * @param level null for that of the others
     */
    public static void set(TenantHome home, @Nullable String group, @Nullable AutomationLevel level) {
        var levels = AutomationLevels.of(home);
        var was = group == null ? levels.others() : levels.ofGroups().get(group);
        assertThat(AutomationLevels.change(home, group, was, level, "Ben", Instant.now()))
                .isTrue();
    }

    public static void set(TenantHome home, Folders folders) {
        var was = AutomationLevels.of(home).folders();
        assertThat(AutomationLevels.change(home, was, folders, "Ben", Instant.now()))
                .isTrue();
    }
}
