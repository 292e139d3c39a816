package securitycenter.support;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;
import org.springframework.validation.Errors;
import securitycenter.homes.DataCenter;
import securitycenter.identity.TypedText;

/**
 * What staff fill in before anything is done to a tenant. Absent fields are empty.
 *
 * @param request number of the help request
 * @param typed the tenant's name, for what takes something away
 * @param to name of the data center whereto the home is to move, or where the former home is
 * @param begins a moment in the person's zone, or nothing for at once
 */
record ActForm(
        @Nullable String reason,
        @Nullable String request,
        @Nullable String typed,
        @Nullable String to,
        @Nullable String begins) {

    ActForm {
        reason = TypedText.of(reason);
    }

    /** The reason. */
    String words() {
        return reason == null ? "" : reason;
    }

    private static final int LONGEST_REASON = 2_000;
    private static final Duration LONGEST_AHEAD = Duration.ofDays(30);

    /** The data center that is named, if there is one of that name. */
    public @Nullable DataCenter place() {
        return DataCenter.named(to).orElse(null);
    }

    ActForm at(DataCenter place) {
        return new ActForm(reason, request, typed, place.name(), begins);
    }

    /**
     * Key of the sentence that says what is wrong with it; null when nothing is.
     *
     * @param reason as {@link Words} leaves it
     */
    static @Nullable String problemWithReason(String reason) {
        if (reason.isEmpty()) {
            return "support.reason.missing";
        }
        return reason.length() > LONGEST_REASON ? "support.reason.long" : null;
    }

    void checkReason(Errors errors) {
        var problem = problemWithReason(words());
        if (problem != null) {
            errors.rejectValue("reason", problem);
        }
    }

    /** Null for at once, and where the field cannot be read; then the errors say so. */
    @Nullable
    Instant begin(ZoneId zone, Instant now, Errors errors) {
        if (begins == null || begins.isBlank()) {
            return null;
        }
        try {
            var moment = LocalDateTime.parse(begins).atZone(zone).toInstant();
            if (moment.isBefore(now) || moment.isAfter(now.plus(LONGEST_AHEAD))) {
                errors.rejectValue("begins", "support.begins.range");
            }
            return moment;
        } catch (DateTimeException unreadable) {
            errors.rejectValue("begins", "support.begins.unreadable");
            return null;
        }
    }
}
