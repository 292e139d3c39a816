package securitycenter.streaming;

import java.nio.charset.StandardCharsets;

/** Text from outside as a database takes it. */
final class Storable {

    private Storable() {}

    /** Without the character zero, and without halves of characters. */
    static String text(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8).replace('\0', '\uFFFD');
    }

    /** At most so many characters. */
    static String text(int longest, String text) {
        return text(text.length() <= longest ? text : text.substring(0, longest));
    }
}
