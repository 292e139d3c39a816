package securitycenter.kql.values;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a list of numbers is like as a whole: its least and greatest, the lines that come near it. */
final class Fits {

    private static final Kind LIST = Kind.DYNAMIC;
    private static final List<String> STATS =
            List.of("min", "min_idx", "max", "max_idx", "avg", "stdev", "variance", "sum", "len");
    private static final List<String> LINE =
            List.of("rsquare", "slope", "variance", "rvariance", "interception", "line_fit");

    /** A line by least squares, and how well it fits. */
    record Line(double rsquare, double slope, double variance, double rvariance, double interception, double[] fit) {

        static Line of(double[] y) {
            int n = y.length;
            double meanX = (n - 1) / 2.0;
            double meanY = DoubleStream.of(y).average().orElse(0);
            double xx = 0;
            double xy = 0;
            double yy = 0;
            for (int i = 0; i < n; i++) {
                xx += (i - meanX) * (i - meanX);
                xy += (i - meanX) * (y[i] - meanY);
                yy += (y[i] - meanY) * (y[i] - meanY);
            }
            double slope = xx == 0 ? 0 : xy / xx;
            double interception = meanY - slope * meanX;
            var fit = IntStream.range(0, n)
                    .mapToDouble(i -> interception + slope * i)
                    .toArray();
            double rest = residues(y, fit);
            return new Line(
                    yy == 0 ? 1 : 1 - rest / yy,
                    slope,
                    n < 2 ? 0 : yy / (n - 1),
                    n < 2 ? 0 : rest / (n - 1),
                    interception,
                    fit);
        }

        private static double residues(double[] y, double[] fit) {
            return IntStream.range(0, y.length)
                    .mapToDouble(i -> (y[i] - fit[i]) * (y[i] - fit[i]))
                    .sum();
        }

        List<@Nullable Object> values() {
            return Arrays.<@Nullable Object>asList(rsquare, slope, variance, rvariance, interception, Series.list(fit));
        }
    }

    private Fits() {}

    static Stream<JavaFunction> all() {
        var one = List.of(LIST);
        return Stream.of(
                JavaFunction.of("$series_stats", LIST, one, a -> stats(Series.reals(a.list(0)))),
                JavaFunction.of("series_stats_dynamic", LIST, one, a -> named(STATS, stats(Series.reals(a.list(0))))),
                JavaFunction.of("$series_fit_line", LIST, one, a -> line(Series.reals(a.list(0)))),
                JavaFunction.of("series_fit_line_dynamic", LIST, one, a -> named(LINE, line(Series.reals(a.list(0))))),
                JavaFunction.of("$series_fit_2lines", LIST, one, a -> lines(Series.reals(a.list(0)))));
    }

    private static @Nullable Object named(List<String> names, @Nullable List<@Nullable Object> values) {
        if (values == null) {
            return null;
        }
        var bag = new LinkedHashMap<String, @Nullable Object>();
        for (int i = 0; i < names.size(); i++) {
            bag.put(names.get(i), values.get(i));
        }
        return bag;
    }

    private static @Nullable List<@Nullable Object> stats(double @Nullable [] y) {
        if (y == null || y.length == 0) {
            return null;
        }
        int least = 0;
        int greatest = 0;
        for (int i = 1; i < y.length; i++) {
            least = y[i] < y[least] ? i : least;
            greatest = y[i] > y[greatest] ? i : greatest;
        }
        var variance = Line.of(y).variance;
        var sum = DoubleStream.of(y).sum();
        return Arrays.<@Nullable Object>asList(
                y[least],
                (long) least,
                y[greatest],
                (long) greatest,
                sum / y.length,
                Math.sqrt(variance),
                variance,
                sum,
                (long) y.length);
    }

    private static @Nullable List<@Nullable Object> line(double @Nullable [] y) {
        return y == null || y.length == 0 ? null : Line.of(y).values();
    }

    /** The two lines that together come nearest; the first of the right one is where it splits. */
    private static @Nullable Object lines(double @Nullable [] y) {
        if (y == null || y.length < 4) {
            return null;
        }
        int best = split(y);
        var left = Line.of(Arrays.copyOfRange(y, 0, best));
        var right = Line.of(Arrays.copyOfRange(y, best, y.length));
        var whole = Line.of(y);
        var fit = DoubleStream.concat(DoubleStream.of(left.fit), DoubleStream.of(right.fit))
                .toArray();
        var rvariance = Line.residues(y, fit) / (y.length - 1);
        var result = new ArrayList<@Nullable Object>(Arrays.<@Nullable Object>asList(
                whole.variance == 0 ? 1.0 : 1 - rvariance / whole.variance,
                (long) best,
                whole.variance,
                rvariance,
                Series.list(fit)));
        for (var half : List.of(right, left)) {
            result.addAll(Arrays.<@Nullable Object>asList(
                    half.rsquare, half.slope, half.interception, half.variance, half.rvariance));
        }
        return result;
    }

    /** By sums over all that stands before, so that each place costs the same. */
    private static int split(double[] y) {
        var sums = new double[y.length + 1][];
        sums[0] = new double[5];
        for (int i = 0; i < y.length; i++) {
            sums[i + 1] = new double[] {
                sums[i][0] + i,
                sums[i][1] + (double) i * i,
                sums[i][2] + y[i],
                sums[i][3] + i * y[i],
                sums[i][4] + y[i] * y[i]
            };
        }
        return IntStream.rangeClosed(2, y.length - 2)
                .boxed()
                .min(Comparator.comparingDouble(
                        at -> rest(sums[0], sums[at], at) + rest(sums[at], sums[y.length], y.length - at)))
                .orElse(2);
    }

    private static double rest(double[] from, double[] to, int n) {
        double x = to[0] - from[0];
        double y = to[2] - from[2];
        double xx = to[1] - from[1] - x * x / n;
        double xy = to[3] - from[3] - x * y / n;
        double yy = to[4] - from[4] - y * y / n;
        return yy - xy * xy / xx;
    }
}
