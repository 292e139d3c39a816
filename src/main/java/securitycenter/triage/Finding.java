package securitycenter.triage;

import org.jspecify.annotations.Nullable;
import securitycenter.alerts.Classification;
import securitycenter.alerts.Determination;

/** Classification and determination in one choice, so that they always go together. */
record Finding(Classification classification, Determination determination) {

    /** @param written with a blank between; what cannot be read is unknown */
    static Finding of(@Nullable String written) {
        var parts = written == null ? new String[0] : written.split(" ");
        return new Finding(
                Words.named(Classification.class, part(parts, 0), Classification.UNKNOWN),
                Words.named(Determination.class, part(parts, 1), Determination.UNKNOWN));
    }

    private static @Nullable String part(String[] parts, int part) {
        return part < parts.length ? parts[part] : null;
    }

    /** Whether a person may choose it; Microsoft tells others as well. */
    public boolean isOffered() {
        return classification.goesWith(determination);
    }

    @Override
    public String toString() {
        return classification + " " + determination;
    }
}
