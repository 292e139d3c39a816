package securitycenter.kql.functions;

import static securitycenter.kql.functions.Takes.ANY;
import static securitycenter.kql.functions.Takes.BOOL;
import static securitycenter.kql.functions.Takes.INTEGER;
import static securitycenter.kql.functions.Takes.NUMBER;
import static securitycenter.kql.functions.Takes.TIMESPAN;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import securitycenter.kql.schema.KqlType;

/** Functions of a row and those around it. {@code $o} stands for the order of the rows. */
public final class Windows {

    private static final Map<String, List<Function>> ALL = Stream.of(numbers(), runs(), neighbors())
            .flatMap(rows -> rows)
            .collect(Collectors.groupingBy(Function::name));

    private Windows() {}

    public static List<Function> named(String name) {
        return ALL.getOrDefault(name, List.of());
    }

    public static boolean isNamed(String name) {
        return ALL.containsKey(name) || ALL.containsKey("$" + name);
    }

    private static Stream<Function> numbers() {
        var sum = "sum($1) OVER (ORDER BY $o ROWS UNBOUNDED PRECEDING)";
        return Stream.of(
                Function.of("row_number", List.of(), KqlType.LONG, "row_number() OVER (ORDER BY $o)"),
                Function.of("row_number", List.of(INTEGER), KqlType.LONG, "(row_number() OVER (ORDER BY $o) - 1 + $1)"),
                Function.of("row_cumsum", List.of(INTEGER), KqlType.LONG, "CAST(coalesce(" + sum + ", 0) AS BIGINT)"),
                Function.of("row_cumsum", List.of(NUMBER), KqlType.REAL, "coalesce(" + sum + ", 0)"),
                Function.of(
                        "row_cumsum", List.of(TIMESPAN), KqlType.TIMESPAN, "CAST(coalesce(" + sum + ", 0) AS BIGINT)"));
    }

    /** Of rows in parts: the part is the last argument but one, the place of the row the last. */
    private static Stream<Function> runs() {
        var rows = " OVER (PARTITION BY $2 ORDER BY $3 ROWS UNBOUNDED PRECEDING)";
        var sum = "coalesce(sum($1)" + rows + ", 0)";
        var ofRank = List.of(BOOL, INTEGER, INTEGER, INTEGER);
        return Stream.of(
                Function.of(
                        "$run",
                        List.of(BOOL, INTEGER),
                        KqlType.LONG,
                        "CAST(count(*) FILTER (WHERE $1) OVER (ORDER BY $2 ROWS UNBOUNDED PRECEDING) AS BIGINT)"),
                Function.of(
                        "$row_number",
                        ofRun(INTEGER),
                        KqlType.LONG,
                        "(row_number() OVER (PARTITION BY $2 ORDER BY $3) - 1 + $1)"),
                Function.of("$row_cumsum", ofRun(INTEGER), KqlType.LONG, "CAST(" + sum + " AS BIGINT)"),
                Function.of("$row_cumsum", ofRun(NUMBER), KqlType.REAL, sum),
                Function.of("$row_cumsum", ofRun(TIMESPAN), KqlType.TIMESPAN, "CAST(" + sum + " AS BIGINT)"),
                Function.of(
                        "$is_other",
                        ofRun(ANY),
                        KqlType.BOOL,
                        "(row_number() OVER (PARTITION BY $2 ORDER BY $3) = 1"
                                + " OR $1 IS DISTINCT FROM lag($1) OVER (PARTITION BY $2 ORDER BY $3))"),
                Function.of("$row_rank_dense", ofRank, KqlType.LONG, "count(*) FILTER (WHERE $1)" + rows),
                Function.of("$row_rank_min", ofRank, KqlType.LONG, "max($4) FILTER (WHERE $1)" + rows));
    }

    private static List<Takes> ofRun(Takes value) {
        return List.of(value, INTEGER, INTEGER);
    }

    /** Where there is no such row there is nothing, which is empty of a text. */
    private static Stream<Function> neighbors() {
        return Stream.of("prev lag", "next lead").flatMap(names -> {
            var name = names.split(" ")[0];
            var sql = names.split(" ")[1];
            return Stream.of(
                    neighbor(name, List.of(ANY), sql + "($1) OVER (ORDER BY $o)"),
                    neighbor(name, List.of(ANY, INTEGER), sql + "($1, $2) OVER (ORDER BY $o)")
                            .checked(Windows::distance),
                    neighbor(name, List.of(ANY, INTEGER, ANY), sql + "($1, $2, $3) OVER (ORDER BY $o)")
                            .checked(Windows::distance));
        });
    }

    private static Optional<String> distance(List<@Nullable Object> constants) {
        if (!(constants.get(1) instanceof Long distance) || distance < 1) {
            return Optional.of("How far away a row is must be written out, and 1 at least.");
        }
        return constants.size() == 3 && constants.get(2) == null
                ? Optional.of("What stands for a row that is not there must be the same for all.")
                : Optional.empty();
    }

    private static Function neighbor(String name, List<Takes> takes, String template) {
        return Function.of(name, takes, KqlType.DYNAMIC, arguments -> {
                    var sql = Sql.template(template).of(arguments);
                    return arguments.getFirst().is(KqlType.STRING) ? "coalesce(" + sql + ", '')" : sql;
                })
                .returning(List::getFirst);
    }
}
