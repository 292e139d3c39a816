package securitycenter.help;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Each form bears an id, by which it is known when it is sent a second time. */
class FormId {

    private FormId() {}

    static String next() {
        return UUID.randomUUID().toString();
    }

    /** A form without one, or with one that nobody gave out, counts as a form of its own. */
    static UUID read(@Nullable String sent) {
        try {
            return sent == null || sent.length() != 36 ? UUID.randomUUID() : UUID.fromString(sent);
        } catch (IllegalArgumentException noId) {
            return UUID.randomUUID();
        }
    }
}
