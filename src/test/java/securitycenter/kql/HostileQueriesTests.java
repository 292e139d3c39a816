package securitycenter.kql;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import securitycenter.kql.schema.Column;
import securitycenter.kql.schema.KqlType;
import securitycenter.kql.schema.Schema;
import securitycenter.kql.schema.Table;

/** Texts that are written to do harm, or by accident, end in a sentence within a moment. */
@Timeout(20)
class HostileQueriesTests {

    private final KqlCompiler compiler = new KqlCompiler(new Schema(List.of(
            new Table("T", List.of(new Column("A", KqlType.STRING), new Column("N", KqlType.LONG))))));

    @TestFactory
    Stream<DynamicTest> isRefused() {
        return Stream.of(
                        query("parentheses in parentheses", "print " + "(".repeat(10_000) + "1" + ")".repeat(10_000)),
                        query("brackets in brackets", "print dynamic(" + "[".repeat(10_000) + "]".repeat(10_000) + ")"),
                        query("signs before signs", "print " + "-".repeat(10_000) + "1"),
                        query("tables in tables", "T | join (".repeat(5_000) + "T" + ") on A".repeat(5_000)),
                        query("functions in functions", nested("tostring(todatetime(", "A", "))", 30)),
                        query("functions that call each other", calling(150)),
                        query("sums without end", "print 1" + "+1".repeat(5_000)),
                        query("properties of properties", "print d = dynamic(null) | project d" + ".a".repeat(5_000)),
                        query("steps without end", "T" + " | where N == 1".repeat(2_000)),
                        query(
                                "names that double",
                                doubling("let a0 = toint('1');", "let a%d = a%d + a%d;", "print a60", 60)),
                        query(
                                "names in a row",
                                doubling("let a0 = 1 + N;", "let a%d = a%d + 1;", "T | extend a900", 900)),
                        query("divisions in divisions", nested("(100/", "N", ")", 40)),
                        query("a function that calls itself", "let f = (x:long) { f(x) }; print f(1)"),
                        query(
                                "steps of a sequence without end",
                                "T | sort by N asc | scan with (" + "step s: true;".repeat(5_000) + ")"),
                        query(
                                "sequences in sequences",
                                "T | sort by N asc" + " | scan with (step s: true;)".repeat(1_000)),
                        query(
                                "a file that is read each time",
                                "let f = (x:string) { externaldata(a:string)[\"https://lists.example/large.txt\"] };"
                                        + "union " + "(f('a')), ".repeat(50) + "(f('b'))"),
                        query(
                                "a file of many columns",
                                "externaldata("
                                        + IntStream.rangeClosed(0, 500)
                                                .mapToObj(i -> "c" + i + ":string")
                                                .collect(Collectors.joining(","))
                                        + ")[\"https://lists.example/bad.csv\"]"),
                        query("lists in lists, step by step", growing(6, 90)),
                        query(
                                "lists of lists, step by step",
                                "T | extend d = pack_array(A)" + " | summarize d = make_list(d)".repeat(600)),
                        query("a megabyte of one word", "T | where A == " + "a".repeat(1_000_000)),
                        query("a megabyte of quotation marks", "\"".repeat(1_000_001)),
                        query("no sense at all", "\0\1 ☃ 💥 | | ;; ]["))
                .map(each -> DynamicTest.dynamicTest(
                        each.name(),
                        () -> assertThat(compile(each.text()))
                                .isInstanceOfSatisfying(
                                        Compilation.Rejected.class,
                                        rejected -> assertThat(rejected.problems())
                                                .allSatisfy(problem -> assertThat(problem.message())
                                                        .hasSizeLessThan(500)
                                                        .doesNotContain("Exception")))));
    }

    private static String growing(int times, int layers) {
        return "let f = (d:dynamic) { " + "pack_array(".repeat(layers) + "d" + ")".repeat(layers)
                + " }; range x from 1 to 1 step 1 | extend d = pack_array(x)" + " | extend d = f(d)".repeat(times)
                + " | project d";
    }

    /** What DuckDB would write into each other 2^n times is worked out once. */
    @Test
    void tablesThatDoubleArePlanned() throws SQLException {
        var query = doubling("let t0 = T;", "let t%d = t%d | join kind=inner t%d on A | project A;", "t12", 12);
        var compiled = (Compilation.Compiled) compile(query);
        try (var database = DriverManager.getConnection("jdbc:duckdb:");
                var statement = database.createStatement()) {
            statement.execute("create table \"T\" (\"A\" varchar, \"N\" bigint)");
            assertThat(statement.executeQuery("explain " + compiled.sql()).next())
                    .isTrue();
        }
    }

    /** Whoever plans too many ends without a word, and the test with it. */
    @Test
    void sequencesWithinSequencesArePlanned() throws SQLException {
        var steps = " | scan declare (s:long) with (step a: N > 0 => s = a.s + N; step b: N > a.N;) | project A, N";
        var many = IntStream.rangeClosed(1, 40)
                .mapToObj(times -> compile("T | sort by N asc" + steps.repeat(times)))
                .filter(Compilation.Compiled.class::isInstance)
                .map(Compilation.Compiled.class::cast)
                .toList();
        assertThat(many).hasSizeBetween(10, 30);
        try (var database = DriverManager.getConnection("jdbc:duckdb:");
                var statement = database.createStatement()) {
            statement.execute("create table \"T\" (\"A\" varchar, \"N\" bigint)");
            statement.execute("create macro kql_wrapped(n) as cast(n as bigint)");
            assertThat(statement.executeQuery("explain " + many.getLast().sql()).next())
                    .isTrue();
        }
    }

    @Test
    void tablesWithinTablesAreCompiledOnce() {
        var query = "T" + " | where A in ((T".repeat(25) + "))".repeat(25);
        assertThat(compile(query)).isInstanceOf(Compilation.Compiled.class);
    }

    @Test
    void aMegabyteOfSenseIsCompiled() {
        var names =
                IntStream.range(0, 60_000).mapToObj(i -> "'name-" + i + "-x'").collect(Collectors.joining(", "));
        assertThat(names).hasSizeGreaterThan(900_000);
        assertThat(compile("T | where A in (" + names + ")")).isInstanceOf(Compilation.Compiled.class);
    }

    @Test
    void aLongPipeIsCompiled() {
        var steps = " | extend N = N + 1".repeat(200);
        assertThat(compile("T" + steps)).isInstanceOf(Compilation.Compiled.class);
    }

    private Compilation compile(String text) {
        return compiler.compile(text, new Occasion(0, null, null, new OutsideOfTests()));
    }

    private record Named(String name, String text) {}

    private static Named query(String name, String text) {
        return new Named(name, text);
    }

    private static String nested(String before, String inmost, String after, int times) {
        return "T | extend B = " + before.repeat(times) + inmost + after.repeat(times);
    }

    private static String doubling(String first, String next, String asked, int times) {
        return first
                + IntStream.rangeClosed(1, times)
                        .mapToObj(i -> next.formatted(i, i - 1, i - 1))
                        .collect(Collectors.joining("\n"))
                + asked;
    }

    private static String calling(int deep) {
        return IntStream.range(0, deep)
                        .mapToObj(i -> "let f" + (i + 1) + " = (x:long) { " + (i == 0 ? "x" : "f" + i + "(x)") + " };")
                        .collect(Collectors.joining("\n"))
                + "print f" + deep + "(1)";
    }
}
