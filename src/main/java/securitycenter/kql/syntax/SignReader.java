package securitycenter.kql.syntax;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import securitycenter.kql.syntax.Token.Kind;

/** Signs, of which some are words or several tokens that belong together. */
final class SignReader {

    /** @param tokens how many it is made of */
    record Sign(String text, int tokens) {}

    private final TokenStream tokens;

    SignReader(TokenStream tokens) {
        this.tokens = tokens;
    }

    @Nullable
    Sign sign(Set<String> signs) {
        var sign = signAfter(0);
        return signs.contains(sign.text()) ? sign : null;
    }

    Sign signAfter(int further) {
        var token = tokens.peek(further);
        if (token.is("matches") && tokens.peek(further + 1).is("regex")) {
            return new Sign("matches regex", 2);
        }
        if (token.is("!")) {
            return tokens.peek(further + 2).is("~")
                            && !tokens.joined(further, 3).isEmpty()
                    ? new Sign(tokens.joined(further, 3), 3)
                    : new Sign(tokens.joined(further, 2), 2);
        }
        if (token.is("in") && tokens.peek(further + 1).is("~")) {
            return new Sign("in~", 2);
        }
        return new Sign(token.kind() == Kind.NAME || token.kind() == Kind.SYMBOL ? token.text() : "", 1);
    }

    Span take(Sign sign) {
        var start = tokens.peek().span();
        tokens.skip(sign.tokens());
        return tokens.since(start);
    }
}
