package securitycenter.kql.syntax;

import java.util.regex.Pattern;

/** Texts that must not be shown again: {@code h"…"}. */
public final class HiddenStrings {

    private static final String MASK = "h\"***\"";

    /** In a text that is no query, each place that may begin one, up to where it may end at the latest. */
    private static final Pattern PERHAPS =
            Pattern.compile("[hH](?:[\"'][^\\r\\n]*|@[\"'](?s:.*)|```(?s:.*)|~~~(?s:.*))");

    private HiddenStrings() {}

    /** The text of a query with nothing of them. */
    public static String masked(String text) {
        try {
            var masked = new StringBuilder();
            var at = 0;
            for (var token : Lexer.tokenize(text)) {
                if (token.kind() == Token.Kind.HIDDEN_STRING) {
                    masked.append(text, at, token.span().start()).append(MASK);
                    at = token.span().end();
                }
            }
            return masked.append(text, at, text.length()).toString();
        } catch (KqlException noQuery) {
            return PERHAPS.matcher(text).replaceAll(MASK);
        }
    }
}
