package securitycenter.kql.syntax;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import securitycenter.kql.syntax.Token.Kind;

/** The tokens of a query, one after the other. */
final class TokenStream {

    /** A deeper one is no query of a person, and would end the thread that reads it. */
    private static final int DEEPEST = 300;

    private final List<Token> tokens;
    private final Set<String> words;
    private int at;
    private int depth;

    TokenStream(String text) {
        this.tokens = Lexer.tokenize(text);
        this.words = tokens.stream()
                .filter(token -> token.kind() == Kind.NAME || token.isString())
                .map(Token::text)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** All names. */
    Set<String> words() {
        return words;
    }

    Token peek() {
        return tokens.get(at);
    }

    /** The one so many after the next; the last when there are not so many. */
    Token peek(int further) {
        return tokens.get(Math.min(at + further, tokens.size() - 1));
    }

    Token next() {
        var token = tokens.get(at);
        if (token.kind() != Kind.END) {
            at++;
        }
        return token;
    }

    /** The end of what was read last. */
    Span last() {
        return tokens.get(Math.max(0, at - 1)).span();
    }

    Span since(Span start) {
        return start.to(last());
    }

    boolean sees(String word) {
        return peek().is(word);
    }

    boolean accept(String word) {
        if (!sees(word)) {
            return false;
        }
        at++;
        return true;
    }

    Span expect(String word) {
        var token = peek();
        if (!accept(word)) {
            throw wrong(token, "Here " + quoted(word) + " is expected");
        }
        return token.span();
    }

    Token expect(Kind kind, String what) {
        var token = peek();
        if (token.kind() != kind) {
            throw wrong(token, "Here " + what + " is expected");
        }
        return next();
    }

    KqlException wrong(Token token, String what) {
        var found = token.kind() == Kind.END ? "the query ends" : "there is " + quoted(token);
        return new KqlException(token.span(), what + ", but " + found + ".");
    }

    private static String quoted(Token token) {
        return token.isString() ? "a text" : quoted(token.text());
    }

    private static String quoted(String word) {
        return "\"" + (word.length() > 40 ? word.substring(0, 40) + "…" : word) + "\"";
    }

    /** Words that belong together because nothing stands between: {@code mv-expand}, {@code !in~}, {@code hint.strategy}. */
    String joined(int from, int words) {
        var text = new StringBuilder();
        for (int i = from; i < from + words; i++) {
            if (i > from && !peek(i - 1).touches(peek(i))) {
                return "";
            }
            text.append(peek(i).text());
        }
        return text.toString();
    }

    void skip(int words) {
        at += words;
    }

    /** Before each level that what is read goes deeper. */
    void enter() {
        if (++depth > DEEPEST) {
            throw new KqlException(peek().span(), "This query is nested too deeply, more than " + DEEPEST + " times.");
        }
    }

    void leave() {
        depth--;
    }
}
