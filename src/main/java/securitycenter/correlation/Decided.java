package securitycenter.correlation;

import org.jspecify.annotations.Nullable;
import securitycenter.alerts.Classification;
import securitycenter.alerts.Determination;
import securitycenter.alerts.IncidentStatus;
import securitycenter.alerts.UserName;

/** What was decided about an incident, as far as it says what may join it. */
public record Decided(
        IncidentStatus status,
        @Nullable String assignedTo,
        Classification classification,
        Determination determination) {

    static final Decided NOTHING =
            new Decided(IncidentStatus.ACTIVE, null, Classification.UNKNOWN, Determination.UNKNOWN);

    /** Nothing goes with everything. */
    boolean agreesWith(Decided other) {
        return (assignedTo == null || other.assignedTo == null || UserName.areSame(assignedTo, other.assignedTo))
                && (classification == other.classification
                        || classification == Classification.UNKNOWN
                        || other.classification == Classification.UNKNOWN)
                && (determination == other.determination
                        || determination == Determination.UNKNOWN
                        || other.determination == Determination.UNKNOWN);
    }

    Decided withStatus(IncidentStatus other) {
        return new Decided(other, assignedTo, classification, determination);
    }

    /** What the other decided where this decided nothing. */
    Decided or(Decided other) {
        var isClassified = classification != Classification.UNKNOWN;
        return new Decided(
                status,
                assignedTo == null ? other.assignedTo : assignedTo,
                isClassified ? classification : other.classification,
                isClassified ? determination : other.determination);
    }
}
