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

    /** A page ends early rather than hold more; what is larger by itself has a page of its own. */
    private static final long MOST_BYTES = 8 * 1024 * 1024;

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
     * @param bytes how much each of some will hold, roughly
     * @param written each in the shape that the caller knows
     */
    record Source<T>(
            Function<FeedQuery, List<T>> read,
            LongSupplier count,
            Function<T, Place> place,
            Function<List<T>, List<Long>> bytes,
            Function<List<T>, List<ObjectNode>> written) {}

    <T> ObjectNode page(ApiCaller caller, ListCall call, String context, Source<T> source) {
        var found = source.read().apply(call.query(keys.read(caller, call)));
        var wanted = found.subList(0, Math.min(call.top(), found.size()));
        var shown = wanted.subList(0, fitting(source.bytes().apply(wanted)));
        if (call.leaps() && shown.size() < wanted.size()) {
            throw ListCall.wrong(
                    "This page would hold more than 8 MB: ask for a smaller $top, or follow @odata.nextLink without $skip.");
        }
        var page = JsonNodeFactory.instance.objectNode().put("@odata.context", address.of(context));
        if (call.counts()) {
            page.put("@odata.count", source.count().getAsLong());
        }
        page.putArray("value").addAll(source.written().apply(shown));
        if (found.size() > shown.size()) {
            var last = source.place().apply(shown.getLast());
            page.put("@odata.nextLink", address.of(call.from(keys.write(last, caller, call))));
        }
        return page;
    }

    private static int fitting(List<Long> bytes) {
        var sum = 0L;
        for (var count = 0; count < bytes.size(); count++) {
            sum += bytes.get(count);
            if (sum > MOST_BYTES) {
                return Math.max(1, count);
            }
        }
        return bytes.size();
    }
}
