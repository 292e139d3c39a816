package securitycenter.audit;

import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;

/** Says in the reader's language what the log holds in the product's own short words. */
record Words(MessageSource messages, Locale locale) {

    /** Reasons are often the very sentence that the person was shown. */
    private static final String[] PLACES = {"audit.value.", "step.", ""};

    /** The value itself when there are no words for it: a name, a number, an address. */
    public @Nullable String of(@Nullable String value) {
        return value == null
                ? null
                : Stream.of(PLACES)
                        .map(place -> messages.getMessage(place + value, null, "", locale))
                        .filter(words -> words != null && !words.isEmpty())
                        .findFirst()
                        .orElse(value);
    }
}
