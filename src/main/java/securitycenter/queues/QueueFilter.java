package securitycenter.queues;

import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import securitycenter.alerts.Classification;
import securitycenter.alerts.IncidentStatus;
import securitycenter.alerts.InvestigationState;
import securitycenter.alerts.ServiceSource;
import securitycenter.alerts.Severity;

/**
 * Which incidents somebody wants to see. Those that became part of another are found by their ids only.
 *
 * @param from earliest last activity
 * @param until before this
 * @param severities any of these; empty for all
 * @param sources any of these; empty for all
 * @param categories any of these; empty for all
 * @param severalSources only those that more than one service told of
 * @param severalCategories only those that show more than one stage of an attack
 * @param severalAlerts only those of more than one alert
 * @param investigation how the automated investigation of any of its alerts stands
 * @param deviceGroup of any device that their alerts name, in whatever letters
 * @param since what became of them lately
 * @param text an id, something that the alerts name, or else a part of the name
 */
public record QueueFilter(
        @Nullable Instant from,
        @Nullable Instant until,
        Set<IncidentStatus> statuses,
        Set<Severity> severities,
        Assignment assignment,
        Set<ServiceSource> sources,
        Set<String> categories,
        boolean severalSources,
        boolean severalCategories,
        boolean severalAlerts,
        @Nullable Classification classification,
        @Nullable InvestigationState investigation,
        @Nullable String tag,
        @Nullable String deviceGroup,
        Since since,
        @Nullable String text) {

    public static final Set<IncidentStatus> OPEN =
            EnumSet.of(IncidentStatus.ACTIVE, IncidentStatus.IN_PROGRESS, IncidentStatus.AWAITING_ACTION);

    public static final Set<IncidentStatus> EVERY = EnumSet.complementOf(EnumSet.of(IncidentStatus.REDIRECTED));

    /** All of them, of all times. */
    public static final QueueFilter NONE = of(null, EVERY, Set.of(), new Assignment.Anyone());

    public static QueueFilter of(
            @Nullable Instant from, Set<IncidentStatus> statuses, Set<Severity> severities, Assignment assignment) {
        return new QueueFilter(
                from,
                null,
                statuses,
                severities,
                assignment,
                Set.of(),
                Set.of(),
                false,
                false,
                false,
                null,
                null,
                null,
                null,
                Since.EVER,
                null);
    }

    public QueueFilter since(Since since) {
        return new QueueFilter(
                from,
                until,
                statuses,
                severities,
                assignment,
                sources,
                categories,
                severalSources,
                severalCategories,
                severalAlerts,
                classification,
                investigation,
                tag,
                deviceGroup,
                since,
                text);
    }
}
