package securitycenter.kql.values;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.function.IntPredicate;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Lists of numbers, element by element. What is no number becomes nothing, and so does what has no partner. */
final class Series {

    private static final Kind LIST = Kind.DYNAMIC;

    /** Of numbers times weights: nothing stops a function in the middle. */
    private static final long MOST_WORK = 100_000_000;

    private static final Map<String, DoubleUnaryOperator> OF_ONE = Map.ofEntries(
            Map.entry("acos", Math::acos),
            Map.entry("asin", Math::asin),
            Map.entry("atan", Math::atan),
            Map.entry("ceiling", Math::ceil),
            Map.entry("cos", Math::cos),
            Map.entry("exp", Math::exp),
            Map.entry("floor", Math::floor),
            Map.entry("log", Math::log),
            Map.entry("sign", Math::signum),
            Map.entry("sin", Math::sin),
            Map.entry("tan", Math::tan),
            Map.entry("abs", Math::abs));

    private static final Map<String, IntPredicate> ORDERED = Map.of(
            "less", order -> order < 0,
            "less_equals", order -> order <= 0,
            "greater", order -> order > 0,
            "greater_equals", order -> order >= 0);

    private Series() {}

    static Stream<JavaFunction> all() {
        return Stream.of(ofOne(), sums(), comparisons(), single(), fillings(), filters())
                .flatMap(rows -> rows);
    }

    private static Stream<JavaFunction> ofOne() {
        return OF_ONE.entrySet().stream()
                .map(each -> JavaFunction.of(
                        "series_" + each.getKey(), LIST, List.of(LIST), a -> mapped(a.list(0), each.getValue())));
    }

    private static Stream<JavaFunction> sums() {
        return Stream.of(
                whole("series_add", Long::sum, Double::sum),
                whole("series_subtract", (x, y) -> x - y, (x, y) -> x - y),
                whole("series_multiply", (x, y) -> x * y, (x, y) -> x * y),
                real("series_divide", (x, y) -> x / y),
                real("series_pow", Math::pow));
    }

    /** Whole numbers stay whole. */
    private static JavaFunction whole(String name, BiFunction<Long, Long, Long> whole, DoubleBinaryOperator real) {
        return paired(
                name,
                (one, other) -> one instanceof Long x && other instanceof Long y
                        ? whole.apply(x, y)
                        : numbers(one, other, real));
    }

    private static JavaFunction real(String name, DoubleBinaryOperator sign) {
        return paired(name, (one, other) -> numbers(one, other, sign));
    }

    private static @Nullable Object numbers(@Nullable Object one, @Nullable Object other, DoubleBinaryOperator sign) {
        return one instanceof Number x && other instanceof Number y
                ? (Double) sign.applyAsDouble(x.doubleValue(), y.doubleValue())
                : null;
    }

    private static Stream<JavaFunction> comparisons() {
        var ordered = ORDERED.entrySet().stream()
                .map(each -> paired(
                        "series_" + each.getKey(),
                        (one, other) -> one instanceof Number x && other instanceof Number y
                                ? each.getValue().test(Double.compare(x.doubleValue(), y.doubleValue()))
                                : null));
        return Stream.concat(
                ordered,
                Stream.of(
                        paired("series_equals", (one, other) -> same(one, other)),
                        paired("series_not_equals", (one, other) -> {
                            var same = same(one, other);
                            return same == null ? null : !same;
                        })));
    }

    private static @Nullable Boolean same(@Nullable Object one, @Nullable Object other) {
        return one == null || other == null ? null : Objects.equals(Lists.likened(one), Lists.likened(other));
    }

    private static JavaFunction paired(
            String name, BiFunction<@Nullable Object, @Nullable Object, @Nullable Object> sign) {
        return JavaFunction.of(name, LIST, List.of(Kind.VALUE, Kind.VALUE), a -> paired(a.value(0), a.value(1), sign));
    }

    /** One value beside a list goes with each of its elements. */
    private static @Nullable Object paired(
            @Nullable Object one,
            @Nullable Object other,
            BiFunction<@Nullable Object, @Nullable Object, @Nullable Object> sign) {
        var left = spread(one, other);
        var right = spread(other, one);
        if (left == null || right == null) {
            return null;
        }
        var result = new ArrayList<@Nullable Object>();
        for (int i = 0; i < Math.max(left.size(), right.size()); i++) {
            result.add(sign.apply(i < left.size() ? left.get(i) : null, i < right.size() ? right.get(i) : null));
        }
        return result;
    }

