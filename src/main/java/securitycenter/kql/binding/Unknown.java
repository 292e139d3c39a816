package securitycenter.kql.binding;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import securitycenter.kql.syntax.KqlException;
import securitycenter.kql.syntax.Span;

/** Names that mean nothing, and the one that was probably meant. */
final class Unknown {

    private Unknown() {}

    static KqlException column(Span span, String name, Collection<String> known) {
        return new KqlException(span, "There is no column \"" + name + "\" here." + didYouMean(name, known));
    }

    static KqlException table(Span span, String name, Collection<String> known) {
        return new KqlException(span, "There is no table \"" + name + "\"." + didYouMean(name, known));
    }

    static KqlException function(Span span, String name, Collection<String> known) {
        return new KqlException(span, "There is no function \"" + name + "\"." + didYouMean(name, known));
    }

    private static String didYouMean(String name, Collection<String> known) {
        return nearest(name, known)
                .map(near -> " Did you mean \"" + near + "\"?")
                .orElse("");
    }

    private static Optional<String> nearest(String name, Collection<String> known) {
        return known.stream()
                .distinct()
                .filter(each -> distance(name, each) <= Math.max(1, name.length() / 3))
                .min(Comparator.comparingInt((String each) -> distance(name, each))
                        .thenComparing(each -> each));
    }

    /** How many letters must be changed; capitals cost nothing, so that the same word otherwise written is nearest. */
    private static int distance(String one, String other) {
        var before = new int[other.length() + 1];
        for (int j = 0; j <= other.length(); j++) {
            before[j] = j;
        }
        for (int i = 1; i <= one.length(); i++) {
            var row = new int[other.length() + 1];
            row[0] = i;
            for (int j = 1; j <= other.length(); j++) {
                int changed = before[j - 1] + (isSame(one.charAt(i - 1), other.charAt(j - 1)) ? 0 : 1);
                row[j] = Math.min(changed, 1 + Math.min(before[j], row[j - 1]));
            }
            before = row;
        }
        return before[other.length()];
    }

    private static boolean isSame(char one, char other) {
        return Character.toLowerCase(one) == Character.toLowerCase(other);
    }
}
