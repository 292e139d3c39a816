package securitycenter.api;

import java.util.Optional;

/** The id of an incident as it stands in an address. */
final class IncidentNumber {

    private IncidentNumber() {}

    /** Empty for what can be none. */
    static Optional<Long> of(String text) {
        return text.matches("\\d{1,18}") ? Optional.of(Long.valueOf(text)) : Optional.empty();
    }
}
