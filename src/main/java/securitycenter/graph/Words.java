package securitycenter.graph;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import securitycenter.identity.LogText;

/** Reads Graph's enumerations, which grow: a new word is noted and never breaks an answer. */
class Words {

    private static final Logger log = LoggerFactory.getLogger(Words.class);

    private Words() {}

    /** The constant that the word means: {@code PendingInput} is {@code PENDING_INPUT}. */
    static <E extends Enum<E>> E among(E[] constants, @Nullable String word, E unknown) {
        for (var constant : constants) {
            if (constant.name().replace("_", "").equalsIgnoreCase(word)) {
                return constant;
            }
        }
        log.warn(
                "Graph says {}, which is none of {}",
                LogText.of(word),
                unknown.getDeclaringClass().getSimpleName());
        return unknown;
    }
}
