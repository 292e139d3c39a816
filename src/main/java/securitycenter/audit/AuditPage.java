package securitycenter.audit;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * What the page shows.
 *
 * @param found how many the filter lets through
 * @param more there are more than were counted
 * @param total how many there are without a filter
 * @param acts the kinds of acts to choose from
 * @param older where the next page is
 */
record AuditPage(
        Filter filter,
        List<SealedEntry> entries,
        long found,
        boolean more,
        long total,
        List<String> acts,
        @Nullable String older) {

    String csv() {
        return address("/audit/export", filter).queryParam("format", "csv").encode().toUriString();
    }

    static String older(Filter filter, long before) {
        return address("/audit", filter).queryParam("before", before).encode().toUriString();
    }

    private static UriComponentsBuilder address(String path, Filter filter) {
        var address = UriComponentsBuilder.fromPath(path);
        filter.asked().forEach((name, value) -> address.queryParam(name, "{" + name + "}"));
        return address;
    }
}
