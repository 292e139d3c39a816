package securitycenter.kql.values;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Series taken apart into what comes again, what goes on, and the rest. Kusto does not say how it finds periods: here they
 * are lags at which a series is like itself, no longer than a fourth of it, and a season is the median of what stands at
 * its place.
 */
final class Seasons {

    private static final Kind LIST = Kind.DYNAMIC;
    private static final double LIKENESS = 0.6;

    /** Of lags times numbers: nothing stops a function in the middle. */
    private static final int MOST_WORK = 20_000_000;

    /** @param seasonal what comes again, around 0 */
    private record Parts(double[] seasonal, double[] trend, double[] residual) {

        double[] baseline() {
            return IntStream.range(0, trend.length)
                    .mapToDouble(i -> seasonal[i] + trend[i])
                    .toArray();
        }
    }

    private Seasons() {}

    static Stream<JavaFunction> all() {
        return Stream.of(
                JavaFunction.of("series_seasonal", LIST, List.of(LIST, Kind.LONG), Seasons::season)
                        .optional(1),
                JavaFunction.of(
                                "$series_decompose",
                                LIST,
                                List.of(LIST, Kind.LONG, Kind.TEXT, Kind.LONG, Kind.REAL),
                                Seasons::decomposed)
                        .optional(4),
                JavaFunction.of(
                                "$series_decompose_forecast",
                                LIST,
                                List.of(LIST, Kind.LONG, Kind.LONG, Kind.TEXT, Kind.REAL),
                                Seasons::forecast)
                        .optional(3),
                JavaFunction.of(
                                "$series_decompose_anomalies",
                                LIST,
                                List.of(LIST, Kind.REAL, Kind.LONG, Kind.TEXT, Kind.LONG, Kind.TEXT, Kind.REAL),
                                Seasons::anomalies)
                        .optional(6),
                JavaFunction.of(
                                "series_outliers",
                                LIST,
                                List.of(LIST, Kind.TEXT, Kind.VALUE, Kind.REAL, Kind.REAL),
                                Seasons::outliers)
                        .optional(4),
                JavaFunction.of(
                        "$series_periods_detect",
                        LIST,
                        List.of(LIST, Kind.REAL, Kind.REAL, Kind.LONG),
                        Seasons::detected),
                JavaFunction.of("$series_periods_validate", LIST, List.of(LIST, LIST), Seasons::validated)
                        .withRest());
    }

    private static double @Nullable [] filled(@Nullable Object series) {
        if (!(series instanceof List<?> list)) {
            return null;
        }
        var reals = list.stream()
                .mapToDouble(each -> each instanceof Number number ? number.doubleValue() : 0)
                .toArray();
        return reals.length == 0 ? null : reals;
    }

    /** How alike a series and itself some steps later are; 1 is the same. */
    private static double likeness(double[] y, int lag) {
        int n = y.length - lag;
        double early = 0;
        double late = 0;
        for (int i = 0; i < n; i++) {
            early += y[i] / n;
            late += y[i + lag] / n;
        }
        double product = 0;
        double earlySquare = 0;
        double lateSquare = 0;
        for (int i = 0; i < n; i++) {
            product += (y[i] - early) * (y[i + lag] - late);
            earlySquare += (y[i] - early) * (y[i] - early);
            lateSquare += (y[i + lag] - late) * (y[i + lag] - late);
        }
        return earlySquare == 0 || lateSquare == 0 ? 0 : product / Math.sqrt(earlySquare * lateSquare);
    }

    private static double[] withoutTrend(double[] y) {
        var fit = Fits.Line.of(y).fit();
        return IntStream.range(0, y.length).mapToDouble(i -> y[i] - fit[i]).toArray();
    }

    /** The best period, or 0. */
    private static int period(double[] y, double threshold) {
        return periods(y, 2, y.length / 2).entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .filter(each -> each.getValue() >= threshold && each.getKey() <= y.length / 4)
                .map(Map.Entry::getKey)
                .orElse(0);
    }

    /** Lags that are better than their neighbors. */
    private static Map<Integer, Double> periods(double[] y, int least, int most) {
        var centered = withoutTrend(y);
        var found = new TreeMap<Integer, Double>();
        var last = Math.min(Math.min(most, y.length - 2), MOST_WORK / y.length);
        for (int lag = Math.max(2, least); lag <= last; lag++) {
            var likeness = likeness(centered, lag);
            if (likeness > likeness(centered, lag - 1) && likeness >= likeness(centered, lag + 1)) {
                found.put(lag, likeness);
            }
        }
        return found;
    }

    private static double[] medians(double[] y, int period, int length) {
        var medians = new double[Math.max(period, 1)];
        for (int phase = 0; phase < period; phase++) {
            int at = phase;
            medians[phase] = median(IntStream.range(0, y.length)
                    .filter(i -> i % period == at)
                    .mapToDouble(i -> y[i])
                    .sorted()
                    .toArray());
        }
        return IntStream.range(0, length)
                .mapToDouble(i -> period == 0 ? 0 : medians[i % period])
                .toArray();
    }

    private static double median(double[] sorted) {
        int n = sorted.length;
        return n == 0 ? 0 : (sorted[n / 2] + sorted[(n - 1) / 2]) / 2;
    }

    private static @Nullable Object season(Arguments a) {
        var y = filled(a.list(0));
        if (y == null) {
            return null;
        }
        var wanted = a.whole(1, -1);
        int period = wanted < 0 ? period(y, LIKENESS) : (int) Math.min(wanted, y.length);
        return Series.list(medians(y, period, y.length));
    }

