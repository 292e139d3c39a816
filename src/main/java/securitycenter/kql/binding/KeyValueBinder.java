package securitycenter.kql.binding;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import securitycenter.kql.binding.Relation.Output;
import securitycenter.kql.functions.Patterns;
import securitycenter.kql.schema.KqlType;
import securitycenter.kql.syntax.Expression.TypedName;
import securitycenter.kql.syntax.Operator;

/** {@code parse-kv}: a regular expression for each key. Of a key that comes twice the first counts. */
final class KeyValueBinder {

    /** Up to the sign that ends it, of which {@code $} is the place. */
    private static final String ANY_QUOTED = "(?:[^$\\\\]|\\\\.)*";

    private final Binder binder;
    private final ExpressionBinder row;
    private final Relation input;

    KeyValueBinder(Binder binder, Scope scope, Relation input) {
        this.binder = binder;
        this.row = binder.expressions(input.fields(), scope);
        this.input = input;
    }

    Relation bind(Operator.ParseKv parse) {
        var bound = row.bind(parse.text());
        var text = bound.type() == KqlType.STRING ? bound : new Scalar.Converted(bound, KqlType.STRING);
        var outputs = new ArrayList<>(Relation.asTheyAre(input.fields()));
        for (var key : parse.keys()) {
            var value = value(text, key, parse);
            var type = ExpressionBinder.type(key.type(), key.span());
            PipeBinder.put(
                    outputs,
                    new Output(
                            binder.field(key.name(), type),
                            type == KqlType.STRING ? value : new Scalar.Converted(value, type)));
        }
        return new Relation.Projection(input, outputs);
    }

    private Scalar value(Scalar text, TypedName key, Operator.ParseKv parse) {
        var regex = parse.options().word("regex");
        if (regex != null) {
            return row.apply("$keyed", parse.span(), List.of(text, text(Patterns.translated(regex)), text(key.name())));
        }
        var value = row.apply("$part", parse.span(), List.of(text, text(pattern(key.name(), parse)), number(1)));
        var quote = filled(parse, "quote");
        return quote == null
                ? row.apply("$trimmed", parse.span(), List.of(value))
                : row.apply("$unquoted", parse.span(), List.of(value, text(quote), text(escape(parse))));
    }

    /** The key, at the beginning or behind what parts pairs, and all up to what parts them next. */
    private static String pattern(String key, Operator.ParseKv parse) {
        var pairs = filled(parse, "pair_delimiter");
        var values = filled(parse, "kv_delimiter");
        var quote = filled(parse, "quote");
        var before = pairs == null ? "[^\\p{L}\\p{N}_]" : Patterns.escaped(pairs) + "|\\s";
        var sign = values == null ? "[^\\p{L}\\p{N}_\\s]" : Patterns.escaped(values);
        var value = value(parse, pairs);
        var named = Patterns.escaped(key);
        return "(?s)(?:^|" + before + ")\\s*" + (quote == null ? named : quotedOr(quote, named, named)) + "\\s*" + sign
                + " *"
                + (quote == null ? "(" + value + ")" : "\\s*(" + quotedOr(quote, ANY_QUOTED, value) + ")")
                + end(parse, pairs, sign);
    }

    private static String quotedOr(String quote, String quoted, String plain) {
        var open = Patterns.escaped(quote.substring(0, 1));
        var shut = Patterns.escaped(quote.substring(quote.length() - 1));
        return "(?:" + open + (quoted.equals(ANY_QUOTED) ? quoted.replace("$", shut) : quoted) + shut + "|" + plain
                + ")";
    }

    private static boolean isGreedy(Operator.ParseKv parse) {
        return "true".equals(parse.options().word("greedy"));
    }

    private static String value(Operator.ParseKv parse, @Nullable String pairs) {
        if (pairs == null && !isGreedy(parse)) {
            return "[\\p{L}\\p{N}_ .-]*";
        }
        return isGreedy(parse) || pairs == null || pairs.length() > 1 ? ".*?" : "[^" + Patterns.escaped(pairs) + "]*";
    }

    /** Where a value ends that does not end by itself. */
    private static String end(Operator.ParseKv parse, @Nullable String pairs, String sign) {
        if (isGreedy(parse)) {
            return "(?:" + (pairs == null ? "\\W" : Patterns.escaped(pairs)) + "\\s*\\S+?\\s*" + sign + "|$)";
        }
        return pairs != null && pairs.length() > 1 ? "(?:" + Patterns.escaped(pairs) + "|$)" : "";
    }

    private static @Nullable String filled(Operator.ParseKv parse, String option) {
        var word = parse.options().word(option);
        return word == null || word.isEmpty() ? null : word;
    }

    private static String escape(Operator.ParseKv parse) {
        var escape = parse.options().word("escape");
        return escape == null ? "" : escape;
    }

    private static Scalar text(String value) {
        return new Scalar.Constant(KqlType.STRING, value);
    }

    private static Scalar number(long value) {
        return new Scalar.Constant(KqlType.LONG, value);
    }
}
