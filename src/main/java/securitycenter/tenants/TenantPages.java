package securitycenter.tenants;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.UriComponentsBuilder;
import securitycenter.identity.TenantId;

/**
 * One page of the list.
 *
 * @param rows as they are shown
 * @param found how many the filter lets through
 * @param more there are more than were counted
 * @param hidden how many there are, when the filter lets none through; one more than are counted stands for more
 * @param earlier there are rows before these
 * @param later there are rows after these
 */
record TenantPages(
        TenantFilter filter,
        List<TenantRow> rows,
        long found,
        boolean more,
        long hidden,
        boolean earlier,
        boolean later) {

    static final int LENGTH = 50;

    /** All that was on this page has gone meanwhile, but not all that the filter lets through. */
    public boolean becameEmpty() {
        return rows.isEmpty() && found > 0;
    }

    public String start() {
        return address(null, null);
    }

    public @Nullable String first() {
        return earlier ? start() : null;
    }

    public @Nullable String previous() {
        return earlier && !rows.isEmpty() ? address("before", rows.getFirst().tenant()) : null;
    }

    public @Nullable String next() {
        return later && !rows.isEmpty() ? address("after", rows.getLast().tenant()) : null;
    }

    public @Nullable String last() {
        return later ? address("last", true) : null;
    }

    private String address(@Nullable String name, @Nullable Object value) {
        var query = filter.asked();
        if (name != null && value != null) {
            query.put(name, value);
        }
        var address = UriComponentsBuilder.fromPath("/support/tenants");
        query.keySet().forEach(key -> address.queryParam(key, "{" + key + "}"));
        return address.encode().buildAndExpand(query).toUriString();
    }

    /** Where a page begins or ends. */
    sealed interface Place {

        record First() implements Place {}

        record Last() implements Place {}

        record After(TenantId tenant) implements Place {}

        record Before(TenantId tenant) implements Place {}
    }
}
