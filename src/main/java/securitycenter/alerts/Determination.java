package securitycenter.alerts;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What kind of attack, or of harmless activity. */
public enum Determination implements GraphWord {
    UNKNOWN,
    MULTI_STAGED_ATTACK,
    MALICIOUS_USER_ACTIVITY,
    COMPROMISED_ACCOUNT,
    MALWARE,
    PHISHING,
    UNWANTED_SOFTWARE,
    SECURITY_TESTING,
    LINE_OF_BUSINESS_APPLICATION,
    CONFIRMED_ACTIVITY,
    NOT_MALICIOUS,
    NOT_ENOUGH_DATA_TO_VALIDATE,
    OTHER,

    /** Withdrawn in 2022: still read, no longer offered. */
    APT,
    /** Withdrawn in 2022: still read, no longer offered. */
    SECURITY_PERSONNEL;

    /** Words that documents and older services use for the same. */
    private static final Map<String, Determination> ALSO = Map.of(
            "compromiseduser", COMPROMISED_ACCOUNT,
            "clean", NOT_MALICIOUS,
            "insufficientdata", NOT_ENOUGH_DATA_TO_VALIDATE,
            "noenoughdatatovalidate", NOT_ENOUGH_DATA_TO_VALIDATE,
            "confirmeduseractivity", CONFIRMED_ACTIVITY,
            "notavailable", UNKNOWN);

    public static Optional<Determination> find(@Nullable String word) {
        return GraphWord.find(Determination.class, word)
                .or(() -> Optional.ofNullable(word).map(text -> ALSO.get(text.toLowerCase(Locale.ROOT))));
    }
}
