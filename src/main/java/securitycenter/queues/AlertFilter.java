package securitycenter.queues;

import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import securitycenter.alerts.AlertStatus;
import securitycenter.alerts.ServiceSource;
import securitycenter.alerts.Severity;

/**
 * Which alerts somebody wants to see.
 *
 * @param from earliest last activity
 * @param until before this
 * @param severities any of these; empty for all
 * @param sources any of these; empty for all
 * @param text the source's id, or else a part of the title
 */
public record AlertFilter(
        @Nullable Instant from,
        @Nullable Instant until,
        Set<AlertStatus> statuses,
        Set<Severity> severities,
        Assignment assignment,
        Set<ServiceSource> sources,
        @Nullable String category,
        @Nullable String text) {

    public static final Set<AlertStatus> OPEN = EnumSet.complementOf(EnumSet.of(AlertStatus.RESOLVED));

    /** All of them, of all times. */
    public static final AlertFilter NONE = new AlertFilter(
            null, null, EnumSet.allOf(AlertStatus.class), Set.of(), new Assignment.Anyone(), Set.of(), null, null);
}
