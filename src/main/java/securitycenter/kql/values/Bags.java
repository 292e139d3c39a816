package securitycenter.kql.values;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Bags of properties. A key that begins with {@code $.} is a path into bags within bags. */
final class Bags {

    private static final Kind BAG = Kind.DYNAMIC;

    private Bags() {}

    static Stream<JavaFunction> all() {
        return Stream.of(
                JavaFunction.of("bag_keys", BAG, List.of(BAG), a -> keys(a.bag(0))),
                JavaFunction.of("bag_has_key", Kind.BOOL, List.of(BAG, Kind.TEXT), a -> has(a.bag(0), path(a.text(1)))),
                JavaFunction.of("bag_set_key", BAG, List.of(BAG, Kind.TEXT, Kind.VALUE), Bags::withKey),
                JavaFunction.of("bag_remove_keys", BAG, List.of(BAG, Kind.DYNAMIC), a -> without(a.bag(0), a.list(1))),
                JavaFunction.of("bag_merge", BAG, List.of(BAG), a -> merged(a.list(0)))
                        .withRest(),
                JavaFunction.of("bag_zip", BAG, List.of(Kind.DYNAMIC, Kind.VALUE), a -> zipped(a.list(0), a.value(1))),
                JavaFunction.of("treepath", Kind.DYNAMIC, List.of(Kind.DYNAMIC), a -> paths(a.value(0))),
                JavaFunction.of("dynamic_to_json", Kind.TEXT, List.of(Kind.VALUE), a -> written(a.value(0))));
    }

    @SuppressWarnings("unchecked")
    static @Nullable Map<String, @Nullable Object> bag(@Nullable Object value) {
        return value instanceof Map<?, ?> ? (Map<String, @Nullable Object>) value : null;
    }

    private static List<String> path(String key) {
        return key.startsWith("$.") ? List.of(key.substring(2).split("\\.")) : List.of(key);
    }

    private static @Nullable Object keys(@Nullable Map<String, @Nullable Object> bag) {
        return bag == null ? null : new ArrayList<>(bag.keySet());
    }

    private static boolean has(@Nullable Map<String, @Nullable Object> bag, List<String> path) {
        return bag != null
                && bag.containsKey(path.getFirst())
                && (path.size() == 1 || has(bag(bag.get(path.getFirst())), path.subList(1, path.size())));
    }

    private static @Nullable Object withKey(Arguments a) {
        var bag = a.bag(0);
        return bag == null ? null : with(bag, path(a.text(1)), a.value(2));
    }

    private static Map<String, @Nullable Object> with(
            Map<String, @Nullable Object> bag, List<String> path, @Nullable Object value) {
        var inner = bag(bag.get(path.getFirst()));
        bag.put(
                path.getFirst(),
                path.size() == 1
                        ? value
                        : with(inner == null ? new LinkedHashMap<>() : inner, path.subList(1, path.size()), value));
        return bag;
    }

    private static @Nullable Object without(
            @Nullable Map<String, @Nullable Object> bag, @Nullable List<@Nullable Object> keys) {
        if (bag == null || keys == null) {
            return null;
        }
        for (var key : keys) {
            if (key instanceof String text) {
                remove(bag, path(text));
            }
        }
        return bag;
    }

    private static void remove(Map<String, @Nullable Object> bag, List<String> path) {
        var inner = bag(bag.get(path.getFirst()));
        if (path.size() == 1) {
            bag.remove(path.getFirst());
        } else if (inner != null) {
            remove(inner, path.subList(1, path.size()));
        }
    }

    /** What comes first stays. */
    private static @Nullable Object merged(@Nullable List<@Nullable Object> bags) {
        var merged = new LinkedHashMap<String, @Nullable Object>();
        var any = false;
        for (var each : bags == null ? List.<@Nullable Object>of() : bags) {
            var bag = bag(each);
            if (bag != null) {
                any = true;
                bag.forEach(merged::putIfAbsent);
            }
        }
        return any ? merged : null;
    }

    /** A key that is no text has no property. */
    private static @Nullable Object zipped(@Nullable List<@Nullable Object> keys, @Nullable Object values) {
        if (keys == null) {
            return null;
        }
        var list = Lists.list(values);
        var bag = new LinkedHashMap<String, @Nullable Object>();
        for (int i = 0; i < keys.size(); i++) {
            if (keys.get(i) instanceof String key) {
                bag.put(key, list != null && i < list.size() ? list.get(i) : null);
            }
        }
        return bag;
    }

    /** {@code ['a']['b'][0]}, where 0 stands for each element. */
    private static @Nullable Object paths(@Nullable Object value) {
        var paths = new LinkedHashSet<String>();
        walk(value, "", paths);
        return value instanceof Map<?, ?> || value instanceof List<?> ? new ArrayList<>(paths) : null;
    }

    private static void walk(@Nullable Object value, String above, Set<String> paths) {
        if (value instanceof Map<?, ?> bag) {
            bag.forEach((key, inner) -> step(inner, above + "['" + key + "']", paths));
        } else if (value instanceof List<?> list) {
            list.forEach(inner -> step(inner, above + "[0]", paths));
        }
    }

    private static void step(@Nullable Object value, String path, Set<String> paths) {
        paths.add(path);
        walk(value, path, paths);
    }

    /** One text for equal values: its keys are sorted. */
    private static String written(@Nullable Object value) {
        return value instanceof String text ? text : JsonWriter.written(sorted(value));
    }

    private static @Nullable Object sorted(@Nullable Object value) {
        return switch (value) {
            case Map<?, ?> bag -> {
                var sorted = new TreeMap<String, @Nullable Object>();
                bag.forEach((key, inner) -> sorted.put((String) key, sorted(inner)));
                yield sorted;
            }
            case List<?> list ->
                list.stream().<@Nullable Object>map(Bags::sorted).toList();
            case null, default -> value;
        };
    }
}
