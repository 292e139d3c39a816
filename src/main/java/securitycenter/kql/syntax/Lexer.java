package securitycenter.kql.syntax;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import securitycenter.kql.syntax.Token.Kind;

/** Cuts query text into tokens. */
final class Lexer {

    private static final List<String> LONG_SYMBOLS =
            List.of("==", "!=", "<>", "<=", ">=", "=~", "!~", "..", "=>", "<|");
    private static final String SYMBOLS = "|()[]{},;:.+-*/%<>=!~@";

    /** What stands in their parentheses is no expression. */
    private static final Set<String> RAW = Set.of("datetime", "date", "timespan", "time", "guid");

    private static final Pattern RAW_REST = Pattern.compile("\\s*\\((\\s*[^\\s\"'@(][^()\"']*|\\s*)\\)");
    private static final Pattern NUMBER =
            Pattern.compile("0[xX][0-9a-fA-F]++|[0-9]++(?:\\.[0-9]++)?+(?:[eE][+-]?[0-9]++(?![A-Za-z_]))?+");
    private static final Pattern UNIT = Pattern.compile("(days?|d|hours?|hrs?|h|minutes?|min|m|milliseconds?|millis?|ms"
            + "|microseconds?|micros?|nanoseconds?|nanos?|seconds?|sec|s|ticks?)(?![A-Za-z_0-9])");
    private static final Set<String> MULTI_LINE = Set.of("```", "~~~");

    private final String text;
    private final List<Token> tokens = new ArrayList<>();
    private int at;

    private Lexer(String text) {
        this.text = text;
    }

    static List<Token> tokenize(String text) {
        return new Lexer(text).tokenize();
    }

    private List<Token> tokenize() {
        while (at < text.length()) {
            if (isBlank(text.charAt(at))) {
                at++;
            } else if (text.startsWith("//", at)) {
                skipLine();
            } else {
                token();
            }
        }
        tokens.add(new Token(Kind.END, "", new Span(at, at)));
        return tokens;
    }

    private void token() {
        char c = text.charAt(at);
        if (isQuote(at)) {
            string(at, Kind.STRING);
        } else if ((c == 'h' || c == 'H') && isQuote(at + 1)) {
            string(at + 1, Kind.HIDDEN_STRING);
        } else if (Character.isLetter(c) || c == '_' || c == '$') {
            name();
        } else if (c >= '0' && c <= '9') {
            number();
        } else {
            symbol();
        }
    }

    /** Also what comes along from web pages. */
    private static boolean isBlank(char c) {
        return Character.isWhitespace(c)
                || Character.isSpaceChar(c)
                || Character.getType(c) == Character.FORMAT
                || Character.getType(c) == Character.CONTROL;
    }

    private void skipLine() {
        while (at < text.length() && text.charAt(at) != '\n' && text.charAt(at) != '\r') {
            at++;
        }
    }

    private void name() {
        int start = at;
        while (at < text.length() && isPartOfName(text.charAt(at))) {
            at++;
        }
        var name = text.substring(start, at);
        add(Kind.NAME, start, name);
        if (RAW.contains(name)) {
            raw();
        }
    }

    private static boolean isPartOfName(char c) {
        return Character.isLetterOrDigit(c) || c == '_' || c == '$';
    }

    private void raw() {
        var rest = RAW_REST.matcher(text).region(at, text.length());
        if (rest.lookingAt()) {
            at = rest.start(1);
            add(Kind.SYMBOL, at - 1, "(");
            int start = at;
            at = rest.end(1);
            add(Kind.RAW, start, rest.group(1).strip());
        }
    }

    private void number() {
        int start = at;
        var number = NUMBER.matcher(text).region(at, text.length());
        if (!number.lookingAt()) {
            throw new IllegalStateException("No number at " + at);
        }
        at = number.end();
        var unit = UNIT.matcher(text).region(at, text.length());
        if (unit.lookingAt()) {
            at = unit.end();
            add(Kind.TIMESPAN, start, text.substring(start, at));
        } else if (at < text.length() && isPartOfName(text.charAt(at))) {
            at = start;
            name();
        } else {
            add(Kind.NUMBER, start, text.substring(start, at));
        }
    }

    private boolean isQuote(int place) {
        int open = place < text.length() && text.charAt(place) == '@' ? place + 1 : place;
        return open < text.length()
                && (text.charAt(open) == '"'
                        || text.charAt(open) == '\''
                        || open == place && MULTI_LINE.stream().anyMatch(fence -> text.startsWith(fence, place)));
    }

    private void string(int open, Kind kind) {
        int start = at;
        at = open;
        if (text.charAt(at) == '@') {
            at++;
            add(kind, start, verbatim(start));
        } else if (text.charAt(at) == '"' || text.charAt(at) == '\'') {
            add(kind, start, escaped(start));
        } else {
            add(kind, start, fenced(start));
        }
    }

    private String verbatim(int start) {
        char quote = text.charAt(at++);
        var value = new StringBuilder();
        for (; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c != quote) {
                value.append(c);
            } else if (text.startsWith(String.valueOf(quote), at + 1)) {
                value.append(quote);
                at++;
            } else {
                at++;
                return value.toString();
            }
        }
        throw neverClosed(start);
    }

    private String escaped(int start) {
        char quote = text.charAt(at++);
        var value = new StringBuilder();
        while (at < text.length() && text.charAt(at) != '\n' && text.charAt(at) != '\r') {
            char c = text.charAt(at++);
            if (c == quote) {
                return value.toString();
            }
            if (c == '\\') {
                at = Escapes.read(text, at, value);
            } else {
                value.append(c);
            }
        }
        throw neverClosed(start);
    }

    private String fenced(int start) {
        var fence = text.substring(at, at + 3);
        int end = text.indexOf(fence, at + 3);
        if (end < 0) {
            throw neverClosed(start);
        }
        var value = text.substring(at + 3, end);
        at = end + 3;
        return value;
    }

    private KqlException neverClosed(int start) {
        return new KqlException(new Span(start, at), "This text is never closed: its last quotation mark is missing.");
    }

    private void symbol() {
        int start = at;
        var found = LONG_SYMBOLS.stream()
                .filter(symbol -> text.startsWith(symbol, start))
                .findFirst();
        if (found.isEmpty() && SYMBOLS.indexOf(text.charAt(at)) < 0) {
            var end = text.offsetByCodePoints(at, 1);
            throw new KqlException(
                    new Span(at, end), "\"" + text.substring(at, end) + "\" has no meaning outside of a text.");
        }
        at += found.map(String::length).orElse(1);
        add(Kind.SYMBOL, start, text.substring(start, at));
    }

    private void add(Kind kind, int start, String value) {
        tokens.add(new Token(kind, value, new Span(start, at)));
    }
}
