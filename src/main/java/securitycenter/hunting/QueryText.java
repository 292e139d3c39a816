package securitycenter.hunting;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What stands in the editor: one query, or several with empty lines between them. */
record QueryText(String text) {

    static final int LONGEST = 50_000;

    private static final Pattern EMPTY_LINES = Pattern.compile("\\n(?:[ \\t]*\\n)+");
    private static final Pattern COMMENT = Pattern.compile("//[^\\n]*");

    /**
     * One of the queries.
     *
     * @param start at which character of the whole
     */
    record Piece(int start, String text) {

        int end() {
            return start + text.length();
        }

        /** For a list to choose from. */
        public String firstLine() {
            return text.lines()
                    .filter(line -> !line.isBlank() && !line.strip().startsWith("//"))
                    .findFirst()
                    .orElse(text)
                    .strip();
        }

        private boolean goesOn() {
            var said = COMMENT.matcher(text).replaceAll("").strip();
            return said.isEmpty() || said.endsWith(";") || said.endsWith("|");
        }
    }

    /** Browsers send each end of a line as two characters, and editors count one. */
    static QueryText of(@Nullable String typed) {
        return new QueryText(
                typed == null
                        ? ""
                        : typed.replace("\r\n", "\n").replace('\r', '\n').replace("\0", ""));
    }

    boolean isBlank() {
        return text.isBlank();
    }

    boolean isTooLong() {
        return text.length() > LONGEST;
    }

    /** An empty line parts two queries, unless the first is not over yet or the next goes on with a pipe. */
    List<Piece> pieces() {
        var pieces = new ArrayList<Piece>();
        var gaps = EMPTY_LINES.matcher(text);
        var start = 0;
        while (gaps.find()) {
            add(pieces, new Piece(start, text.substring(start, gaps.start())));
            start = gaps.end();
        }
        add(pieces, new Piece(start, text.substring(start)));
        return pieces;
    }

    private void add(List<Piece> pieces, Piece piece) {
        var before = pieces.isEmpty() ? null : pieces.getLast();
        if (before != null && (before.goesOn() || piece.text().stripLeading().startsWith("|"))) {
            pieces.removeLast();
            pieces.add(new Piece(before.start(), text.substring(before.start(), piece.end())));
        } else if (!piece.text().isBlank()) {
            pieces.add(piece);
        }
    }

    /** What is selected, or else the query in which the cursor stands, or which it stands behind. */
    Piece chosen(int start, int end) {
        var from = Math.clamp(start, 0, text.length());
        var to = Math.clamp(end, from, text.length());
        var selected = text.substring(from, to);
        return selected.isBlank() ? at(from) : new Piece(from, selected);
    }

    private Piece at(int cursor) {
        return pieces().reversed().stream()
                .filter(piece -> piece.start() <= cursor)
                .findFirst()
                .orElseGet(() -> pieces().stream().findFirst().orElse(new Piece(0, text)));
    }
}
