package securitycenter.alerts;

import org.jspecify.annotations.Nullable;

/** What something turned out to be. Microsoft knows pairs that nobody can choose here. */
public record Finding(Classification classification, Determination determination) {

    /** A determination that does not go with another classification does not outlive it, unless it was asked for. */
    public Finding with(@Nullable Classification wanted, @Nullable Determination asked) {
        var other = wanted == null ? classification : wanted;
        var kept = other == classification || other.goesWith(determination) ? determination : Determination.UNKNOWN;
        return new Finding(other, asked == null ? kept : asked);
    }

    public boolean mayBecome(Finding other) {
        return equals(other) || other.isOffered();
    }

    /** Whether a person may choose it. */
    public boolean isOffered() {
        return classification.goesWith(determination);
    }

    /** As forms have it: one word for both, so that they always go together. */
    @Override
    public String toString() {
        return classification + " " + determination;
    }
}
