package securitycenter.kql.syntax;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import securitycenter.kql.syntax.Token.Kind;

/** Values that are written out: numbers, texts, times, and what is of a type that is named. */
final class LiteralParser {

    private static final Pattern PARTS = Pattern.compile("(\\d{4})\\s*,\\s*(\\d{1,2})\\s*,\\s*(\\d{1,2})");

    private final TokenStream tokens;

    LiteralParser(TokenStream tokens) {
        this.tokens = tokens;
    }

    Expression number() {
        var token = tokens.next();
        var text = token.text();
        try {
            if (text.startsWith("0x") || text.startsWith("0X")) {
                return new Expression.LongLiteral(Long.parseUnsignedLong(text.substring(2), 16), token.span());
            }
            return text.chars().allMatch(Character::isDigit)
                    ? new Expression.LongLiteral(Long.parseLong(text), token.span())
                    : new Expression.RealLiteral(Double.parseDouble(text), token.span());
        } catch (NumberFormatException tooBig) {
            throw new KqlException(token.span(), "This number is too big. The biggest is 9223372036854775807.");
        }
    }

    static long timespan(Token token) {
        return Literals.timespan(token.text())
                .orElseThrow(() -> new KqlException(token.span(), "This is no span of time, such as 1d, 2.5h or 30s."));
    }

    /** Those that follow each other are one. */
    Expression.StringLiteral string() {
        var first = tokens.next();
        var text = new StringBuilder(first.text());
        var hidden = first.kind() == Kind.HIDDEN_STRING;
        while (tokens.peek().isString()) {
            var more = tokens.next();
            text.append(more.text());
            hidden |= more.kind() == Kind.HIDDEN_STRING;
        }
        return new Expression.StringLiteral(text.toString(), hidden, tokens.since(first.span()));
    }

    private boolean isNull() {
        return NameParser.TYPES.contains(tokens.peek().text())
                && tokens.peek(2).is("null")
                && tokens.peek(3).is(")");
    }

    private Expression typedNull() {
        var type = tokens.next();
        tokens.skip(3);
        return new Expression.NullLiteral(type.text(), tokens.since(type.span()));
    }

    /** A literal of a type; null of a call. */
    @Nullable
    Expression typedOrNull() {
        if (tokens.peek(2).kind() == Kind.RAW) {
            return raw();
        }
        return isNull() ? typedNull() : isDecimal() ? decimal() : null;
    }

    private boolean isDecimal() {
        int sign = isSign(tokens.peek(2)) ? 1 : 0;
        return tokens.sees("decimal")
                && tokens.peek(2 + sign).kind() == Kind.NUMBER
                && !tokens.peek(2 + sign).text().startsWith("0x")
                && tokens.peek(3 + sign).is(")");
    }

    private static boolean isSign(Token token) {
        return token.is("-") || token.is("+");
    }

    private Expression decimal() {
        var start = tokens.next().span();
        tokens.expect("(");
        var sign = isSign(tokens.peek()) ? tokens.next().text() : "";
        var digits = tokens.next().text();
        tokens.expect(")");
        return new Expression.DecimalLiteral(sign + digits, tokens.since(start));
    }

    private Expression raw() {
        var type = tokens.next();
        tokens.expect("(");
        var value = tokens.next();
        tokens.expect(")");
        var span = tokens.since(type.span());
        if (value.text().equals("null") || value.text().isEmpty()) {
            return new Expression.NullLiteral(type.text(), span);
        }
        return switch (type.text()) {
            case "guid" -> new Expression.GuidLiteral(value.text(), span);
            case "time", "timespan" -> new Expression.TimespanLiteral(timespan(value), span);
            default ->
                new Expression.DatetimeLiteral(
                        Literals.datetime(dated(value.text()))
                                .orElseThrow(() -> new KqlException(
                                        value.span(), "This is no time, such as 2026-01-31 or 2026-01-31T09:30:00Z.")),
                        span);
        };
    }

    /** {@code 2026, 1, 31}, as some write it. */
    private static String dated(String text) {
        var parts = PARTS.matcher(text);
        return parts.matches()
                ? "%s-%2s-%2s"
                        .formatted(parts.group(1), parts.group(2), parts.group(3))
                        .replace(' ', '0')
                : text;
    }

    Expression dynamic() {
        var start = tokens.next().span();
        tokens.expect("(");
        var value = new JsonParser(tokens, this::string).json();
        tokens.expect(")");
        return value instanceof Json.Null
                ? new Expression.NullLiteral("dynamic", tokens.since(start))
                : new Expression.DynamicLiteral(value, tokens.since(start));
    }
}
