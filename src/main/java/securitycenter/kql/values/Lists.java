package securitycenter.kql.values;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Lists of values. What is no list gives nothing. */
final class Lists {

    private static final Kind LIST = Kind.DYNAMIC;
    private static final Comparator<Object> BY_VALUE =
            Comparator.comparingInt(Lists::rank).thenComparing(Lists::compared);

    private Lists() {}

    static Stream<JavaFunction> all() {
        return Stream.of(moved(), cut(), sought(), sorted()).flatMap(rows -> rows);
    }

    private static Stream<JavaFunction> moved() {
        return Stream.of(
                JavaFunction.of(
                        "array_rotate_left", LIST, List.of(LIST, Kind.LONG), a -> rotated(a.list(0), -a.whole(1, 0))),
                JavaFunction.of(
                        "array_rotate_right", LIST, List.of(LIST, Kind.LONG), a -> rotated(a.list(0), a.whole(1, 0))),
                JavaFunction.of(
                                "array_shift_left",
                                LIST,
                                List.of(LIST, Kind.LONG, Kind.VALUE),
                                a -> shifted(a.list(0), a.whole(1, 0), a.value(2)))
                        .optional(1),
                JavaFunction.of(
                                "array_shift_right",
                                LIST,
                                List.of(LIST, Kind.LONG, Kind.VALUE),
                                a -> shifted(a.list(0), -a.whole(1, 0), a.value(2)))
                        .optional(1));
    }

    private static Stream<JavaFunction> cut() {
        var chosen = JavaFunction.of("array_iff", LIST, List.of(LIST, Kind.VALUE, Kind.VALUE), Lists::chosen);
        return Stream.of(
                JavaFunction.of("array_slice", LIST, List.of(LIST, Kind.LONG, Kind.LONG), Lists::slice),
                JavaFunction.of("array_split", LIST, List.of(LIST, Kind.VALUE), a -> split(a.list(0), a.value(1))),
                JavaFunction.of("array_concat", LIST, List.of(LIST), a -> concatenated(a.list(0)))
                        .withRest(),
                JavaFunction.of("zip", LIST, List.of(LIST, LIST), a -> zipped(with(a.value(0), a.list(1))))
                        .withRest(),
                JavaFunction.of("repeat", LIST, List.of(Kind.VALUE, Kind.LONG), a -> repeated(a.value(0), a.whole(1))),
                chosen,
                chosen.named("array_iif"));
    }

    private static Stream<JavaFunction> sought() {
        return Stream.of(
                JavaFunction.of(
                                "array_index_of",
                                Kind.LONG,
                                List.of(LIST, Kind.VALUE, Kind.LONG, Kind.LONG, Kind.LONG),
                                Lists::place)
                        .optional(3),
                JavaFunction.of(
                        "$weighted_rank",
                        Kind.LONG,
                        List.of(LIST, LIST, Kind.REAL),
                        a -> weightedRank(a.list(0), a.list(1), a.real(2, 0))));
    }

    private static Stream<JavaFunction> sorted() {
        return Stream.of(
                JavaFunction.of("array_sort_asc", LIST, List.of(LIST, LIST), a -> sorted(a, BY_VALUE))
                        .withRest(),
                JavaFunction.of("array_sort_desc", LIST, List.of(LIST, LIST), a -> sorted(a, BY_VALUE.reversed()))
                        .withRest());
    }

    @SuppressWarnings("unchecked")
    static @Nullable List<@Nullable Object> list(@Nullable Object value) {
        return value instanceof List<?> ? (List<@Nullable Object>) value : null;
    }

    /** Numbers before texts, and all else by how it is written. */
    private static int rank(Object value) {
        return value instanceof Number ? 0 : value instanceof Boolean ? 1 : 2;
    }

    private static int compared(Object one, Object other) {
        if (one instanceof Long whole && other instanceof Long another) {
            return Long.compare(whole, another);
        }
        return one instanceof Number number && other instanceof Number another
                ? Double.compare(number.doubleValue(), another.doubleValue())
                : text(one).compareTo(text(other));
    }

    static String text(Object value) {
        return value instanceof String text ? text : JsonWriter.written(value);
    }

    /** 1 and 1.0 are one value. */
    static @Nullable Object likened(@Nullable Object value) {
        return value instanceof Double real && real == Math.rint(real) && Math.abs(real) < 1e15
                ? (Object) real.longValue()
                : value;
    }

    private static @Nullable Object rotated(@Nullable List<@Nullable Object> list, long by) {
        if (list == null) {
            return null;
        }
        var rotated = new ArrayList<>(list);
        if (!rotated.isEmpty()) {
            Collections.rotate(rotated, (int) (by % rotated.size()));
        }
        return rotated;
    }

    private static @Nullable Object shifted(@Nullable List<@Nullable Object> list, long by, @Nullable Object filling) {
        if (list == null) {
            return null;
        }
        var shifted = new ArrayList<@Nullable Object>();
        for (int i = 0; i < list.size(); i++) {
            var from = i + by;
            shifted.add(from >= 0 && from < list.size() ? list.get((int) from) : filling);
        }
        return shifted;
    }

    /** Both ends belong to it, and negative ones count from the end. */
    private static @Nullable Object slice(Arguments a) {
        var list = a.list(0);
        var first = a.whole(1);
        var last = a.whole(2);
        if (list == null || first == null || last == null) {
            return null;
        }
        var from = Math.max(0, first < 0 ? first + list.size() : first);
        var to = Math.min(list.size() - 1, last < 0 ? last + list.size() : last);
        return from > to ? List.of() : list.subList((int) from, (int) to + 1);
    }

