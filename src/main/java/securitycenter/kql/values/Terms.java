package securitycenter.kql.values;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Terms in texts that are not known before the rows are: a regular expression for each would take milliseconds. */
final class Terms {

    private Terms() {}

    static Stream<JavaFunction> all() {
        return Stream.of(JavaFunction.of(
                "has_term",
                Kind.BOOL,
                List.of(Kind.TEXT, Kind.TEXT, Kind.BOOL, Kind.BOOL, Kind.BOOL),
                a -> has(a.text(0), a.text(1), a.truth(2, true), a.truth(3, true), a.truth(4, true))));
    }

    /**
     * @param begins it must stand at the beginning of a term, should it begin with a letter or digit
     * @param ends as {@code begins}
     */
    static boolean has(String text, String sought, boolean anyCase, boolean begins, boolean ends) {
        var within = anyCase ? text.toLowerCase(Locale.ROOT) : text;
        var term = anyCase ? sought.toLowerCase(Locale.ROOT) : sought;
        if (term.isEmpty()) {
            return true;
        }
        var mustBegin = begins && isPartOfTerm(term.codePointAt(0));
        var mustEnd = ends && isPartOfTerm(term.codePointBefore(term.length()));
        for (var at = within.indexOf(term); at >= 0; at = within.indexOf(term, at + 1)) {
            var end = at + term.length();
            if (!(mustBegin && at > 0 && isPartOfTerm(within.codePointBefore(at)))
                    && !(mustEnd && end < within.length() && isPartOfTerm(within.codePointAt(end)))) {
                return true;
            }
        }
        return false;
    }

    private static boolean isPartOfTerm(int letter) {
        return Character.isLetter(letter)
                || Character.getType(letter) == Character.DECIMAL_DIGIT_NUMBER
                || Character.getType(letter) == Character.LETTER_NUMBER
                || Character.getType(letter) == Character.OTHER_NUMBER;
    }
}
