package securitycenter.investigations;

import java.util.Locale;

/** What an investigation does, in this order. New alerts send it back to the beginning. */
public enum Stage {
    TAKE,
    EXPAND,
    JUDGE,
    WIDEN,
    ACT,
    WATCH;

    /** Under which name messages have it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
