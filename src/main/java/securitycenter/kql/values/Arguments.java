package securitycenter.kql.values;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a function is given in one row. */
final class Arguments {

    private final List<Kind> kinds;
    private final @Nullable Object[] values;

    Arguments(List<Kind> kinds, @Nullable Object[] values) {
        this.kinds = kinds;
        this.values = values;
    }

    boolean has(int place) {
        return values[place] != null;
    }

    String text(int place) {
        return values[place] instanceof String text ? text : "";
    }

    @Nullable
    Long whole(int place) {
        return (Long) values[place];
    }

    long whole(int place, long otherwise) {
        return values[place] instanceof Long whole ? whole : otherwise;
    }

    @Nullable
    Double real(int place) {
        return (Double) values[place];
    }

    double real(int place, double otherwise) {
        return values[place] instanceof Double real ? real : otherwise;
    }

    boolean truth(int place, boolean otherwise) {
        return values[place] instanceof Boolean truth ? truth : otherwise;
    }

    /** Of JSON. */
    @Nullable
    Object value(int place) {
        return values[place] instanceof String json && kinds.get(place).isJson() ? JsonReader.read(json) : null;
    }

    @Nullable
    List<@Nullable Object> list(int place) {
        return Lists.list(value(place));
    }

    @Nullable
    Map<String, @Nullable Object> bag(int place) {
        return Bags.bag(value(place));
    }

    /** What is written from there on, a list among it taken apart. */
    List<@Nullable Object> rest(int place) {
        var rest = list(place);
        return rest == null
                ? List.of()
                : rest.stream()
                        .<@Nullable Object>mapMulti((each, sink) -> {
                            if (each instanceof List<?> inner) {
                                inner.forEach(sink);
                            } else {
                                sink.accept(each);
                            }
                        })
                        .toList();
    }
}
