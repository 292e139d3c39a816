package securitycenter.alerts;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Text that must fit, and that a database can hold: without the character NUL, which PostgreSQL refuses. */
public final class Text {

    private static final String CUT = "…";

    /** Also in an index of PostgreSQL, whose entries hold 2,704 bytes. */
    private static final int LONGEST_KEY = 700;

    private Text() {}

    /** Never cuts a character in two. */
    public static String within(int longest, String text) {
        var whole = text.replace("\0", "");
        if (whole.length() <= longest) {
            return whole;
        }
        var end = Character.isHighSurrogate(whole.charAt(longest - 2)) ? longest - 2 : longest - 1;
        return whole.substring(0, end) + CUT;
    }

    /** Whether the end is missing. */
    public static boolean isCut(String text) {
        return text.endsWith(CUT);
    }

    /** By which a thing is known: fits, and differs where the texts do. */
    public static String key(String text) {
        return key(LONGEST_KEY, text);
    }

    /** @param longest more than a digest has, which is 64 */
    public static String key(int longest, String text) {
        var whole = text.replace("\0", "");
        return whole.length() <= longest ? whole : within(longest - 64, whole) + digest(whole);
    }

    private static String digest(String text) {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
