package securitycenter.identity;

import java.io.Serializable;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How one person wants to see the pages.
 *
 * @param language English or Dutch; as the browser asks when absent
 * @param theme light or dark; as the system has it when absent
 * @param zone for every time on a page
 */
public record Preferences(
        @Nullable Locale language, @Nullable Theme theme, ZoneId zone) implements Serializable {

    /** Times are UTC until a person chooses otherwise. Source: the FAQ of Microsoft 365 Defender. */
    public static final Preferences DEFAULT = new Preferences(null, null, ZoneOffset.UTC);

    /** The attribute of the session that holds them. */
    public static final String ATTRIBUTE = "preferences";

    public enum Theme {
        LIGHT,
        DARK
    }
}
