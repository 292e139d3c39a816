package securitycenter.alerts;

import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What something turned out to be. Microsoft knows pairs that nobody can choose here. */
public record Finding(Classification classification, Determination determination) {

    private static final Finding UNKNOWN = new Finding(Classification.UNKNOWN, Determination.UNKNOWN);

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
    public String word() {
        return classification.name() + " " + determination.name();
    }

    /** What cannot be read is unknown. */
    public static Finding of(@Nullable String word) {
        return Stream.of(Classification.values())
                .flatMap(one -> Stream.of(Determination.values()).map(with -> new Finding(one, with)))
                .filter(each -> each.word().equals(word))
                .findFirst()
                .orElse(UNKNOWN);
    }
}
