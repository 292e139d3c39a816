package securitycenter.api;

import java.util.List;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.springframework.stereotype.Component;
import securitycenter.feed.FeedQuery;
import securitycenter.feed.FeedQuery.Place;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Wraps what was read into a page that says where the next one is. */
@Component
class Pages {

    private final PageKeys keys;
    private final OwnAddress address;

    Pages(PageKeys keys, OwnAddress address) {
        this.keys = keys;
        this.address = address;
    }

    /**
     * What a list is made of.
     *
     * @param count of all that are found, whatever fits the page
     * @param place where one stands in the order of the list
     * @param written each in the shape that the caller knows
     */
    record Source<T>(
            Function<FeedQuery, List<T>> read,
            LongSupplier count,
            Function<T, Place> place,
            Function<List<T>, List<ObjectNode>> written) {}

    <T> ObjectNode page(ApiCaller caller, ListCall call, String context, Source<T> source) {
        var found = source.read().apply(call.query(keys.read(caller, call)));
        var shown = found.subList(0, Math.min(call.top(), found.size()));
        var page = JsonNodeFactory.instance.objectNode().put("@odata.context", address.of(context));
        if (call.counts()) {
            page.put("@odata.count", source.count().getAsLong());
        }
        page.putArray("value").addAll(source.written().apply(shown));
        if (found.size() > call.top()) {
            var last = source.place().apply(shown.getLast());
            page.put("@odata.nextLink", address.of(call.from(keys.write(last, caller, call))));
        }
        return page;
    }
}
