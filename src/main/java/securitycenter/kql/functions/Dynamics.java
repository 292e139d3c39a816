package securitycenter.kql.functions;

import static securitycenter.kql.functions.Takes.ANY;
import static securitycenter.kql.functions.Takes.DATETIME;
import static securitycenter.kql.functions.Takes.DYNAMIC;
import static securitycenter.kql.functions.Takes.INTEGER;
import static securitycenter.kql.functions.Takes.NUMBER;
import static securitycenter.kql.functions.Takes.STRING;
import static securitycenter.kql.functions.Takes.TEXT;
import static securitycenter.kql.functions.Takes.TIMESPAN;

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
        return FunctionTable.READING_JSON.stream()
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
                dynamic("$pairs", List.of(DYNAMIC), "kql_pairs($1)"),
                dynamic("$filled", List.of(DYNAMIC), "kql_filled($1)"),
                packed("pack"),
                packed("pack_dictionary"),
                Function.of("new_guid", List.of(), KqlType.GUID, "uuid()"),
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
                Function.of("array_length", List.of(DYNAMIC), KqlType.LONG, "len(TRY_CAST($1 AS JSON[]))"),
                dynamic("array_reverse", List.of(DYNAMIC), "CAST(list_reverse(kql_elements($1)) AS VARIANT)"),
                dynamic("range", List.of(INTEGER, INTEGER), "kql_range($1, $2, 1)"),
                dynamic("range", List.of(INTEGER, INTEGER, INTEGER), "kql_range($1, $2, $3)"),
                dynamic("range", List.of(NUMBER, NUMBER), "kql_real_range($1, $2, 1)"),
                dynamic("range", List.of(NUMBER, NUMBER, NUMBER), "kql_real_range($1, $2, $3)"),
                dynamic("range", List.of(DATETIME, DATETIME), "kql_moments($1, $2, 864000000000)"),
                dynamic("range", List.of(DATETIME, DATETIME, TIMESPAN), "kql_moments($1, $2, $3)"),
                dynamic("range", List.of(TIMESPAN, TIMESPAN), "kql_spans($1, $2, 864000000000)"),
                dynamic("range", List.of(TIMESPAN, TIMESPAN, TIMESPAN), "kql_spans($1, $2, $3)"),
                Function.of(
                        "array_sum",
                        List.of(DYNAMIC),
                        KqlType.REAL,
                        "list_sum(list_transform(kql_elements($1), lambda e: kql_real_of(e)))"),
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
                dynamic("parse_url", List.of(STRING), "kql_url($1)"));
    }

    /** Of several texts in one. The list may be written out, or one dynamic value. */
    private static Stream<Function> terms() {
        return Stream.of(
                Function.of("has_any", List.of(STRING, ANY), KqlType.BOOL, Dynamics::any)
                        .andMore(ANY),
                Function.of(
                                "has_all",
                                List.of(STRING, ANY),
                                KqlType.BOOL,
                                arguments -> some(arguments, " AND ", "kql_has_all"))
                        .andMore(ANY));
    }

    private static Argument text(Argument term) {
        return term.is(KqlType.STRING)
                ? term
                : new Argument(Conversions.sql(term, KqlType.STRING), KqlType.STRING, null);
    }

    private static String any(List<Argument> arguments) {
        var terms = arguments.subList(1, arguments.size());
        var written = terms.stream()
                .filter(term -> term.is(KqlType.STRING) && term.isConstant())
                .map(Argument::text)
                .filter(term -> !term.isEmpty())
                .toList();
        return terms.size() > 1 && written.size() == terms.size()
                ? TextSigns.anyTerm(arguments.getFirst(), written)
                : some(arguments, " OR ", "kql_has_any");
    }

    private static String some(List<Argument> arguments, String sign, String ofList) {
        var has = FunctionTable.named("has").getFirst();
        if (arguments.get(1).is(KqlType.DYNAMIC)) {
            return ofList + "(" + arguments.get(0).sql() + ", kql_texts("
                    + arguments.get(1).sql() + "))";
        }
        return arguments.stream()
                .skip(1)
                .map(term -> has.sql().of(List.of(arguments.getFirst(), text(term))))
                .collect(Collectors.joining(sign, "(", ")"));
    }
}
