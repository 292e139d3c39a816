package securitycenter.kql.values;

import java.util.List;
import java.util.stream.Stream;

/** Terms in texts that are not known before the rows are: a regular expression for each would take milliseconds. */
public final class Terms {

    private Terms() {}

    static Stream<JavaFunction> all() {
        return Stream.of(JavaFunction.of(
                "has_term",
                Kind.BOOL,
                List.of(Kind.TEXT, Kind.TEXT, Kind.BOOL, Kind.BOOL, Kind.BOOL),
                a -> has(a.text(0), a.text(1), a.truth(2, true), a.truth(3, true), a.truth(4, true))));
    }

    /**
     * In a time that grows with both texts and no faster, whatever they are.
     *
     * @param begins it must stand at the beginning of a term, should it begin with a letter or digit
     * @param ends as {@code begins}
     */
    static boolean has(String text, String sought, boolean anyCase, boolean begins, boolean ends) {
        if (sought.length() > text.length()) {
            return false;
        }
        var within = letters(text, anyCase);
        var term = letters(sought, anyCase);
        if (term.length == 0) {
            return true;
        }
        var mustBegin = begins && isPartOfTerm(term[0]);
        var mustEnd = ends && isPartOfTerm(term[term.length - 1]);
        var again = again(term);
        var met = 0;
        for (var at = 0; at < within.length; at++) {
            while (met > 0 && within[at] != term[met]) {
                met = again[met - 1];
            }
            if (within[at] == term[met]) {
                met++;
            }
            if (met == term.length) {
                var before = at - term.length;
                var isAlone = !(mustBegin && before >= 0 && isPartOfTerm(within[before]))
                        && !(mustEnd && at + 1 < within.length && isPartOfTerm(within[at + 1]));
                if (isAlone) {
                    return true;
                }
                met = again[met - 1];
            }
        }
        return false;
    }

    /** How much of the term has been met again when so much of it was. */
    private static int[] again(int[] term) {
        var again = new int[term.length];
        var met = 0;
        for (var at = 1; at < term.length; at++) {
            while (met > 0 && term[at] != term[met]) {
                met = again[met - 1];
            }
            if (term[at] == term[met]) {
                met++;
            }
            again[at] = met;
        }
        return again;
    }

    /** One by one: a whole text would get its last sigma otherwise than one in its middle. */
    private static int[] letters(String text, boolean anyCase) {
        var letters = text.codePoints();
        return (anyCase ? letters.map(Character::toLowerCase) : letters).toArray();
    }

    /** Letters and digits are; all else separates. */
    public static boolean isPartOfTerm(int letter) {
        return Character.isLetter(letter)
                || Character.getType(letter) == Character.DECIMAL_DIGIT_NUMBER
                || Character.getType(letter) == Character.LETTER_NUMBER
                || Character.getType(letter) == Character.OTHER_NUMBER;
    }
}
