package securitycenter.kql.binding;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import securitycenter.kql.functions.Conversions;
import securitycenter.kql.syntax.Expression;

/** The names of columns that nobody named. Queries go on with them, so they are Kusto's to the letter. */
final class ColumnNames {

    private static final Set<String> KEPT = Set.of(
            "bin",
            "floor",
            "startofday",
            "startofweek",
            "startofmonth",
            "startofyear",
            "endofday",
            "endofweek",
            "endofmonth",
            "endofyear",
            "bin_at",
            "bin_auto");

    private final Set<String> taken = new HashSet<>();

    ColumnNames(Collection<String> taken) {
        this.taken.addAll(taken);
    }

    /** As it is, or with the first number that makes it another than all before. */
    String free(String wanted) {
        var name = wanted;
        for (int number = 1; !taken.add(name); number++) {
            name = wanted + number;
        }
        return name;
    }

    /** The first that is free with a number: {@code Column1}. */
    String numbered(String prefix) {
        int number = 1;
        while (!taken.add(prefix + number)) {
            number++;
        }
        return prefix + number;
    }

    /** Empty where the expression gives none. */
    static String of(Expression expression) {
        return switch (expression) {
            case Expression.Name(var name, var _) -> name;
            case Expression.Member(var base, var name, var _, var _) -> below(base, name);
            case Expression.Index(var base, Expression.StringLiteral(var name, var _, var _), var _) ->
                below(base, name);
            case Expression.Index(var base, Expression.LongLiteral(var place, var _), var _) ->
                below(base, String.valueOf(place));
            case Expression.Call(var function, var _, var arguments, var _)
            when !arguments.isEmpty() && (KEPT.contains(function) || Conversions.isConversion(function)) ->
                of(arguments.getFirst().value());
            default -> "";
        };
    }

    private static String below(Expression base, String name) {
        var above = of(base);
        return above.isEmpty() ? "" : above + "_" + name;
    }

    /** Of an aggregate: {@code dcount_DeviceId}, {@code count_}. */
    static String ofAggregate(String function, List<Expression> arguments) {
        var prefix = switch (function) {
            case "make_set", "make_set_if", "makeset" -> "set_";
            case "make_list", "make_list_if", "makelist", "make_list_with_nulls" -> "list_";
            case "make_bag", "make_bag_if" -> "bag_";
            case "make_dictionary" -> "dictionary_";
            default -> function + "_";
        };
        return arguments.isEmpty() ? prefix : prefix + of(arguments.getFirst());
    }
}