    /** @param test how many of the last are not learned from */
    private static Parts parts(double[] y, long seasonality, String trend, long test, double threshold) {
        var learned = Arrays.copyOf(y, (int) Math.clamp(y.length - test, 1, y.length));
        int period = seasonality < 0 ? period(learned, threshold) : (int) Math.min(seasonality, learned.length);
        var seasonal = Series.centered(medians(withoutTrend(learned), period, y.length));
        var rest = IntStream.range(0, learned.length)
                .mapToDouble(i -> learned[i] - seasonal[i])
                .toArray();
        var going = trend(rest, trend, y.length);
        var residual = IntStream.range(0, y.length)
                .mapToDouble(i -> y[i] - seasonal[i] - going[i])
                .toArray();
        return new Parts(seasonal, going, residual);
    }

    private static double[] trend(double[] y, String kind, int length) {
        var line = Fits.Line.of(y);
        var mean = DoubleStream.of(y).average().orElse(0);
        return IntStream.range(0, length)
                .mapToDouble(i -> switch (kind) {
                    case "linefit" -> line.interception() + line.slope() * i;
                    case "none" -> 0;
                    default -> mean;
                })
                .toArray();
    }

    private static @Nullable Object decomposed(Arguments a) {
        var y = filled(a.list(0));
        if (y == null) {
            return null;
        }
        var parts = parts(y, a.whole(1, -1), a.text(2), a.whole(3, 0), a.real(4, LIKENESS));
        return lists(parts.baseline(), parts.seasonal, parts.trend, parts.residual);
    }

    private static @Nullable Object forecast(Arguments a) {
        var y = filled(a.list(0));
        if (y == null) {
            return null;
        }
        var trend = a.has(3) ? a.text(3) : "linefit";
        var parts = parts(y, a.whole(2, -1), trend, a.whole(1, 0), a.real(4, LIKENESS));
        return lists(parts.baseline(), parts.seasonal, parts.trend, parts.residual);
    }

    private static @Nullable Object anomalies(Arguments a) {
        var y = filled(a.list(0));
        if (y == null) {
            return null;
        }
        var threshold = a.real(1, 1.5);
        var parts = parts(y, a.whole(2, -1), a.text(3), a.whole(4, 0), a.real(6, LIKENESS));
        var quartiles = a.text(5).equals("tukey");
        var scores = scores(parts.residual, parts.residual, quartiles ? 25 : 10, quartiles ? 75 : 90);
        var flags = DoubleStream.of(scores)
                .<@Nullable Object>mapToObj(score -> score > threshold ? 1L : score < -threshold ? -1L : 0L)
                .toList();
        return List.of(flags, Series.list(scores), Series.list(parts.baseline()));
    }

    private static List<Object> lists(double[]... series) {
        return Stream.of(series).<Object>map(Series::list).toList();
    }

    private static @Nullable Object outliers(Arguments a) {
        var list = a.list(0);
        if (list == null || list.isEmpty()) {
            return null;
        }
        var ignored = Lists.likened(a.value(2));
        var y = filled(list);
        var learned = list.stream()
                .filter(each -> each instanceof Number && !(Lists.likened(each) + "").equals(ignored + ""))
                .mapToDouble(each -> ((Number) each).doubleValue())
                .toArray();
        var quartiles = a.text(1).equals("tukey");
        return y == null || learned.length == 0
                ? null
                : Series.list(scores(y, learned, a.real(3, quartiles ? 25 : 10), a.real(4, quartiles ? 75 : 90)));
    }

    /** How far outside of the range that most are in, counted in the width of the range. */
    private static double[] scores(double[] y, double[] learned, double low, double high) {
        var sorted = DoubleStream.of(learned).sorted().toArray();
        var from = percentile(sorted, low);
        var to = percentile(sorted, high);
        var width = to - from;
        return DoubleStream.of(y)
                .map(each -> {
                    var beyond = each > to ? each - to : each < from ? each - from : 0;
                    return beyond == 0 ? 0 : width == 0 ? Math.signum(beyond) * Double.MAX_VALUE : beyond / width;
                })
                .toArray();
    }

    private static double percentile(double[] sorted, double percent) {
        var place = Math.clamp(percent, 0, 100) / 100 * (sorted.length - 1);
        int below = (int) place;
        var next = sorted[Math.min(below + 1, sorted.length - 1)];
        return sorted[below] + (next - sorted[below]) * (place - below);
    }

    private static @Nullable Object detected(Arguments a) {
        var y = filled(a.list(0));
        if (y == null) {
            return null;
        }
        var found = periods(y, (int) a.real(1, 0), (int) Math.min(a.real(2, 0), y.length / 2.0)).entrySet().stream()
                .filter(each -> each.getValue() > 0)
                .sorted(Map.Entry.<Integer, Double>comparingByValue().reversed())
                .limit(Math.max(0, a.whole(3, 1)))
                .toList();
        return List.of(
                found.stream().map(each -> each.getKey().doubleValue()).toList(),
                found.stream().map(Map.Entry::getValue).toList());
    }

    private static @Nullable Object validated(Arguments a) {
        var y = filled(a.list(0));
        if (y == null) {
            return null;
        }
        var centered = withoutTrend(y);
        var periods = new ArrayList<@Nullable Object>();
        var scores = new ArrayList<@Nullable Object>();
        for (var each : a.rest(1)) {
            if (each instanceof Number number) {
                int lag = (int) Math.round(number.doubleValue());
                periods.add(number.doubleValue());
                scores.add(lag < 2 || lag > y.length / 2 ? 0.0 : Math.clamp(likeness(centered, lag), 0, 1));
            }
        }
        return List.of(periods, scores);
    }
}
