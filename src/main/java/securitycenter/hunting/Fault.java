package securitycenter.hunting;

import java.util.List;
import securitycenter.kql.Problem;

/**
 * What is wrong with a query, and where.
 *
 * @param start at which character of the editor's text
 * @param piece the words that are meant; empty where something is missing
 */
record Fault(int start, int end, int line, int column, String piece, String message) {

    private static final int LONGEST_PIECE = 80;

    /** @param query at fault, beginning at that character of the text */
    static List<Fault> of(List<Problem> problems, String text, int query) {
        return problems.stream()
                .map(problem -> of(problem, text, query + problem.start(), query + problem.end()))
                .toList();
    }

    private static Fault of(Problem problem, String text, int from, int to) {
        var start = Math.clamp(from, 0, text.length());
        var end = Math.clamp(to, start, text.length());
        var before = text.substring(0, start);
        var line = (int) before.chars().filter(letter -> letter == '\n').count() + 1;
        var column = start - before.lastIndexOf('\n');
        return new Fault(start, end, line, column, piece(text.substring(start, end)), problem.message());
    }

    private static String piece(String words) {
        var line = words.strip().replaceAll("\\s+", " ");
        return line.length() > LONGEST_PIECE ? line.substring(0, LONGEST_PIECE) + "…" : line;
    }
}
