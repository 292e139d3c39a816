package securitycenter.kql.syntax;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Of all names that there are, the one that was probably meant. */
public final class Nearest {

    /** Longer than any name that there is. */
    private static final int LONGEST = 200;

    private Nearest() {}

    /** A question to follow a sentence; empty where nothing is near. */
    public static String didYouMean(String name, Collection<String> known) {
        return nearest(name, known)
                .map(near -> " Did you mean \"" + near + "\"?")
                .orElse("");
    }

    private static Optional<String> nearest(String name, Collection<String> known) {
        return name.length() > LONGEST
                ? Optional.empty()
                : known.stream()
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
