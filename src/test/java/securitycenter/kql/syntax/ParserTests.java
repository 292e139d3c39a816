package securitycenter.kql.syntax;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ParserTests {

    private static String text(String query) {
        return ((Expression.StringLiteral) value(query)).value();
    }

    /** Of the first column that is printed. */
    private static Expression value(String query) {
        return ((Operator.Print) steps("print " + query).getFirst())
                .values()
                .getFirst()
                .value();
    }

    private static List<Operator> steps(String query) {
        return ((Expression.Pipe) asked(Parser.parse(query))).operators();
    }

    private static Expression asked(Query query) {
        return requireNonNull(query.asked());
    }

    /** With all signs as prefixes in parentheses. */
    private static String order(Expression expression) {
        return switch (expression) {
            case Expression.Name(var name, var _) -> name;
            case Expression.LongLiteral(var value, var _) -> Long.toString(value);
            case Expression.StringLiteral(var value, var _, var _) -> "'" + value + "'";
            case Expression.Signed(var sign, var value, var _) -> "(" + sign + " " + order(value) + ")";
            case Expression.Binary(var sign, var _, var left, var right, var _) ->
                "(" + sign + " " + order(left) + " " + order(right) + ")";
            case Expression.Member(var base, var name, var _, var _) -> order(base) + "." + name;
            case Expression.Index(var base, var index, var _) -> order(base) + "[" + order(index) + "]";
            case Expression.Between(var _, var value, var low, var high, var _) ->
                "(between " + order(value) + " " + order(low) + " " + order(high) + ")";
            default -> throw new AssertionError(expression);
        };
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '§',
            value = {
                "a or b and c | (or a (and b c))",
                "a == 1 or b != 2 | (or (== a 1) (!= b 2))",
                "a + b * c - d | (- (+ a (* b c)) d)",
                "a < b + 1 and c | (and (< a (+ b 1)) c)",
                "-a * b | (* (- a) b)",
                "a has 'x' and b !contains 'y' | (and (has a 'x') (!contains b 'y'))",
                "a matches regex 'x' or b | (or (matches regex a 'x') b)",
                "a.b['c'].d[0] == 1 | (== a.b['c'].d[0] 1)",
                "a between (1 .. b + 2) or c | (or (between a 1 (+ b 2)) c)",
                "a =~ 'x' or b !~ 'y' | (or (=~ a 'x') (!~ b 'y'))",
                "a <> b | (!= a b)"
            })
    void signsBindAsInKusto(String written, String meant) {
        assertThat(order(value("x = " + written))).isEqualTo(meant);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '§',
            value = {
                "'a' | a",
                "\"a\\tb\" | a\tb",
                "@'C:\\Temp' | C:\\Temp",
                "@\"say \"\"no\"\"\" | say \"no\"",
                "h'secret' | secret",
                "H@\"secret\" | secret",
                "```a\"b``` | a\"b",
                "~~~a'b~~~ | a'b",
                "\"a\" 'b' @'c' | abc",
                "'\\u00e9\\x41\\101' | éAA"
            })
    void textsAreWrittenInManyWays(String written, String meant) {
        assertThat(text(written)).isEqualTo(meant);
    }

    @Test
    void aHiddenTextIsKnownAsOne() {
        assertThat(((Expression.StringLiteral) value("'a' h'b'")).hidden()).isTrue();
        assertThat(((Expression.StringLiteral) value("'a'")).hidden()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "1d, 864000000000",
        "1.5h, 54000000000",
        "10ms, 100000",
        "1microsecond, 10",
        "3tick, 3",
        "time(1.02:03:04.5), 937845000000",
        "time(-00:00:01), -10000000",
        "timespan(2d), 1728000000000",
        "time(3), 2592000000000"
    })
    void spansOfTimeAreTicks(String written, long ticks) {
        assertThat(((Expression.TimespanLiteral) value(written)).ticks()).isEqualTo(ticks);
    }

    @ParameterizedTest
    @CsvSource({
        "0001-01-01, 0",
        "1970-01-01, 621355968000000000",
        "2020-01-01T10:20:30.1234567Z, 637134708301234567",
        "2020-01-01 10:20, 637134708000000000",
        "2020-01-01T10:20:30+02:00, 637134636300000000",
        "01/16/2022 00:00:00, 637778880000000000",
        "2022, 637765920000000000",
        "20220116, 637778880000000000",
        "1/16/2022 1:30 PM, 637779366000000000"
    })
    void timesAreTicksSinceTheYearOne(String written, long ticks) {
        assertThat(Literals.datetime(written)).hasValue(ticks);
    }

    @ParameterizedTest
    @ValueSource(strings = {"2022-13-01", "2022-01-32", "soon", "", "25:00", "2022-01-01T25:00"})
    void whatIsNoTimeIsNone(String written) {
        assertThat(Literals.datetime(written)).isEmpty();
    }

    @Test
    void jsonIsReadWithItsKeysInOrder() {
        var value = (Expression.DynamicLiteral)
                value("dynamic({\"b\": [1, -2.5, true, null], 'a': \"x\\ty\", c: datetime(2020-01-01)})");
        assertThat(value.value().text())
                .isEqualTo("{\"b\":[1,-2.5,true,null],\"a\":\"x\\u0009y\",\"c\":\"2020-01-01\"}");
    }

    @Test
    void namesOfOperatorsAreNamesOfColumnsToo() {
        assertThat(steps("T | where count > 1 | project kind, by, on, to, of, step, count, print, range, search"))
                .hasSize(2);
        assertThat(steps("T | extend union = 1, datatable = 2 | summarize by union"))
                .hasSize(2);
    }

    @Test
    void whatComesFromWebPagesIsWhiteSpace() {
        assertThat(steps("\uFEFFT\u00a0|\u200b take 1\r\n// a remark\r\n| count"))
                .hasSize(2);
    }

    @Test
    void theOldSpellingsAreRead() {
        assertThat(steps("T | filter A | limit 5 | order by B | mvexpand C"))
                .extracting(Object::getClass)
                .containsExactly(
                        (Class) Operator.Where.class,
                        Operator.Take.class,
                        Operator.Sort.class,
                        Operator.MvExpand.class);
    }

    @Test
    void functionsHaveBodiesAndPresets() {
        var query = Parser.parse("let f = (T:(*), n:long = 5) { let m = n; T | take m }; f(U, n=3)");
        var function = (Query.Definition.Function) query.lets().getFirst().definition();
        assertThat(function.parameters()).extracting(Query.Parameter::name).containsExactly("T", "n");
        assertThat(function.parameters().get(0).columns()).isNull();
        assertThat(function.parameters().get(1).preset()).isNotNull();
        assertThat(function.body().lets()).hasSize(1);
        assertThat(((Expression.Call) asked(query)).arguments().get(1).name()).isEqualTo("n");
    }

    @Test
    void aHostileQueryIsRefusedInWords() {
        var deep = "print " + "(".repeat(10_000) + "1" + ")".repeat(10_000);
        assertThatThrownBy(() -> Parser.parse(deep))
                .isInstanceOf(KqlException.class)
                .hasMessageContaining("nested too deeply");
        assertThatThrownBy(() -> Parser.parse("print " + "-".repeat(10_000) + "1"))
                .hasMessageContaining("nested too deeply");
        assertThatThrownBy(() -> Parser.parse("print dynamic(" + "[".repeat(10_000)))
                .hasMessageContaining("nested too deeply");
        assertThatThrownBy(() -> Parser.parse("let f = (){".repeat(10_000))).hasMessageContaining("nested too deeply");
    }

    @Test
    void aMegabyteIsRead() {
        var terms = "A == 'x' or ".repeat(80_000);
        assertThat(steps("T | where " + terms + "false")).hasSize(1);
    }
}
