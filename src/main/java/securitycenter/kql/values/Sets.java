package securitycenter.kql.values;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Lists as sets: each value once, where it stood first. */
final class Sets {

    private static final Kind LIST = Kind.DYNAMIC;

    private Sets() {}

    static Stream<JavaFunction> all() {
        return Stream.of(
                JavaFunction.of("set_union", LIST, List.of(LIST, LIST), a -> union(a.list(0), others(a)))
                        .withRest(),
                JavaFunction.of("set_intersect", LIST, List.of(LIST, LIST), a -> intersection(a.list(0), others(a)))
                        .withRest(),
                JavaFunction.of("set_difference", LIST, List.of(LIST, LIST), a -> difference(a.list(0), others(a)))
                        .withRest(),
                JavaFunction.of(
                        "set_has_element",
                        Kind.BOOL,
                        List.of(LIST, Kind.VALUE),
                        a -> has(a.list(0), Lists.likened(a.value(1)))),
                JavaFunction.of("jaccard_index", LIST, List.of(LIST, LIST), a -> jaccard(a.list(0), a.list(1))));
    }

    private static @Nullable List<List<@Nullable Object>> others(Arguments a) {
        var others = new ArrayList<List<@Nullable Object>>();
        for (var each : a.list(1) instanceof List<@Nullable Object> rest ? rest : List.of()) {
            var list = Lists.list(each);
            if (list == null) {
                return null;
            }
            others.add(list);
        }
        return others;
    }

    private static Map<@Nullable Object, @Nullable Object> distinct(List<@Nullable Object> list) {
        var distinct = new LinkedHashMap<@Nullable Object, @Nullable Object>();
        for (var each : list) {
            distinct.putIfAbsent(Lists.likened(each), each);
        }
        return distinct;
    }

    private static @Nullable Object union(
            @Nullable List<@Nullable Object> first, @Nullable List<List<@Nullable Object>> others) {
        if (first == null || others == null) {
            return null;
        }
        var all = distinct(first);
        for (var each : others) {
            for (var value : each) {
                all.putIfAbsent(Lists.likened(value), value);
            }
        }
        return new ArrayList<>(all.values());
    }

    private static @Nullable Object intersection(
            @Nullable List<@Nullable Object> first, @Nullable List<List<@Nullable Object>> others) {
        if (first == null || others == null) {
            return null;
        }
        var all = distinct(first);
        others.forEach(each -> all.keySet().retainAll(distinct(each).keySet()));
        return new ArrayList<>(all.values());
    }

    private static @Nullable Object difference(
            @Nullable List<@Nullable Object> first, @Nullable List<List<@Nullable Object>> others) {
        if (first == null || others == null) {
            return null;
        }
        var all = distinct(first);
        others.forEach(each -> all.keySet().removeAll(distinct(each).keySet()));
        return new ArrayList<>(all.values());
    }

    private static @Nullable Object has(@Nullable List<@Nullable Object> list, @Nullable Object sought) {
        return list == null
                ? null
                : list.stream().anyMatch(each -> sought != null && sought.equals(Lists.likened(each)));
    }

    /** How much two sets have in common of what they have. */
    private static @Nullable Object jaccard(
            @Nullable List<@Nullable Object> one, @Nullable List<@Nullable Object> two) {
        if (one == null || two == null) {
            return null;
        }
        Set<@Nullable Object> all = new HashSet<>(distinct(one).keySet());
        Set<@Nullable Object> common = new HashSet<>(all);
        common.retainAll(distinct(two).keySet());
        all.addAll(distinct(two).keySet());
        return all.isEmpty() ? Double.NaN : (Double) ((double) common.size() / all.size());
    }
}
