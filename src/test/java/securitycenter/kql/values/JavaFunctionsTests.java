package securitycenter.kql.values;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** A function that throws ends the whole query, and one that takes long cannot be stopped. */
class JavaFunctionsTests {

    private static final List<String> TEXTS = List.of(
            "",
            " ",
            "a",
            "é😀\uD83D",
            "10.0.0.1/8",
            "999.0.0.1",
            "::",
            "fe80::1/129",
            "1.2.3",
            "$.a.b",
            "$.",
            "xn--",
            "xn--99999999999",
            "-",
            "%",
            "%4",
            "%zz",
            "S3VzdG8=",
            "H4sIAAAA",
            "<a b='c'>&#x110000;</a>",
            "<a><b></a>",
            "\"a\\\" b",
            "windows",
            "browser",
            "Europe/Amsterdam",
            "linefit",
            "tukey",
            "KB",
            "x".repeat(5000),
            "<a>".repeat(5000),
            "é".repeat(5000));
    private static final List<String> JSON = List.of(
            "null",
            "1",
            "-1.5",
            "\"x\"",
            "true",
            "[]",
            "{}",
            "[null]",
            "[1,2,3]",
            "[1.5,\"a\",null,{\"b\":[1]}]",
            "[[1],[2]]",
            "{\"a\":{\"b\":null},\"c\":[1,2]}",
            "[NaN,Infinity]",
            "[\"10.0.0.0/8\",7]",
            "[0,0,0,0,0,0,0,0]",
            "[9223372036854775807,-9223372036854775808]",
            "[" + "1,".repeat(400) + "5]");
    private static final List<Long> WHOLE =
            List.of(0L, 1L, -1L, 7L, 64L, 200L, Long.MAX_VALUE, Long.MIN_VALUE, 3_155_378_975_999_999_999L);
    private static final List<Double> REALS = List.of(0.0, 0.5, -1.0, 3.0, 1e300, Double.NaN, Double.POSITIVE_INFINITY);

    @TestFactory
    Stream<DynamicTest> nothingThatIsGivenToThemMakesThemThrow() {
        return JavaFunctions.all().stream()
                .map(function -> DynamicTest.dynamicTest(
                        function.name(),
                        () -> assertThatCode(() -> tryAll(function)).doesNotThrowAnyException()));
    }

    private static void tryAll(JavaFunction function) {
        var random = new Random(1);
        for (int i = 0; i < 500; i++) {
            var arguments = new ArrayList<@Nullable Object>();
            function.takes().forEach(kind -> arguments.add(any(kind, random)));
            var result = function.apply(arguments.toArray());
            if (result != null) {
                assertThat(result).as("%s of %s", function.name(), arguments).isInstanceOf(type(function.gives()));
            }
        }
    }

    private static @Nullable Object any(Kind kind, Random random) {
        if (random.nextInt(8) == 0 && kind != Kind.TEXT) {
            return null;
        }
        var values = switch (kind) {
            case BOOL -> List.of(true, false);
            case DYNAMIC, VALUE -> JSON;
            case LONG, MOMENT -> WHOLE;
            case REAL -> REALS;
            case DECIMAL, GUID, TEXT -> TEXTS;
        };
        return values.get(random.nextInt(values.size()));
    }

    private static Class<?> type(Kind kind) {
        return switch (kind) {
            case BOOL -> Boolean.class;
            case LONG, MOMENT -> Long.class;
            case REAL -> Double.class;
            case DECIMAL, DYNAMIC, GUID, TEXT, VALUE -> String.class;
        };
    }

    @Test
    void whatIsNestedTooDeepIsNothing() {
        var deep = "[".repeat(100_000) + "]".repeat(100_000);

        assertThat(JsonReader.read(deep)).isNull();
        assertThat(JsonReader.read("[".repeat(100) + "]".repeat(100))).isNotNull();
    }

    @Test
    void whatIsReadIsWrittenAgain() {
        var json = "{\"a\":[1,2.5,-3,true,null,\"x\\n\\\"\\\\\\u0001é😀\"],\"b\":{}}";

        assertThat(JsonWriter.written(JsonReader.read(json))).isEqualTo(json);
    }

    @Test
    void eachHasANameOfItsOwn() {
        assertThat(JavaFunctions.all().stream().map(JavaFunction::sqlName)).doesNotHaveDuplicates();
    }

    @Test
    void onlyAnAddressAsPeopleWriteItHasAPlace() {
        var place = JavaFunctions.all(_ -> Map.of("country", "Iceland")).stream()
                .filter(each -> each.name().equals("geo_info_from_ip_address"))
                .findFirst()
                .orElseThrow();
        assertThat(List.of("8.8.8.8", "2001:db8::1", "::ffff:8.8.8.8"))
                .allSatisfy(text -> assertThat(place.apply(new Object[] {text})).isNotNull());
        assertThat(List.of("134744072", "8.8", "8.8.8", "0x8.8.8.8", "8.8.8.256", "localhost", ""))
                .allSatisfy(text -> assertThat(place.apply(new Object[] {text})).isNull());
    }
}
