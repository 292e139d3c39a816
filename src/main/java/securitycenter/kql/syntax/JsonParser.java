package securitycenter.kql.syntax;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.function.Supplier;
import securitycenter.kql.syntax.Token.Kind;

/** What stands in {@code dynamic(…)}: JSON, and a little more than that. */
final class JsonParser {

    private final TokenStream tokens;
    private final Supplier<Expression.StringLiteral> strings;

    /** @param strings reads a text */
    JsonParser(TokenStream tokens, Supplier<Expression.StringLiteral> strings) {
        this.tokens = tokens;
        this.strings = strings;
    }

    Json json() {
        var token = tokens.peek();
        if (token.is("[")) {
            return array();
        }
        if (token.is("{")) {
            return bag();
        }
        if (token.isString()) {
            return new Json.Text(strings.get().value());
        }
        return word();
    }

    private Json array() {
        tokens.enter();
        tokens.expect("[");
        var elements = new ArrayList<Json>();
        while (!tokens.sees("]")) {
            elements.add(json());
            if (!tokens.accept(",")) {
                break;
            }
        }
        tokens.expect("]");
        tokens.leave();
        return new Json.Array(elements);
    }

    private Json bag() {
        tokens.enter();
        tokens.expect("{");
        var properties = new LinkedHashMap<String, Json>();
        while (!tokens.sees("}")) {
            var key = tokens.peek().isString()
                    ? strings.get().value()
                    : tokens.expect(Kind.NAME, "the name of a property").text();
            tokens.expect(":");
            properties.put(key, json());
            if (!tokens.accept(",")) {
                break;
            }
        }
        tokens.expect("}");
        tokens.leave();
        return new Json.Bag(properties);
    }

    private Json word() {
        var minus = tokens.accept("-") ? "-" : "";
        var token = tokens.next();
        return switch (token.kind()) {
            case NUMBER -> new Json.Word(minus + number(token.text()));
            case TIMESPAN -> new Json.Text(minus + token.text());
            case NAME -> constant(token);
            default -> throw tokens.wrong(token, "Here a value of JSON is expected");
        };
    }

    /** JSON knows neither other bases nor zeros before a number. */
    private static String number(String text) {
        return text.startsWith("0x") || text.startsWith("0X")
                ? String.valueOf(Long.parseUnsignedLong(text.substring(2), 16))
                : text.replaceFirst("^0+(?=[0-9])", "");
    }

    private Json constant(Token token) {
        return switch (token.text()) {
            case "null" -> new Json.Null();
            case "true", "false" -> new Json.Word(token.text());
            case "datetime", "date", "time", "timespan", "guid" -> {
                tokens.expect("(");
                var value = tokens.next().text();
                tokens.expect(")");
                yield new Json.Text(value);
            }
            case "dynamic" -> {
                tokens.expect("(");
                var value = json();
                tokens.expect(")");
                yield value;
            }
            default -> throw tokens.wrong(token, "Here a value of JSON is expected");
        };
    }
}
