package securitycenter.kql.functions;

import static securitycenter.kql.functions.Takes.ANY;
import static securitycenter.kql.functions.Takes.DYNAMIC;
import static securitycenter.kql.functions.Takes.INTEGER;
import static securitycenter.kql.functions.Takes.STRING;
import static securitycenter.kql.functions.Takes.TEXT;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import securitycenter.kql.schema.KqlType;

/** Functions of lists and bags of values. */
final class Dynamics {

    private Dynamics() {}

    static Stream<Function> all() {
        return Stream.of(readings(), elements(), packings(), lists(), terms()).flatMap(rows -> rows);
    }

    private static Function dynamic(String name, List<Takes> takes, String template) {
        return Function.of(name, takes, KqlType.DYNAMIC, template);
    }

    /** A text that is no JSON is a text; what is dynamic already stays what it is. */
    private static Stream<Function> readings() {
        return Stream.of("parse_json", "parsejson", "todynamic", "toobject")
                .flatMap(name -> Stream.of(
                        dynamic(name, List.of(STRING), "kql_json_in($1)"), dynamic(name, List.of(DYNAMIC), "$1")));
    }

    /** An element of a list as one of a type, if it is of its kind: a text is no number here. */
    private static Stream<Function> elements() {
        return Stream.of(KqlType.values())
                .map(type -> Function.of("$as_" + type.word(), List.of(DYNAMIC), type, arguments -> {
                    var value = arguments.getFirst();
                    var converted = Conversions.sql(value, type);
                    return type.isNumber()
                            ? "CASE WHEN variant_typeof(" + value.sql() + ") <> 'VARCHAR' THEN " + converted + " END"
                            : converted;
                }));
    }

    private static Stream<Function> packings() {
        return Stream.of(
                Function.of(
                                "pack_array",
                                List.of(ANY),
                                KqlType.DYNAMIC,
                                arguments -> "CAST(["
                                        + arguments.stream()
                                                .map(Dynamics::variant)
                                                .collect(Collectors.joining(", "))
                                        + "] AS VARIANT)")
                        .andMore(ANY),
                packed("bag_pack"),
                packed("pack"),
                packed("pack_dictionary"),
                Function.of("gettype", List.of(ANY), KqlType.STRING, Dynamics::type));
    }

    private static String variant(Argument argument) {
        return Conversions.sql(argument, KqlType.DYNAMIC);
    }

    private static Function packed(String name) {
        return Function.of(name, List.of(TEXT, ANY), KqlType.DYNAMIC, Dynamics::bag)
                .andMore(ANY);
    }

    private static String bag(List<Argument> arguments) {
        var parts = new StringBuilder();
        for (int i = 0; i + 1 < arguments.size(); i += 2) {
            parts.append(i == 0 ? "" : ", ")
                    .append(Conversions.sql(arguments.get(i), KqlType.STRING))
                    .append(", CAST(")
                    .append(variant(arguments.get(i + 1)))
                    .append(" AS JSON)");
        }
        return "CAST(json_object(" + parts + ") AS VARIANT)";
    }

    private static String type(List<Argument> arguments) {
        var value = arguments.getFirst();
        return value.is(KqlType.DYNAMIC)
                ? "kql_type_of(" + value.sql() + ")"
                : Sql.quoted(value.type().word());
    }

