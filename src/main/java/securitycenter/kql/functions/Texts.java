package securitycenter.kql.functions;

import static securitycenter.kql.functions.Takes.ANY;
import static securitycenter.kql.functions.Takes.DYNAMIC;
import static securitycenter.kql.functions.Takes.INTEGER;
import static securitycenter.kql.functions.Takes.STRING;
import static securitycenter.kql.functions.Takes.TEXT;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import securitycenter.kql.schema.KqlType;

/** Functions of texts. */
final class Texts {

    private static final KqlType LONG = KqlType.LONG;
    private static final KqlType DYNAMIC_TYPE = KqlType.DYNAMIC;

    private Texts() {}

    static Stream<Function> all() {
        return Stream.of(plain(), parts(), patterns(), Matches.all(), codings()).flatMap(rows -> rows);
    }

    private static Function text(String name, List<Takes> takes, String template) {
        return Function.of(name, takes, KqlType.STRING, template);
    }

    private static Stream<Function> plain() {
        return Stream.of(
                text("tolower", List.of(STRING), "lower($1)"),
                text("toupper", List.of(STRING), "upper($1)"),
                text("strcat", List.of(TEXT), "concat($*)").andMore(TEXT),
                text("strcat_delim", List.of(TEXT, TEXT), "concat_ws($*)").andMore(TEXT),
                text("reverse", List.of(TEXT), "reverse($1)"),
                text("strrep", List.of(TEXT, INTEGER, STRING), "kql_repeated($1, $2, $3)"),
                text("strrep", List.of(TEXT, INTEGER), "kql_repeated($1, $2, '')"),
                Function.of("strlen", List.of(STRING), LONG, "length($1)"),
                Function.of("string_size", List.of(STRING), LONG, "strlen($1)"),
                Function.of(
                        "strcmp",
                        List.of(STRING, STRING),
                        LONG,
                        "CAST(CASE WHEN $1 < $2 THEN -1 WHEN $1 > $2 THEN 1 ELSE 0 END AS BIGINT)"),
                text("replace_string", List.of(STRING, STRING, STRING), "kql_replaced($1, $2, $3)"),
                text("translate", List.of(STRING, STRING, STRING), "kql_translated($1, $2, $3)"));
    }

    private static Stream<Function> parts() {
        return Stream.of(
                text("substring", List.of(STRING, INTEGER), "kql_part($1, $2, length($1))"),
                text("substring", List.of(STRING, INTEGER, INTEGER), "kql_part($1, $2, $3)"),
                Function.of("indexof", List.of(TEXT, TEXT), LONG, "kql_place($1, $2)"),
                Function.of("indexof", List.of(TEXT, TEXT, INTEGER, INTEGER, INTEGER), LONG, FromJava.sql("$indexof"))
                        .optional(2),
                Function.of("split", List.of(STRING, STRING), DYNAMIC_TYPE, "CAST(string_split($1, $2) AS VARIANT)"),
                Function.of("split", List.of(STRING, STRING, INTEGER), DYNAMIC_TYPE, "kql_split_at($1, $2, $3)"),
                Function.of("countof", List.of(STRING, STRING), LONG, "kql_count_of($1, $2)"),
                Function.of("has_any_index", List.of(STRING, DYNAMIC), LONG, "kql_has_any_index($1, $2)"),
                Function.of("isascii", List.of(STRING), KqlType.BOOL, "(length($1) = strlen($1))"),
                Function.of("isutf8", List.of(STRING), KqlType.BOOL, "($1 IS NOT NULL)"),
                text("regex_quote", List.of(STRING), "regexp_escape($1)"));
    }

    private static Stream<Function> patterns() {
        return Stream.of(
                regex(
                                "extract",
                                List.of(STRING, INTEGER, STRING),
                                KqlType.STRING,
                                0,
                                "regexp_extract($3, $1, CAST($2 AS INTEGER))")
                        .checked(Texts::group),
                regex(
                        "replace_regex",
                        List.of(STRING, STRING, STRING),
                        KqlType.STRING,
                        1,
                        "regexp_replace($1, $2, $3, 'g')"),
                regex("replace", List.of(STRING, STRING, STRING), KqlType.STRING, 0, "regexp_replace($3, $1, $2, 'g')"),
                regex(
                        "trim",
                        List.of(STRING, STRING),
                        KqlType.STRING,
                        0,
                        "regexp_replace(regexp_replace($2, '^(?:' || $1 || ')', ''), '(?:' || $1 || ')$', '')"),
                regex(
                        "trim_start",
                        List.of(STRING, STRING),
                        KqlType.STRING,
                        0,
                        "regexp_replace($2, '^(?:' || $1 || ')', '')"),
                regex(
                        "trim_end",
                        List.of(STRING, STRING),
                        KqlType.STRING,
                        0,
                        "regexp_replace($2, '(?:' || $1 || ')$', '')"));
    }

