package securitycenter.incidents;

/** Text that must fit. */
final class Text {

    private Text() {}

    static String within(int longest, String text) {
        return text.length() <= longest ? text : text.substring(0, longest - 1) + "…";
    }
}
