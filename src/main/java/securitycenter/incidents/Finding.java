package securitycenter.incidents;

import org.jspecify.annotations.Nullable;
import securitycenter.alerts.Classification;
import securitycenter.alerts.Determination;

/** What something turned out to be. Microsoft knows pairs that nobody can choose here. */
record Finding(Classification classification, Determination determination) {

    /** A determination that does not go with another classification does not outlive it, unless it was asked for. */
    Finding with(@Nullable Classification wanted, @Nullable Determination asked) {
        var other = wanted == null ? classification : wanted;
        var kept = other == classification || other.goesWith(determination) ? determination : Determination.UNKNOWN;
        return new Finding(other, asked == null ? kept : asked);
    }

    boolean mayBecome(Finding other) {
        return equals(other) || other.classification.goesWith(other.determination);
    }
}
