package securitycenter.identity;

import org.jspecify.annotations.Nullable;

/** Text from outside, made safe for one line of a log. */
public class LogText {

    private static final int LONGEST = 500;

    private LogText() {}

    /** The text on one line, control characters as spaces, cut off at 500 characters. */
    public static String of(@Nullable Object outside) {
        var text = String.valueOf(outside).replaceAll("[\\p{Cc}\\u2028\\u2029]+", " ");
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
    }
}
