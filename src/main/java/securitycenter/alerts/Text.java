package securitycenter.alerts;

/** Text that must fit. */
public final class Text {

    private Text() {}

    /** Never cuts a character in two. */
    public static String within(int longest, String text) {
        if (text.length() <= longest) {
            return text;
        }
        var end = Character.isHighSurrogate(text.charAt(longest - 2)) ? longest - 2 : longest - 1;
        return text.substring(0, end) + "…";
    }
}
