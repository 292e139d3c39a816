package securitycenter.alerts;

import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Names of accounts are the same in capitals. */
public final class UserName {

    private UserName() {}

    /** What two spellings of one name have in common. */
    public static @Nullable String key(@Nullable String name) {
        return name == null ? null : name.toLowerCase(Locale.ROOT);
    }

    public static boolean areSame(@Nullable String one, @Nullable String other) {
        return Objects.equals(key(one), key(other));
    }
}
