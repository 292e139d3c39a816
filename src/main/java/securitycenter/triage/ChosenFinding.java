package securitycenter.triage;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import securitycenter.alerts.Classification;
import securitycenter.alerts.Determination;

/** What something turned out to be, as a form has it: one word for both. */
record ChosenFinding(Classification classification, Determination determination) {

    /** What nobody can read is unknown. */
    static ChosenFinding read(@Nullable String word) {
        var parts = word == null ? new String[0] : word.split(" ");
        return new ChosenFinding(
                named(Classification.class, parts, 0, Classification.UNKNOWN),
                named(Determination.class, parts, 1, Determination.UNKNOWN));
    }

    private static <E extends Enum<E>> E named(Class<E> type, String[] parts, int part, E otherwise) {
        return Arrays.stream(type.getEnumConstants())
                .filter(each -> part < parts.length && each.name().equals(parts[part]))
                .findFirst()
                .orElse(otherwise);
    }

    public String word() {
        return classification + " " + determination;
    }

    /** Whether anybody can choose it here. Microsoft knows other pairs. */
    boolean isListed() {
        return classification.goesWith(determination);
    }
}