    private static @Nullable List<? extends @Nullable Object> spread(@Nullable Object value, @Nullable Object beside) {
        return value instanceof List<?> list
                ? list
                : value != null && beside instanceof List<?> list ? Collections.nCopies(list.size(), value) : null;
    }

    private static @Nullable Object mapped(@Nullable List<@Nullable Object> list, DoubleUnaryOperator of) {
        return list == null
                ? null
                : list.stream()
                        .<@Nullable Object>map(
                                each -> each instanceof Number number ? of.applyAsDouble(number.doubleValue()) : null)
                        .toList();
    }

    /** Its numbers; empty where one of them is none. */
    static double @Nullable [] reals(@Nullable Object value) {
        return value instanceof List<?> list && list.stream().allMatch(Number.class::isInstance)
                ? list.stream()
                        .mapToDouble(each -> ((Number) each).doubleValue())
                        .toArray()
                : null;
    }

    static List<@Nullable Object> list(double[] reals) {
        return DoubleStream.of(reals).<@Nullable Object>mapToObj(each -> each).toList();
    }

    private static Stream<JavaFunction> single() {
        return Stream.of(
                JavaFunction.of("series_sum", Kind.REAL, List.of(LIST), a -> sum(a.list(0))),
                JavaFunction.of("series_product", Kind.REAL, List.of(LIST), a -> product(reals(a.list(0)))),
                JavaFunction.of("series_magnitude", Kind.REAL, List.of(LIST), a -> magnitude(reals(a.list(0)))),
                ofTwo("series_dot_product", Series::dot),
                ofTwo("series_cosine_similarity", Series::cosine),
                ofTwo("series_pearson_correlation", Series::correlation));
    }

    private static @Nullable Object sum(@Nullable List<@Nullable Object> list) {
        return list == null
                ? null
                : (Double) list.stream()
                        .mapToDouble(each -> each instanceof Number number ? number.doubleValue() : 0)
                        .sum();
    }

    private static @Nullable Object product(double @Nullable [] reals) {
        return reals == null ? null : (Double) DoubleStream.of(reals).reduce(1, (x, y) -> x * y);
    }

    private static @Nullable Object magnitude(double @Nullable [] reals) {
        return reals == null ? null : (Double) Math.sqrt(dot(reals, reals));
    }

    private static JavaFunction ofTwo(String name, BiFunction<double[], double[], Double> function) {
        return JavaFunction.of(name, Kind.REAL, List.of(Kind.VALUE, Kind.VALUE), a -> {
            var one = reals(spread(a.value(0), a.value(1)));
            var other = reals(spread(a.value(1), a.value(0)));
            return one == null || other == null || one.length != other.length ? null : function.apply(one, other);
        });
    }

    private static double dot(double[] one, double[] other) {
        return IntStream.range(0, one.length)
                .mapToDouble(i -> one[i] * other[i])
                .sum();
    }

    private static double cosine(double[] one, double[] other) {
        return dot(one, other) / Math.sqrt(dot(one, one) * dot(other, other));
    }

    private static double correlation(double[] one, double[] other) {
        return cosine(centered(one), centered(other));
    }

    static double[] centered(double[] reals) {
        var mean = DoubleStream.of(reals).average().orElse(0);
        return DoubleStream.of(reals).map(each -> each - mean).toArray();
    }

    private static Stream<JavaFunction> fillings() {
        return Stream.of(
                JavaFunction.of(
                                "series_fill_const",
                                LIST,
                                List.of(LIST, Kind.VALUE, Kind.VALUE),
                                a -> filled(a, 2, a.value(1)))
                        .optional(1),
                JavaFunction.of(
                                "series_fill_forward",
                                LIST,
                                List.of(LIST, Kind.VALUE),
                                a -> forward(a.list(0), a.value(1)))
                        .optional(1),
                JavaFunction.of("series_fill_backward", LIST, List.of(LIST, Kind.VALUE), Series::backward)
                        .optional(1),
                JavaFunction.of(
                                "series_fill_linear",
                                LIST,
                                List.of(LIST, Kind.VALUE, Kind.BOOL, Kind.VALUE),
                                Series::linear)
                        .optional(3));
    }