    private static Stream<Function> lists() {
        return Stream.of(
                Function.of("array_length", List.of(DYNAMIC), KqlType.LONG, "len(TRY_CAST($1 AS VARIANT[]))"),
                dynamic("array_concat", List.of(DYNAMIC), "kql_flat([$*])").andMore(DYNAMIC),
                dynamic("array_slice", List.of(DYNAMIC, INTEGER, INTEGER), "kql_slice($1, $2, $3)"),
                Function.of(
                        "array_index_of",
                        List.of(DYNAMIC, TEXT),
                        KqlType.LONG,
                        "(coalesce(list_position(kql_texts($1), $2), 0) - 1)"),
                dynamic("array_reverse", List.of(DYNAMIC), "CAST(list_reverse(TRY_CAST($1 AS VARIANT[])) AS VARIANT)"),
                dynamic(
                        "array_sort_asc",
                        List.of(DYNAMIC),
                        "CAST(list_sort(TRY_CAST($1 AS VARIANT[]), 'ASC', 'NULLS FIRST') AS VARIANT)"),
                dynamic(
                        "array_sort_desc",
                        List.of(DYNAMIC),
                        "CAST(list_sort(TRY_CAST($1 AS VARIANT[]), 'DESC', 'NULLS LAST') AS VARIANT)"),
                dynamic("range", List.of(INTEGER, INTEGER, INTEGER), "CAST(generate_series($1, $2, $3) AS VARIANT)"),
                dynamic("range", List.of(INTEGER, INTEGER), "CAST(generate_series($1, $2) AS VARIANT)"),
                dynamic("set_union", List.of(DYNAMIC, DYNAMIC), "kql_set([$*], 1048576)")
                        .andMore(DYNAMIC),
                dynamic(
                        "set_intersect",
                        List.of(DYNAMIC, DYNAMIC),
                        "kql_set(list_filter(TRY_CAST($1 AS VARIANT[]), lambda e: list_contains(TRY_CAST($2 AS VARIANT[]), e)), 1048576)"),
                dynamic(
                        "set_difference",
                        List.of(DYNAMIC, DYNAMIC),
                        "kql_set(list_filter(TRY_CAST($1 AS VARIANT[]), lambda e: NOT list_contains(TRY_CAST($2 AS VARIANT[]), e)), 1048576)"),
                Function.of(
                        "set_has_element",
                        List.of(DYNAMIC, ANY),
                        KqlType.BOOL,
                        arguments -> "list_contains(TRY_CAST("
                                + arguments.get(0).sql() + " AS VARIANT[]), " + variant(arguments.get(1)) + ")"),
                Function.of(
                        "array_sum",
                        List.of(DYNAMIC),
                        KqlType.REAL,
                        "list_sum(list_transform(TRY_CAST($1 AS VARIANT[]), lambda e: kql_real_of(e)))"),
                Function.of("hash", List.of(ANY), KqlType.LONG, "kql_wrapped(CAST(hash($1) AS HUGEINT))"),
                Function.of(
                        "hash", List.of(ANY, INTEGER), KqlType.LONG, "CAST(CAST(hash($1) AS HUGEINT) % $2 AS BIGINT)"),
                Function.of(
                        "extract_json",
                        List.of(STRING, STRING),
                        KqlType.STRING,
                        "coalesce(json_extract_string(TRY_CAST($2 AS JSON), $1), '')"),
                Function.of(
                        "extractjson",
                        List.of(STRING, STRING),
                        KqlType.STRING,
                        "coalesce(json_extract_string(TRY_CAST($2 AS JSON), $1), '')"),
                dynamic(
                        "bag_merge",
                        List.of(DYNAMIC, DYNAMIC),
                        "CAST(json_merge_patch(CAST($2 AS JSON), CAST($1 AS JSON)) AS VARIANT)"),
                dynamic("parse_url", List.of(STRING), "kql_url($1)"),
                dynamic("bag_keys", List.of(DYNAMIC), "CAST(variant_keys($1) AS VARIANT)"),
                Function.of(
                        "bag_has_key",
                        List.of(DYNAMIC, STRING),
                        KqlType.BOOL,
                        "coalesce(list_contains(variant_keys($1), $2), false)"));
    }

    /** Of several texts in one. The list may be written out, or one dynamic value. */
    private static Stream<Function> terms() {
        return Stream.of(
                Function.of(
                                "has_any",
                                List.of(STRING, ANY),
                                KqlType.BOOL,
                                arguments -> some(arguments, " OR ", "kql_has_any"))
                        .andMore(ANY),
                Function.of(
                                "has_all",
                                List.of(STRING, ANY),
                                KqlType.BOOL,
                                arguments -> some(arguments, " AND ", "kql_has_all"))
                        .andMore(ANY));
    }

    private static String some(List<Argument> arguments, String sign, String ofList) {
        var has = FunctionTable.named("has").getFirst();
        if (arguments.get(1).is(KqlType.DYNAMIC)) {
            return ofList + "(" + arguments.get(0).sql() + ", kql_texts("
                    + arguments.get(1).sql() + "))";
        }
        return arguments.stream()
                .skip(1)
                .map(term -> has.sql().of(List.of(arguments.getFirst(), term)))
                .collect(Collectors.joining(sign, "(", ")"));
    }
}
