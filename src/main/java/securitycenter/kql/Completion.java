package securitycenter.kql;

import java.util.List;

/**
 * A word that may stand at a place of a query.
 *
 * @param detail of a column its type, of a function how many arguments; may be empty
 */
public record Completion(Kind kind, String word, String detail) {

    public enum Kind {
        TABLE,
        COLUMN,
        FUNCTION,
        OPERATOR,
        WORD,
        VARIABLE
    }

    /** @param start where the word begins that is being written */
    public record All(int start, List<Completion> words) {}
}
