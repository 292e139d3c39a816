package securitycenter.help;

import java.util.LinkedHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * A page of the queue.
 *
 * @param lines one more than fits, when there is a next page
 * @param found how many the filter lets through
 * @param more there are more than were counted
 * @param hidden how many are open, when the filter lets none through
 * @param start after which this page begins; absent on the first
 */
record QueuePage(
        QueueFilter filter,
        List<QueueLine> lines,
        long found,
        boolean more,
        long hidden,
        @Nullable QueuePlace start) {

    static final int LENGTH = 50;

    public List<QueueLine> shown() {
        return lines.subList(0, Math.min(lines.size(), LENGTH));
    }

    public @Nullable String next() {
        return lines.size() <= LENGTH ? null : address(filter, shown().getLast().place());
    }

    public String first() {
        return address(filter, null);
    }

    /** The same of all tenants. */
    public String ofAllTenants() {
        return address(filter.ofAllTenants(), null);
    }

    private static String address(QueueFilter filter, @Nullable QueuePlace after) {
        var query = new LinkedHashMap<String, Object>(filter.asked());
        if (after != null) {
            query.put("after", after.written());
        }
        var address = UriComponentsBuilder.fromPath("/support/help-requests");
        query.keySet().forEach(key -> address.queryParam(key, "{" + key + "}"));
        return address.encode().buildAndExpand(query).toUriString();
    }
}