    /** What is nothing is always missing, and so is what is said to be. */
    private static boolean isMissing(@Nullable Object value, @Nullable Object missing) {
        return value == null || missing != null && Objects.equals(Lists.likened(value), Lists.likened(missing));
    }

    private static @Nullable Object filled(Arguments a, int missing, @Nullable Object filling) {
        var list = a.list(0);
        var marker = a.value(missing);
        return list == null
                ? null
                : list.stream()
                        .<@Nullable Object>map(each -> isMissing(each, marker) ? filling : each)
                        .toList();
    }

    private static @Nullable List<@Nullable Object> forward(
            @Nullable List<@Nullable Object> list, @Nullable Object missing) {
        if (list == null) {
            return null;
        }
        var filled = new ArrayList<@Nullable Object>();
        Object last = null;
        for (var each : list) {
            last = isMissing(each, missing) ? last : each;
            filled.add(last == null ? each : last);
        }
        return filled;
    }

    private static @Nullable Object backward(Arguments a) {
        var list = a.list(0);
        var filled = list == null ? null : forward(list.reversed(), a.value(1));
        return filled == null ? null : filled.reversed();
    }

    private static @Nullable Object linear(Arguments a) {
        var list = a.list(0);
        if (list == null) {
            return null;
        }
        var missing = a.value(1);
        var there = IntStream.range(0, list.size())
                .filter(i -> !isMissing(list.get(i), missing))
                .toArray();
        if (there.length == 0) {
            var filling = a.value(3);
            return filling == null ? list : new ArrayList<@Nullable Object>(Collections.nCopies(list.size(), filling));
        }
        var filled = new ArrayList<@Nullable Object>(list);
        for (int k = 0; k + 1 < there.length; k++) {
            between(filled, there[k], there[k + 1]);
        }
        if (a.truth(2, true)) {
            Collections.fill(filled.subList(0, there[0]), list.get(there[0]));
            var last = there[there.length - 1];
            Collections.fill(filled.subList(last + 1, list.size()), list.get(last));
        }
        return filled;
    }

    private static void between(List<@Nullable Object> list, int from, int to) {
        if (list.get(from) instanceof Number low && list.get(to) instanceof Number high) {
            var step = (high.doubleValue() - low.doubleValue()) / (to - from);
            for (int i = from + 1; i < to; i++) {
                var value = low.doubleValue() + step * (i - from);
                list.set(i, low instanceof Long && high instanceof Long ? (Object) (long) value : (Object) value);
            }
        }
    }

    private static Stream<JavaFunction> filters() {
        return Stream.of(
                JavaFunction.of("series_fir", LIST, List.of(LIST, LIST, Kind.BOOL, Kind.BOOL), Series::fir)
                        .optional(2),
                JavaFunction.of("series_iir", LIST, List.of(LIST, LIST, LIST), Series::iir));
    }

    /** Each element with those before it, or around it, by weights that make 1 unless that is not wanted. */
    private static @Nullable Object fir(Arguments a) {
        var input = reals(a.list(0));
        var weights = reals(a.list(1));
        if (input == null || weights == null || (long) input.length * weights.length > MOST_WORK) {
            return null;
        }
        var sum = DoubleStream.of(weights).sum();
        var scale = a.truth(2, true) && sum != 0 ? sum : 1;
        int offset = a.truth(3, false) ? weights.length / 2 : 0;
        var output = new double[input.length];
        for (int i = 0; i < input.length; i++) {
            for (int k = 0; k < weights.length; k++) {
                int from = i + offset - k;
                output[i] += from < 0 || from >= input.length ? 0 : input[from] * weights[k] / scale;
            }
        }
        return list(output);
    }

    private static @Nullable Object iir(Arguments a) {
        var input = reals(a.list(0));
        var weights = reals(a.list(1));
        var back = reals(a.list(2));
        if (input == null
                || weights == null
                || back == null
                || back.length == 0
                || back[0] == 0
                || (long) input.length * (weights.length + back.length) > MOST_WORK) {
            return null;
        }
        var output = new double[input.length];
        for (int i = 0; i < input.length; i++) {
            for (int k = 0; k < weights.length && k <= i; k++) {
                output[i] += weights[k] * input[i - k];
            }
            for (int k = 1; k < back.length && k <= i; k++) {
                output[i] -= back[k] * output[i - k];
            }
            output[i] /= back[0];
        }
        return list(output);
    }
}
