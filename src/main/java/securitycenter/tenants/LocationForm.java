package securitycenter.tenants;

import java.util.Collection;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.validation.Errors;
import securitycenter.homes.DataCenter;

/**
 * Where a tenant without a home is to live. Absent fields are empty.
 *
 * @param place a data center, or nothing for wherever the rules propose
 * @param request number of the help request
 */
record LocationForm(
        @Nullable String place,
        @Nullable String reason,
        @Nullable String request) {

    private static final int LONGEST_REASON = 2_000;

    Optional<DataCenter> chosen(Collection<DataCenter> onOffer) {
        return onOffer.stream().filter(one -> one.name().equals(place)).findFirst();
    }

    String reasonOrNothing() {
        return reason == null ? "" : reason.strip();
    }

    void check(Collection<DataCenter> onOffer, Errors errors) {
        if (place != null && !place.isEmpty() && chosen(onOffer).isEmpty()) {
            errors.rejectValue("place", "support.problem.location-not-offered");
        }
        if (reasonOrNothing().isEmpty()) {
            errors.rejectValue("reason", "support.reason.missing");
        } else if (reasonOrNothing().length() > LONGEST_REASON) {
            errors.rejectValue("reason", "support.reason.long");
        }
    }
}
