package securitycenter.alerts;

import static securitycenter.alerts.Determination.*;

import java.util.List;
import java.util.stream.Stream;

/** What an alert or incident turned out to be, and which determinations go with it. Source: facts of manage-incidents. */
public enum Classification implements GraphWord {
    UNKNOWN(List.of()),
    TRUE_POSITIVE(List.of(
            MULTI_STAGED_ATTACK,
            MALICIOUS_USER_ACTIVITY,
            COMPROMISED_ACCOUNT,
            MALWARE,
            PHISHING,
            UNWANTED_SOFTWARE,
            OTHER)),
    INFORMATIONAL_EXPECTED_ACTIVITY(List.of(SECURITY_TESTING, LINE_OF_BUSINESS_APPLICATION, CONFIRMED_ACTIVITY, OTHER)),
    FALSE_POSITIVE(List.of(NOT_MALICIOUS, NOT_ENOUGH_DATA_TO_VALIDATE, OTHER));

    private final List<Determination> determinations;

    Classification(List<Determination> determinations) {
        this.determinations = determinations;
    }

    /** Those that a person may choose with it. */
    public List<Determination> determinations() {
        return determinations;
    }

    /** What a person may choose with it, first of all to leave the determination open. */
    public List<Finding> findings() {
        return Stream.concat(Stream.of(Determination.UNKNOWN), determinations.stream())
                .map(determination -> new Finding(this, determination))
                .toList();
    }

    public boolean goesWith(Determination determination) {
        return determination == Determination.UNKNOWN || determinations.contains(determination);
    }
}
