package securitycenter.identity;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Bounds of a session in time; idle sessions end by {@code spring.session.timeout}.
 *
 * @param longestSession from sign-in to the end, used or not
 * @param longestStaffSession likewise, for support staff
 * @param idleStaffSession an unused session of support staff ends after this
 */
@ConfigurationProperties("sign-in")
record SignInSettings(
        @DefaultValue("8h") Duration longestSession,
        @DefaultValue("2h") Duration longestStaffSession,
        @DefaultValue("15m") Duration idleStaffSession) {

    private static final Duration SHORTEST = Duration.ofMinutes(1);

    SignInSettings {
        atLeastAMinute("sign-in.longest-session", longestSession);
        atLeastAMinute("sign-in.longest-staff-session", longestStaffSession);
        atLeastAMinute("sign-in.idle-staff-session", idleStaffSession);
        if (longestStaffSession.compareTo(longestSession) > 0) {
            throw new IllegalArgumentException(
                    "sign-in.longest-staff-session is longer than sign-in.longest-session, although staff may do more");
        }
        if (idleStaffSession.compareTo(longestStaffSession) > 0) {
            throw new IllegalArgumentException(
                    "sign-in.idle-staff-session is longer than sign-in.longest-staff-session, and would say nothing");
        }
    }

    private static void atLeastAMinute(String name, Duration duration) {
        if (duration.compareTo(SHORTEST) < 0) {
            throw new IllegalArgumentException(name + " is shorter than a minute, which nobody can work with");
        }
    }
}
