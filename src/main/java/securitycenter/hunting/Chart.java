package securitycenter.hunting;

import java.math.BigDecimal;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import securitycenter.events.Ticks;
import securitycenter.hunts.Outcome.Answer;
import securitycenter.kql.Render;
import securitycenter.kql.schema.Column;
import securitycenter.kql.schema.KqlType;
import tools.jackson.databind.json.JsonMapper;

/**
 * An answer as a drawing.
 *
 * @param x name of the column along which it is drawn
 * @param time the zone of the labels when they are moments, in milliseconds since 1970
 * @param leftOut so many series are in the table only
 * @param more values of x, or points, are in the table only
 */
record Chart(
        Kind kind,
        boolean stacked,
        String title,
        String x,
        @Nullable String time,
        List<Object> labels,
        List<Series> series,
        int leftOut,
        boolean more) {

    private static final JsonMapper JSON = new JsonMapper();
    private static final int MOST_SERIES = 12;
    private static final int MOST_LABELS = 1_000;
    private static final int MOST_POINTS = 5_000;

    enum Kind {
        COLUMN("columnchart"),
        BAR("barchart"),
        LINE("linechart"),
        TIME("timechart", "anomalychart", "timepivot"),
        AREA("areachart", "stackedareachart"),
        PIE("piechart"),
        DONUT("donutchart", "doughnutchart"),
        SCATTER("scatterchart");

        private final List<String> words;

        Kind(String... words) {
            this.words = List.of(words);
        }

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Optional<Kind> named(String word) {
            return Arrays.stream(values())
                    .filter(kind -> kind.words.contains(word))
                    .findFirst();
        }
    }

    /** @param values a number for each label or nothing; of points, both numbers of each */
    record Series(String name, List<@Nullable Object> values) {}

    /** Which columns are what. */
    private record Roles(int x, List<Integer> splits, List<Integer> heights) {}

    /** None where the answer has nothing that can be drawn so. */
    static Optional<Chart> of(Render render, Answer answer, ZoneId zone) {
        return Kind.named(render.kind())
                .flatMap(kind -> roles(kind, render.options(), answer.columns())
                        .filter(roles -> !answer.rows().isEmpty())
                        .map(roles -> of(kind, render, roles, answer, name(zone))));
    }

    /** As browsers know it. */
    private static String name(ZoneId zone) {
        return zone.equals(ZoneOffset.UTC) ? "UTC" : zone.getId();
    }

    private static Optional<Roles> roles(Kind kind, Map<String, String> options, List<Column> columns) {
        var x = named(options.get("xcolumn"), columns).stream().findFirst().orElseGet(() -> usualX(kind, columns));
        var wanted = named(options.get("ycolumns"), columns);
        var heights = wanted.isEmpty()
                ? places(columns)
                        .filter(at -> at != x && isHeight(columns.get(at)))
                        .boxed()
                        .toList()
                : wanted;
        var named = named(options.get("series"), columns);
        var splits = named.isEmpty()
                ? places(columns)
                        .filter(at -> at != x && columns.get(at).type() == KqlType.STRING && !heights.contains(at))
                        .boxed()
                        .toList()
                : named;
        return heights.isEmpty() ? Optional.empty() : Optional.of(new Roles(x, splits, heights));
    }

    private static int usualX(Kind kind, List<Column> columns) {
        return kind == Kind.TIME || kind == Kind.AREA || kind == Kind.LINE
                ? places(columns)
                        .filter(at -> columns.get(at).type() == KqlType.DATETIME)
                        .findFirst()
                        .orElse(0)
                : 0;
    }

    private static List<Integer> named(@Nullable String names, List<Column> columns) {
        return names == null
                ? List.of()
                : Arrays.stream(names.split(","))
                        .map(String::strip)
                        .flatMap(name -> places(columns)
                                .filter(at -> columns.get(at).name().equals(name))
                                .boxed())
                        .toList();
    }

    private static IntStream places(List<Column> columns) {
        return IntStream.range(0, columns.size());
    }

    private static boolean isHeight(Column column) {
        return column.type().isNumber() || column.type() == KqlType.TIMESPAN;
    }

    private static Chart of(Kind kind, Render render, Roles roles, Answer answer, String zone) {
        if (kind == Kind.SCATTER) {
            return ofPoints(render, roles, answer, zone);
        }
        var isTime = isTime(roles, answer);
        var more = false;
        Set<Object> labels = isTime ? new TreeSet<>() : new LinkedHashSet<>();
        var bySeries = new LinkedHashMap<String, Map<Object, Double>>();
        for (var row : answer.rows()) {
            var label = label(kind, answer.columns().get(roles.x()).type(), row.get(roles.x()));
            if (label == null) {
                continue;
            }
            if (labels.size() == MOST_LABELS && !labels.contains(label)) {
                more = true;
                continue;
            }
            labels.add(label);
            for (var height : roles.heights()) {
                var number = number(answer.columns().get(height).type(), row.get(height));
                if (number != null) {
                    bySeries.computeIfAbsent(name(roles, height, answer.columns(), row), _ -> new LinkedHashMap<>())
                            .merge(label, number, Double::sum);
                }
            }
        }
        var series = bySeries.entrySet().stream()
                .limit(MOST_SERIES)
                .map(one -> new Series(one.getKey(), values(labels, one.getValue())))
                .toList();
        return chart(
                kind, render, roles, answer, zone, List.copyOf(labels), series, bySeries.size() - series.size(), more);
    }

    /** Each row is a point for each height, also where several stand at one place. */
    private static Chart ofPoints(Render render, Roles roles, Answer answer, String zone) {
        var bySeries = new LinkedHashMap<String, List<@Nullable Object>>();
        var points = 0;
        for (var row : answer.rows()) {
            var x = label(Kind.SCATTER, answer.columns().get(roles.x()).type(), row.get(roles.x()));
            for (var height : roles.heights()) {
                var y = number(answer.columns().get(height).type(), row.get(height));
                if (x != null && y != null && points++ < MOST_POINTS) {
                    bySeries.computeIfAbsent(name(roles, height, answer.columns(), row), _ -> new ArrayList<>())
                            .add(List.of(x, y));
                }
            }
        }
        var series = bySeries.entrySet().stream()
                .limit(MOST_SERIES)
                .map(one -> new Series(one.getKey(), one.getValue()))
                .toList();
        return chart(
                Kind.SCATTER,
                render,
                roles,
                answer,
                zone,
                List.of(),
                series,
                bySeries.size() - series.size(),
                points > MOST_POINTS);
    }

    private static Chart chart(
            Kind kind,
            Render render,
            Roles roles,
            Answer answer,
            String zone,
            List<Object> labels,
            List<Series> series,
            int leftOut,
            boolean more) {
        return new Chart(
                kind,
                isStacked(render),
                render.options().getOrDefault("title", ""),
                answer.columns().get(roles.x()).name(),
                isTime(roles, answer) ? zone : null,
                labels,
                series,
                leftOut,
                more);
    }

    private static boolean isTime(Roles roles, Answer answer) {
        return answer.columns().get(roles.x()).type() == KqlType.DATETIME;
    }

    /** How many values of x, or points, are drawn at most. */
    public int most() {
        return kind == Kind.SCATTER ? MOST_POINTS : MOST_LABELS;
    }

    private static boolean isStacked(Render render) {
        return render.kind().startsWith("stacked")
                || render.options().getOrDefault("kind", "").startsWith("stacked");
    }

    private static String name(Roles roles, int height, List<Column> columns, List<@Nullable Object> row) {
        var split = roles.splits().stream()
                .map(at -> Cells.plain(columns.get(at).type(), row.get(at)))
                .collect(Collectors.joining(", "));
        if (split.isEmpty()) {
            return columns.get(height).name();
        }
        return roles.heights().size() == 1
                ? split
                : split + ": " + columns.get(height).name();
    }

    private static List<@Nullable Object> values(Set<Object> labels, Map<Object, Double> heights) {
        var values = new ArrayList<@Nullable Object>();
        labels.forEach(label -> values.add(heights.get(label)));
        return values;
    }

    private static @Nullable Object label(Kind kind, KqlType type, @Nullable Object value) {
        if (type == KqlType.DATETIME) {
            return value instanceof Long ticks ? Ticks.instant(ticks).toEpochMilli() : null;
        }
        return kind == Kind.SCATTER ? number(type, value) : Cells.plain(type, value);
    }

    private static @Nullable Double number(KqlType type, @Nullable Object value) {
        return switch (value) {
            case Long ticks when type == KqlType.TIMESPAN -> ticks / 10_000_000.0;
            case Long number -> number.doubleValue();
            case Double number -> Double.isFinite(number) ? number : null;
            case BigDecimal number -> number.doubleValue();
            case null, default -> null;
        };
    }

    public String json() {
        return JSON.writeValueAsString(new Drawn(kind.word(), stacked, title, x, time, labels, series));
    }

    private record Drawn(
            String kind,
            boolean stacked,
            String title,
            String x,
            @Nullable String time,
            List<Object> labels,
            List<Series> series) {}
}
