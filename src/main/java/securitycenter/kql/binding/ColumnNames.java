package securitycenter.kql.binding;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import securitycenter.kql.functions.Conversions;
import securitycenter.kql.schema.Table;
import securitycenter.kql.syntax.Expression;

/** The names of columns that nobody named. Queries go on with them, so they are Kusto's to the letter. */
final class ColumnNames {

    /** Functions whose result is called as what they are given. */
    private static final Set<String> KEPT = Set.of(
            "abs",
            "acos",
            "asin",
            "atan",
            "atan2",
            "bin",
            "bin_at",
            "bin_auto",
            "binary_and",
            "binary_not",
            "binary_or",
            "binary_shift_left",
            "binary_shift_right",
            "binary_xor",
            "bitset_count_ones",
            "ceiling",
            "cos",
            "erf",
            "erfc",
            "exp",
            "exp10",
            "exp2",
            "floor",
            "format_bytes",
            "format_datetime",
            "format_timespan",
            "gamma",
            "log",
            "log10",
            "log2",
            "loggamma",
            "make_datetime",
            "make_timespan",
            "parse_csv",
            "parse_json",
            "parse_xml",
            "parsejson",
            "pow",
            "rand",
            "round",
            "series_fill_backward",
            "series_fill_const",
            "series_fill_forward",
            "series_fill_linear",
            "series_fir",
            "series_iir",
            "series_outliers",
            "sin",
            "split",
            "sqrt",
            "startofday",
            "tan",
            "todynamic",
            "tohex",
            "toobject");

    /** Functions whose result is called as what they are given, behind a word. */
    private static final Map<String, String> PREFIXED = Map.of(
            "strlen", "strlen_",
            "string_size", "string_size_",
            "gettype", "type_",
            "treepath", "tree_",
            "repeat", "repeat_");

    private final Set<String> taken = new HashSet<>();

    ColumnNames(Collection<String> taken) {
        this.taken.addAll(taken);
    }

    /** Of the right side of a join: a number makes another name of what the left side has too. */
    static List<String> joined(List<Field> left, List<Field> right) {
        var mine = left.stream().map(Field::name).collect(Collectors.toSet());
        var names = new ColumnNames(
                Stream.concat(left.stream(), right.stream()).map(Field::name).toList());
        return right.stream()
                .map(Field::name)
                .map(name -> mine.contains(name) ? names.numbered(name) : name)
                .toList();
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
            when !arguments.isEmpty() && isKept(function) ->
                arguments.getFirst().name().isEmpty()
                        ? of(arguments.getFirst().value())
                        : arguments.getFirst().name();
            case Expression.Call(var function, var _, var arguments, var _)
            when !arguments.isEmpty() && PREFIXED.containsKey(function) ->
                PREFIXED.get(function) + of(arguments.getFirst().value());
            case Expression.Call(var function, var _, var arguments, var _)
            when !arguments.isEmpty() && function.startsWith("array_sort_") ->
                sorted(of(arguments.getFirst().value()));
            case Expression.Call(var function, var _, var _, var _)
            when function.equals("ingestion_time") -> Table.ARRIVED;
            default -> "";
        };
    }

    /** Whether the result of a function is called as what it is given. */
    static boolean isKept(String function) {
        return KEPT.contains(function) || Conversions.isConversion(function);
    }

    private static String sorted(String list) {
        return list.isEmpty() ? "" : list + "_sorted";
    }

    private static String below(Expression base, String name) {
        var above = of(base);
        return above.isEmpty() ? "" : above + "_" + name;
    }

    /** Of an aggregate: {@code dcount_DeviceId}, {@code count_}. */
    static String ofAggregate(String function, List<Expression> arguments) {
        var first = arguments.isEmpty() ? "" : of(arguments.getFirst());
        return switch (function) {
            case "make_set", "make_set_if", "makeset" -> "set_" + first;
            case "make_list", "make_list_if", "makelist", "make_list_with_nulls" -> "list_" + first;
            case "make_bag", "make_bag_if" -> "bag_" + first;
            case "make_dictionary" -> "dictionary_" + first;
            case "buildschema" -> "schema_" + first;
            case "hll_merge" -> "hll_merge_" + first;
            case "tdigest_merge", "merge_tdigest" -> "merge_tdigests_" + first;
            case "binary_all_and", "binary_all_or", "binary_all_xor", "take_anyif" -> first;
            case "percentile" -> "percentile_" + first + ofPercentage(arguments, 1);
            case "percentilew" -> "percentile_" + first + ofPercentage(arguments, 2);
            default -> function + "_" + first;
        };
    }

    private static String ofPercentage(List<Expression> arguments, int place) {
        return switch (arguments.size() > place ? arguments.get(place) : null) {
            case Expression.LongLiteral(var number, var _) -> "_" + number;
            case Expression.RealLiteral(var number, var _) ->
                "_" + String.valueOf(number).replace('.', '_');
            case null, default -> "";
        };
    }
}
