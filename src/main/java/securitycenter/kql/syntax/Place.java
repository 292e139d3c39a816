package securitycenter.kql.syntax;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import securitycenter.kql.syntax.Token.Kind;

/**
 * A place in a query that is being written.
 *
 * @param word what was typed of the word at it
 * @param before the statements and steps that come before it, a query by themselves; empty where there are none
 * @param operator whose step it is in; empty where it is in none
 */
public record Place(Wanted wanted, String word, int start, String before, String operator) {

    /** What may stand here. */
    public enum Wanted {
        TABLE,
        OPERATOR,
        VALUE,
        NOTHING
    }

    private static final Set<String> BEFORE_TABLES =
            Set.of("join", "lookup", "union", "materialize", "toscalar", "view", "in", "=", ",");

    /** A query, or one within parentheses. */
    private static final class Level {
        final boolean tables;
        int start;
        int pipe = -1;
        boolean empty = true;

        Level(int start, boolean tables) {
            this.start = start;
            this.tables = tables;
        }
    }

    public static Place at(String text, int offset) {
        int start = offset;
        while (start > 0 && isPartOfWord(text, start - 1)) {
            start--;
        }
        var word = text.substring(start, offset);
        try {
            return new Reader(text.substring(0, start)).place(word, start);
        } catch (KqlException withinText) {
            return new Place(Wanted.NOTHING, word, start, "", "");
        }
    }

    /** {@code project-away} is one word where letters stand on both sides of the hyphen. */
    private static boolean isPartOfWord(String text, int at) {
        char c = text.charAt(at);
        return Character.isLetterOrDigit(c)
                || c == '_'
                || c == '$'
                || c == '-' && at > 0 && Character.isLetter(text.charAt(at - 1)) && isStepWord(text, at);
    }

    private static boolean isStepWord(String text, int hyphen) {
        int at = hyphen;
        while (at > 0 && (Character.isLetter(text.charAt(at - 1)) || text.charAt(at - 1) == '-')) {
            at--;
        }
        return text.substring(0, at).stripTrailing().endsWith("|");
    }

    private static final class Reader {

        private final String text;
        private final List<Token> tokens;
        private final Deque<Level> levels = new ArrayDeque<>();
        private int statement;

        Reader(String text) {
            this.text = text;
            this.tokens = Lexer.tokenize(text);
            levels.push(new Level(0, true));
        }

        Place place(String word, int start) {
            for (int i = 0; i < tokens.size() - 1; i++) {
                read(i);
            }
            var level = levels.peek();
            if (level.empty && level.tables) {
                return new Place(Wanted.TABLE, word, start, "", "");
            }
            for (var each : levels) {
                if (each.pipe >= 0) {
                    return inPipe(each, word, start);
                }
            }
            var last = tokens.size() < 2 ? "" : tokens.get(tokens.size() - 2).text();
            var wanted = BEFORE_TABLES.contains(last) ? Wanted.TABLE : Wanted.VALUE;
            return new Place(wanted, word, start, "", "");
        }

        private Place inPipe(Level level, String word, int start) {
            var before = text.substring(0, statement) + text.substring(level.start, level.pipe);
            var operator = operator(level.pipe + 1);
            var last = tokens.get(tokens.size() - 2).text();
            var table = BEFORE_TABLES.contains(last)
                    && Set.of("join", "lookup", "union").contains(last);
            return new Place(
                    operator.isEmpty() ? Wanted.OPERATOR : table ? Wanted.TABLE : Wanted.VALUE,
                    word,
                    start,
                    before,
                    operator);
        }

        private String operator(int from) {
            var name = new StringBuilder();
            for (var token : tokens) {
                if (token.span().start() < from || token.kind() == Kind.END) {
                    continue;
                }
                if (token.kind() != Kind.NAME && !token.is("-") || name.isEmpty() && token.is("-")) {
                    break;
                }
                if (!name.isEmpty() && !token.is("-") && !name.toString().endsWith("-")) {
                    break;
                }
                name.append(token.text());
            }
            return name.toString();
        }

        private void read(int at) {
            var token = tokens.get(at);
            var level = levels.peek();
            if (token.is("(") || token.is("{") || token.is("[")) {
                level.empty = false;
                levels.push(new Level(token.span().end(), !token.is("[") && isTable(at)));
            } else if (token.is(")") || token.is("}") || token.is("]")) {
                if (levels.size() > 1) {
                    levels.pop();
                }
            } else if (token.is("|")) {
                level.pipe = token.span().start();
            } else if (token.is(";")) {
                level.start = token.span().end();
                level.pipe = -1;
                level.empty = true;
                if (levels.size() == 1) {
                    statement = token.span().end();
                }
            } else {
                level.empty = false;
            }
        }

        /** Whether a table may stand in parentheses: behind an operator that takes one, not behind a function. */
        private boolean isTable(int open) {
            if (open == 0 || tokens.get(open).is("{")) {
                return true;
            }
            var before = tokens.get(open - 1);
            var option = open > 2 && tokens.get(open - 2).is("=");
            return before.kind() != Kind.NAME || option || BEFORE_TABLES.contains(before.text());
        }
    }
}
