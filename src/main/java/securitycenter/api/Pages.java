package securitycenter.api;

import java.util.List;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.springframework.stereotype.Component;
import securitycenter.incidents.FeedQuery;
import securitycenter.incidents.FeedQuery.Place;
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

    <T> ObjectNode page(
            ApiCaller caller,
            ListCall call,
            String context,
            Function<FeedQuery, List<T>> read,
            LongSupplier count,
            Function<T, Place> place,
            Function<List<T>, List<ObjectNode>> written) {
        var found = read.apply(call.query(keys.read(caller, call)));
        var shown = found.subList(0, Math.min(call.top(), found.size()));
        var page = JsonNodeFactory.instance.objectNode().put("@odata.context", address.of(context));
        if (call.counts()) {
            page.put("@odata.count", count.getAsLong());
        }
        page.putArray("value").addAll(written.apply(shown));
        if (found.size() > call.top()) {
            page.put("@odata.nextLink", address.of(call.from(keys.write(place.apply(shown.getLast()), caller, call))));
        }
        return page;
    }
}
