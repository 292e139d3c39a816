package securitycenter.kql;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What stands in an editor: one query, or several with empty lines between them. */
public record QueryText(String text) {

    public static final int LONGEST = 50_000;

    private static final Pattern EMPTY_LINES = Pattern.compile("\\n(?:[ \\t]*+\\n)++");
    private static final Pattern COMMENT = Pattern.compile("//[^\\n]*");

    /**
     * One of the queries.
     *
     * @param start at which character of the whole
     */
    public record Piece(int start, String text) {

        public int end() {
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
    }

    /** Browsers send each end of a line as two characters, and editors count one. */
    public static QueryText of(@Nullable String typed) {
        return new QueryText(
                typed == null
                        ? ""
                        : typed.replace("\r\n", "\n").replace('\r', '\n').replace("\0", ""));
    }

    public boolean isBlank() {
        return text.isBlank();
    }

    public boolean isTooLong() {
        return text.length() > LONGEST;
    }

    /** An empty line parts two queries, unless the first is not over yet or the next goes on with a pipe. */
    public List<Piece> pieces() {
        var parts = parts();
        var pieces = new ArrayList<Piece>();
        for (int first = 0; first < parts.size(); ) {
            int last = first;
            var said = !goesOn(parts.get(last).text());
            while (last + 1 < parts.size()
                    && (!said || parts.get(last + 1).text().stripLeading().startsWith("|"))) {
                last++;
                said = !goesOn(parts.get(last).text());
            }
            int start = parts.get(first).start();
            pieces.add(new Piece(start, text.substring(start, parts.get(last).end())));
            first = last + 1;
        }
        return pieces.stream().filter(piece -> !piece.text().isBlank()).toList();
    }

    private List<Piece> parts() {
        var parts = new ArrayList<Piece>();
        var gaps = EMPTY_LINES.matcher(text);
        var start = 0;
        while (gaps.find()) {
            parts.add(new Piece(start, text.substring(start, gaps.start())));
            start = gaps.end();
        }
        parts.add(new Piece(start, text.substring(start)));
        return parts;
    }

    private static boolean goesOn(String part) {
        var said = COMMENT.matcher(part).replaceAll("").strip();
        return said.isEmpty() || said.endsWith(";") || said.endsWith("|");
    }

    /** What is selected, or else the query in which the cursor stands, or which it stands behind. */
    public Piece chosen(int start, int end) {
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
