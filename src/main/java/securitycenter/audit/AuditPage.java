package securitycenter.audit;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * What the page of the log shows.
 *
 * @param found how many the filter lets through
 * @param more there are more than were counted
 * @param total how many there are without a filter
 * @param acts the kinds of acts to choose from
 * @param before where this page starts, absent on the first
 */
record AuditPage(
        Filter filter,
        List<SealedEntry> entries,
        long found,
        boolean more,
        long total,
        List<String> acts,
        @Nullable Long before) {

    static final int LENGTH = 50;

    /** One more than fits is read, to know whether a next page is worth a link. */
    public List<SealedEntry> shown() {
        return entries.subList(0, Math.min(entries.size(), LENGTH));
    }

    public @Nullable String older() {
        return entries.size() <= LENGTH
                ? null
                : address("/audit", "before", shown().getLast().entry().number());
    }

    public String newest() {
        return address("/audit", null, "");
    }

    public String csv() {
        return address("/audit/export", "format", "csv");
    }

    private String address(String path, @Nullable String name, Object value) {
        Map<String, Object> query = new LinkedHashMap<>(filter.asked());
        if (name != null) {
            query.put(name, value);
        }
        var address = UriComponentsBuilder.fromPath(path);
        query.keySet().forEach(key -> address.queryParam(key, "{" + key + "}"));
        return address.encode().buildAndExpand(query).toUriString();
    }
}
