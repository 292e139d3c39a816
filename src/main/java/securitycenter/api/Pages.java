package securitycenter.api;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.core.JsonGenerator;

/**
 * Writes a page of what was asked for, which says where the next one is. Never fewer than that while there are more:
 * clients that raise {@code $skip} take a short page for the last.
 */
@Component
class Pages {

    private final PageKeys keys;
    private final OwnAddress address;
    private final Odata odata;

    Pages(PageKeys keys, OwnAddress address, Odata odata) {
        this.keys = keys;
        this.address = address;
        this.odata = odata;
    }

    /**
     * What a list is made of.
     *
     * @param read those behind a place; the first ones where it is null
     * @param count of all that are found, whatever fits the page
     * @param place where one stands in the order of the list
     * @param writing each in the shape that the caller knows
     */
    record Source<T, P>(
            Function<@Nullable P, List<T>> read,
            LongSupplier count,
            Function<T, P> place,
            Placing<P> placing,
            BiConsumer<List<T>, JsonGenerator> writing) {

        /** Of a list that takes no {@code $count}. */
        static <T, P> Source<T, P> uncounted(
                Function<@Nullable P, List<T>> read,
                Function<T, P> place,
                Placing<P> placing,
                BiConsumer<List<T>, JsonGenerator> writing) {
            return new Source<>(
                    read,
                    () -> {
                        throw new IllegalStateException("Nobody can have asked for the count");
                    },
                    place,
                    placing,
                    writing);
        }
    }

    <T, P> void write(
            ApiCaller caller, ListCall<?> call, String context, Source<T, P> source, HttpServletResponse response)
            throws IOException {
        var found = source.read().apply(keys.read(source.placing(), caller, call));
        var shown = found.subList(0, Math.min(call.top(), found.size()));
        var count = call.counts() ? OptionalLong.of(source.count().getAsLong()) : OptionalLong.empty();
        odata.write(response, json -> {
            json.writeStartObject();
            json.writeStringProperty("@odata.context", address.of(context));
            count.ifPresent(all -> json.writeNumberProperty("@odata.count", all));
            json.writeArrayPropertyStart("value");
            source.writing().accept(shown, json);
            json.writeEndArray();
            if (found.size() > shown.size()) {
                var last = source.place().apply(shown.getLast());
                json.writeStringProperty(
                        "@odata.nextLink", address.of(call.from(keys.write(last, source.placing(), caller, call))));
            }
            json.writeEndObject();
        });
    }
}