    private static Optional<String> group(List<@Nullable Object> constants) {
        return constants.get(1) instanceof Long group && group >= 0
                ? Optional.empty()
                : Optional.of("Which group is wanted must be written out: 0 for all, 1 for the first.");
    }

    /** @param place of the regular expression among the arguments */
    private static Function regex(String name, List<Takes> takes, KqlType returns, int place, String template) {
        return Function.of(name, takes, returns, arguments -> {
            var translated = new ArrayList<>(arguments);
            var pattern = arguments.get(place);
            translated.set(place, new Argument(Patterns.sql(pattern), pattern.type(), pattern.constant()));
            return Sql.template(template).of(translated);
        });
    }

    private static Stream<Function> codings() {
        return Stream.of(
                Function.of("$fits", List.of(STRING, STRING), KqlType.BOOL, "regexp_matches($1, $2)"),
                text("$part", List.of(STRING, STRING, INTEGER), "regexp_extract($1, $2, CAST($3 AS INTEGER))"),
                text("$joined", List.of(STRING), "concat_ws(chr(57345), $*)").andMore(STRING),
                text("$trimmed", List.of(STRING), "trim($1)"),
                text("$unquoted", List.of(STRING, STRING, STRING), "kql_unquoted(trim($1), $2, $3)"),
                text("$keyed", List.of(STRING, STRING, STRING), "kql_keyed($1, $2, $3)"),
                text("base64_encode_tostring", List.of(STRING), "to_base64(encode($1))"),
                text("base64_encodestring", List.of(STRING), "to_base64(encode($1))"),
                Function.of("hash", List.of(ANY, INTEGER), LONG, Texts::hash).optional(1),
                Function.of("hash_xxhash64", List.of(ANY, INTEGER), LONG, Texts::hash)
                        .optional(1),
                text("hash_sha256", List.of(TEXT), "sha256($1)"),
                text("hash_sha1", List.of(TEXT), "sha1($1)"),
                text("hash_md5", List.of(TEXT), "md5($1)"),
                Function.of("strcat_array", List.of(DYNAMIC, STRING), KqlType.STRING, Texts::joined),
                text("tohex", List.of(INTEGER), "coalesce(lower(to_hex(CAST($1 AS BIGINT))), '')"),
                Function.of("tohex", List.of(INTEGER, INTEGER), KqlType.STRING, Texts::hex));
    }

    /** DuckDB's own function takes a constant alone between the texts. */
    private static String joined(List<Argument> arguments) {
        var between = arguments.get(1);
        return Sql.template(
                        between.isConstant()
                                ? "coalesce(array_to_string(kql_texts($1), $2), '')"
                                : "kql_joined(kql_texts($1), $2)")
                .of(arguments);
    }

    /** Of a number by its eight bytes, of all else by its text. */
    private static String hash(List<Argument> arguments) {
        var value = arguments.getFirst();
        var isNumber = value.type().isInteger() || value.is(KqlType.DATETIME) || value.is(KqlType.TIMESPAN);
        var hashed = new ArrayList<>(arguments);
        var type = isNumber ? LONG : KqlType.STRING;
        var sql = isNumber ? "CAST(" + value.sql() + " AS BIGINT)" : Conversions.sql(value, type);
        hashed.set(0, new Argument(sql, type, null));
        return FromJava.sql(isNumber ? "$hash_number" : "$hash_text").of(hashed);
    }

    /** A number of 32 bits has eight digits at most. */
    private static String hex(List<Argument> arguments) {
        var value = arguments.getFirst();
        var number = value.is(KqlType.INT)
                ? "(CAST(" + value.sql() + " AS BIGINT) & 4294967295)"
                : "CAST(" + value.sql() + " AS BIGINT)";
        return "coalesce(kql_padded(lower(to_hex(" + number + ")), CAST(least(greatest("
                + arguments.get(1).sql() + ", 0), 16) AS INTEGER)), '')";
    }
}
