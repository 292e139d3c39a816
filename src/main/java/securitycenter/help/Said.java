package securitycenter.help;

import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import securitycenter.help.HelpEntry.Kind;

/** One entry as a page shows it. */
record Said(
        long id,
        Kind kind,
        boolean staff,
        UUID authorId,
        String author,
        @Nullable String message,
        Instant at) {

    /** The word for the look: message, note, closed, reopened or assigned. */
    public String look() {
        return kind.name().toLowerCase(Locale.ROOT);
    }
}
