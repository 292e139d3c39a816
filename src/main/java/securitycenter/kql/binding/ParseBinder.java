package securitycenter.kql.binding;

import java.util.ArrayList;
import java.util.List;
import securitycenter.kql.binding.Relation.Output;
import securitycenter.kql.functions.Patterns;
import securitycenter.kql.schema.KqlType;
import securitycenter.kql.syntax.KqlException;
import securitycenter.kql.syntax.Operator;
import securitycenter.kql.syntax.Operator.Piece;

/**
 * {@code parse}: one regular expression for the whole pattern, and a group of it for each column. Where the text does not
 * follow the pattern, or a number or a time is none, all columns are empty; {@code relaxed} leaves those that are right.
 */
final class ParseBinder {

    private record Parsed(String name, KqlType type, int group) {}

    private final Binder binder;
    private final ExpressionBinder row;
    private final Relation input;

    ParseBinder(Binder binder, Scope scope, Relation input) {
        this.binder = binder;
        this.row = binder.expressions(input.fields(), scope);
        this.input = input;
    }

    Relation bind(Operator.Parse parse) {
        var kind = parse.options().word("kind");
        var text = row.bind(parse.text());
        if (text.type() != KqlType.STRING) {
            text = new Scalar.Converted(text, KqlType.STRING);
        }
        var columns = columns(parse);
        Scalar pattern = new Scalar.Constant(KqlType.STRING, pattern(parse, "regex".equals(kind)));
        var conditions = new ArrayList<Scalar>();
        conditions.add(row.apply("$fits", parse.span(), List.of(text, pattern)));
        var values = new ArrayList<Scalar>();
        for (var column : columns) {
            var part = row.apply("$part", parse.span(), List.of(text, pattern, new Scalar.Constant(KqlType.LONG, (long)
                    column.group())));
            var value = column.type() == KqlType.STRING ? part : new Scalar.Converted(part, column.type());
            if (column.type() != KqlType.STRING && !"relaxed".equals(kind)) {
                conditions.add(row.apply("isnotnull", parse.span(), List.of(value)));
            }
            values.add(value);
        }
        var fits = row.apply("and", parse.span(), conditions);
        return projection(parse, columns, values, fits);
    }

    private Relation projection(Operator.Parse parse, List<Parsed> columns, List<Scalar> values, Scalar fits) {
        var outputs = new ArrayList<>(Relation.asTheyAre(input.fields()));
        for (int i = 0; i < columns.size(); i++) {
            var column = columns.get(i);
            var value = row.apply(
                    "iff", parse.span(), List.of(fits, values.get(i), new Scalar.Constant(column.type(), null)));
            PipeBinder.put(outputs, new Output(binder.field(column.name(), column.type()), value));
        }
        return new Relation.Projection(parse.where() ? new Relation.Filter(input, fits) : input, outputs);
    }

    private static List<Parsed> columns(Operator.Parse parse) {
        var columns = new ArrayList<Parsed>();
        for (var piece : parse.pattern()) {
            if (piece instanceof Piece.Column(var name, var type, var span)) {
                var column = type.isEmpty() ? KqlType.STRING : ExpressionBinder.type(type, span);
                columns.add(new Parsed(name, column, columns.size() + 1));
            }
        }
        if (columns.isEmpty()) {
            throw new KqlException(parse.span(), "This pattern names no column.");
        }
        return columns;
    }

    private static String pattern(Operator.Parse parse, boolean regex) {
        var flags = parse.options().word("flags");
        var pattern = new StringBuilder(flags == null ? "(?s)^" : "(?s" + flags.replace("s", "") + ")^");
        for (int i = 0; i < parse.pattern().size(); i++) {
            var last = i == parse.pattern().size() - 1;
            pattern.append(
                    switch (parse.pattern().get(i)) {
                        case Piece.Skipped _ -> ".*?";
                        case Piece.Delimiter(var text) ->
                            regex ? "(?:" + Patterns.withoutGroups(text.value()) + ")" : Patterns.escaped(text.value());
                        case Piece.Column(var _, var type, var span) ->
                            column(
                                    type.isEmpty() ? KqlType.STRING : ExpressionBinder.type(type, span),
                                    last,
                                    regex,
                                    "relaxed".equals(parse.options().word("kind")));
                    });
        }
        return pattern.toString();
    }

    /** Where it is relaxed, anything may stand in the place of a number. */
    private static String column(KqlType type, boolean last, boolean regex, boolean relaxed) {
        if (relaxed && (type.isNumber() || type == KqlType.BOOL)) {
            var wanted = column(type, last, regex, false)
                    .replaceFirst("\\((?!\\?)", "")
                    .replaceFirst("\\)$", "");
            return "(" + wanted + "|" + (last ? ".*$" : ".*?") + ")";
        }
        return switch (type) {
            case INT, LONG -> "\\s*([+-]?\\d+)";
            case REAL, DECIMAL -> "\\s*([+-]?(?:\\d+\\.?\\d*|\\.\\d+)(?:[eE][+-]?\\d+)?)";
            case BOOL -> "((?i:true|false)|\\d+)";
            default -> last ? "(.*)$" : regex ? "(.*)" : "(.*?)";
        };
    }
}