    private static @Nullable Object split(@Nullable List<@Nullable Object> list, @Nullable Object at) {
        if (list == null) {
            return null;
        }
        var places = at instanceof List<?> several ? several : Collections.singletonList(at);
        var parts = new ArrayList<@Nullable Object>();
        int begin = 0;
        for (var place : places) {
            if (!(place instanceof Long number)) {
                return null;
            }
            var end = (int) Math.clamp(number < 0 ? number + list.size() : number, begin, list.size());
            parts.add(list.subList(begin, end));
            begin = end;
        }
        parts.add(list.subList(begin, list.size()));
        return parts;
    }

    private static @Nullable Object concatenated(@Nullable List<@Nullable Object> lists) {
        if (lists == null) {
            return null;
        }
        var all = new ArrayList<@Nullable Object>();
        for (var each : lists) {
            if (each instanceof List<?> list) {
                all.addAll(list);
            } else if (each != null) {
                all.add(each);
            }
        }
        return all;
    }

    private static List<@Nullable Object> with(@Nullable Object first, @Nullable List<@Nullable Object> rest) {
        var all = new ArrayList<@Nullable Object>();
        all.add(first);
        if (rest != null) {
            all.addAll(rest);
        }
        return all;
    }

    private static @Nullable Object zipped(List<@Nullable Object> lists) {
        var columns = lists.stream()
                .map(each -> each instanceof List<?> list ? list : Collections.singletonList(each))
                .toList();
        int length = columns.stream().mapToInt(List::size).max().orElse(0);
        return IntStream.range(0, length)
                .mapToObj(row -> columns.stream()
                        .<@Nullable Object>map(column -> row < column.size() ? column.get(row) : null)
                        .toList())
                .toList();
    }

    private static @Nullable Object repeated(@Nullable Object value, @Nullable Long times) {
        return times == null || times < 0 ? null : Collections.nCopies((int) Math.min(times, 1024), value);
    }

    private static @Nullable Object chosen(Arguments a) {
        var conditions = a.list(0);
        if (conditions == null) {
            return null;
        }
        var yes = a.value(1);
        var no = a.value(2);
        var chosen = new ArrayList<@Nullable Object>();
        for (int i = 0; i < conditions.size(); i++) {
            chosen.add(
                    switch (conditions.get(i)) {
                        case Boolean truth -> at(truth ? yes : no, i);
                        case Number number -> at(number.doubleValue() == 0 ? no : yes, i);
                        case null, default -> null;
                    });
        }
        return chosen;
    }

    private static @Nullable Object at(@Nullable Object value, int place) {
        return value instanceof List<?> list ? place < list.size() ? list.get(place) : null : value;
    }

    /** From 0, and -1 for nowhere. The fourth is how many are looked at, the fifth which of those found. */
    private static @Nullable Object place(Arguments a) {
        var list = a.list(0);
        if (list == null) {
            return null;
        }
        var sought = likened(a.value(1));
        var start = a.whole(2, 0);
        var from = (int) Math.clamp(start < 0 ? start + list.size() : start, 0, list.size());
        var length = a.whole(3, -1);
        var end = length < 0 ? list.size() : from + (int) Math.min(list.size() - from, length);
        Predicate<@Nullable Object> same = each -> sought != null && sought.equals(likened(each));
        return IntStream.range(from, end)
                .filter(i -> same.test(list.get(i)))
                .skip(Math.max(0, a.whole(4, 1) - 1))
                .mapToObj(i -> (long) i)
                .findFirst()
                .orElse(-1L);
    }

    /** The place, from 1, of the least value that with all below it has the wanted part of the weights. */
    private static @Nullable Object weightedRank(
            @Nullable List<@Nullable Object> values, @Nullable List<@Nullable Object> weights, double percent) {
        if (values == null || weights == null) {
            return null;
        }
        var places = IntStream.range(0, Math.min(values.size(), weights.size()))
                .filter(i -> values.get(i) instanceof Number && weight(weights.get(i)) > 0)
                .boxed()
                .sorted(Comparator.comparing(i -> Objects.requireNonNull(values.get(i)), BY_VALUE))
                .toList();
        var wanted = places.stream().mapToDouble(i -> weight(weights.get(i))).sum() * percent / 100;
        double sum = 0;
        for (var place : places) {
            sum += weight(weights.get(place));
            if (sum >= wanted) {
                return place + 1L;
            }
        }
        return null;
    }

    private static double weight(@Nullable Object value) {
        return value instanceof Number number ? number.doubleValue() : 0;
    }

    /** Further lists follow the order of the first. Nothing comes last unless the last argument is false. */
    private static @Nullable Object sorted(Arguments a, Comparator<Object> order) {
        var first = a.list(0);
        var others = a.list(1);
        if (first == null) {
            return null;
        }
        var lists = with(first, others);
        var nullsFirst = lists.getLast() instanceof Boolean last && !last;
        if (lists.getLast() instanceof Boolean) {
            lists.removeLast();
        }
        if (lists.stream().anyMatch(each -> !(each instanceof List<?> list) || list.size() != first.size())) {
            return null;
        }
        Comparator<Integer> places = Comparator.comparing(
                (Integer i) -> first.get(i), nullsFirst ? Comparator.nullsFirst(order) : Comparator.nullsLast(order));
        var permutation =
                IntStream.range(0, first.size()).boxed().sorted(places).toList();
        var sorted = lists.stream()
                .<@Nullable Object>map(each -> permutation.stream()
                        .<@Nullable Object>map(i -> ((List<?>) each).get(i))
                        .toList())
                .toList();
        return sorted.size() == 1 ? sorted.getFirst() : sorted;
    }
}
